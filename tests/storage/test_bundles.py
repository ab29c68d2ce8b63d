from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from storage import bundles, cases, outbox, timers
from storage.database import Transaction
from storage.outbox import Message
from storage.tables import TABLES
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_message, a_notice, a_plan

LATER = NOW + 2 * HOUR


def a_reminder(rung: str, recipient: str = "U1", **facts: object) -> Message:
    reminder = a_message(recipient, kind="reminder", due_at=LATER, notices=(a_notice(rung=rung),), not_before=LATER)
    return replace(reminder, **facts)  # type: ignore[arg-type]  # fields of a message


def log(writing: Transaction) -> None:
    cases.add(writing, a_case(), {})
    timers.keep(writing, "CC-26-00001", a_plan(a_clock()), NOW)


def rows(writing: Transaction) -> list[tuple[str, int, list[str]]]:
    """Return who each message is for, its severity and what it says."""
    messages, notices = TABLES["messages"], TABLES["notices"]
    found = []
    for row in writing.execute(select(messages).order_by(messages.c.recipient, messages.c.due_at, messages.c.severity)):
        of_it = select(notices.c.rung).where(notices.c.message == row.key).order_by(notices.c.id)
        found.append((row.recipient, row.severity, list(writing.execute(of_it).scalars())))
    return found


def test_what_waits_for_the_same_reader_and_moment_is_one_message(writing: Transaction) -> None:
    log(writing)
    bundles.queue(writing, [a_reminder("half", severity=3, content={"deferred": ["night"]})], NOW)
    bundles.queue(writing, [a_reminder("due", severity=1, content={"deferred": ["again"]})], NOW + HOUR)
    bundles.queue(writing, [a_reminder("due", "U2", severity=1)], NOW + HOUR)
    assert rows(writing) == [("U1", 1, ["half", "due"]), ("U2", 1, ["due"])]
    assert outbox.claim(writing, LATER - timedelta(seconds=1), LATER) == []
    claimed = {each.message.recipient: each.message for each in outbox.claim(writing, LATER, LATER + HOUR)}
    assert claimed["U1"].content == {"deferred": ["again", "night"]}
    assert claimed["U1"].due_at == LATER
    assert outbox.next_moments(writing) == {"U1": LATER + HOUR, "U2": LATER + HOUR}


def test_what_is_for_somebody_who_is_away_or_of_another_moment_or_at_once_stands_alone(writing: Transaction) -> None:
    log(writing)
    bundles.queue(writing, [a_reminder("half")], NOW)
    bundles.queue(writing, [a_reminder("due", content={"for": "U9", "until": "tomorrow"})], NOW)
    bundles.queue(writing, [a_reminder("overdue", not_before=LATER + HOUR)], NOW)
    bundles.queue(writing, [a_reminder("unanswered", not_before=None)], NOW)
    bundles.queue(writing, [a_reminder("answer expired", team="South")], NOW)
    bundles.queue(writing, [a_message("U1", not_before=LATER)], NOW)
    assert sorted(said for _, _, said in rows(writing)) == [
        [],
        ["answer expired"],
        ["due"],
        ["half"],
        ["overdue"],
        ["unanswered"],
    ]


def test_nothing_joins_a_message_that_is_being_sent(writing: Transaction) -> None:
    log(writing)
    bundles.queue(writing, [a_reminder("half")], NOW)
    assert outbox.claim(writing, LATER, LATER + HOUR)
    bundles.queue(writing, [a_reminder("due")], LATER)
    assert [said for _, _, said in rows(writing)] == [["half"], ["due"]]


def test_what_is_deferred_is_not_counted_as_waiting(writing: Transaction) -> None:
    log(writing)
    bundles.queue(writing, [a_reminder("half")], NOW)
    assert outbox.waiting(writing, LATER - timedelta(seconds=1)) == (0, None)
    assert outbox.waiting(writing, LATER) == (1, LATER)


def test_some_notices_of_a_message_become_one_of_their_own(writing: Transaction) -> None:
    log(writing)
    both = (a_notice(rung="half"), a_notice(rung="due"))
    outbox.queue(writing, [a_message("U1", kind="reminder", notices=both)], NOW)
    [claimed] = outbox.claim(writing, NOW, NOW + HOUR)
    bundles.part(writing, claimed, both[1:], NOW)
    assert sorted(said for _, _, said in rows(writing)) == [["due"], ["half"]]
