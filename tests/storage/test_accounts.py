from datetime import time, timedelta

from storage import accounts, outbox, people, tasks
from storage.accounts import Gone, Rounds
from storage.database import Transaction
from storage.roster import Person, Roster, Team
from tests.storage.build import HOUR, NOW, a_message

TEAM = Team("North", "C0NORTH", time(8), "Europe/London")


def a_roster(*members: str) -> Roster:
    return Roster({"North": TEAM}, {slack: Person(slack, slack, "North", "officer") for slack in members})


def test_an_account_is_gone_since_it_was_first_noticed_and_only_a_change_is_news(writing: Transaction) -> None:
    assert not accounts.note(writing, "A", None, NOW)
    assert accounts.gone(writing) == {}
    assert accounts.note(writing, "A", "deactivated", NOW + HOUR)
    assert not accounts.note(writing, "A", "deactivated", NOW + 2 * HOUR)
    assert accounts.note(writing, "B", "user_not_found", NOW)
    assert accounts.gone(writing) == {"A": Gone("A", NOW + HOUR, "deactivated"), "B": Gone("B", NOW, "user_not_found")}
    assert accounts.note(writing, "A", None, NOW + 3 * HOUR)
    assert accounts.gone(writing).keys() == {"B"}


def test_who_was_never_asked_about_comes_first_and_who_is_gone_comes_more_often(writing: Transaction) -> None:
    people.replace(writing, a_roster("A", "B", "C", "D"))
    accounts.note(writing, "B", None, NOW - HOUR)
    accounts.note(writing, "C", None, NOW - 30 * HOUR)
    accounts.note(writing, "D", "deactivated", NOW - HOUR)
    accounts.note(writing, "nobody on the roster", None, NOW - 50 * HOUR)
    rounds = Rounds(NOW - 3 * HOUR, NOW - HOUR)
    assert accounts.to_ask(writing, rounds, 9) == ["A", "C", "D"]
    assert accounts.to_ask(writing, rounds, 1) == ["A"]
    assert accounts.to_ask(writing, Rounds(NOW - 3 * HOUR, NOW - 2 * HOUR), 9) == ["A", "C"]


def test_when_somebody_who_is_gone_was_asked_about_counts_for_the_roster_only(writing: Transaction) -> None:
    people.replace(writing, a_roster("A", "B"))
    accounts.note(writing, "A", None, NOW - 9 * HOUR)
    accounts.note(writing, "somebody else", "deactivated", NOW - 8 * HOUR)
    assert accounts.asked_about_gone(writing) is None
    accounts.note(writing, "B", "deactivated", NOW - HOUR)
    assert accounts.asked_about_gone(writing) == NOW - HOUR


def test_tasks_that_slack_shows_are_drawn_anew_and_nothing_else(writing: Transaction) -> None:
    about = {"task": "account", "about": "A"}
    for kind, recipient in (("task", "S1"), ("card", "S2"), ("task", "S3")):
        outbox.queue(writing, [a_message(recipient, kind=kind, content=about)], NOW)
    for claimed in outbox.claim(writing, NOW, NOW + HOUR):
        state = "undeliverable" if claimed.message.recipient == "S3" else "sent"
        outbox.mark(writing, claimed, state=state, drawn=1, ts="1.0", channel="D1")
    tasks.redraw(writing, NOW + timedelta(days=91))
    assert outbox.claim(writing, NOW + HOUR, NOW + 2 * HOUR) == []
    tasks.redraw(writing, NOW + HOUR)
    assert [each.message.recipient for each in outbox.claim(writing, NOW + HOUR, NOW + 2 * HOUR)] == ["S1"]


def test_a_task_is_given_to_one_recipient_once(writing: Transaction) -> None:
    task = a_message("S1", kind="task", content={"task": "account", "about": "A"})
    assert not tasks.is_given(writing, task)
    outbox.queue(writing, [task], NOW)
    assert tasks.is_given(writing, task)
    for other in (
        a_message("S2", kind="task", content=task.content),
        a_message("S1", kind="task", content={"task": "account", "about": "B"}),
        a_message("S1", kind="task", content=task.content, due_at=NOW + HOUR),
    ):
        assert not tasks.is_given(writing, other)
