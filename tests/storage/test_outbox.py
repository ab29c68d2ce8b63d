from datetime import datetime

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from storage import bundles, cases, marks, outbox
from storage.database import Transaction, transaction
from storage.opening import Opened
from storage.outbox import Claimed
from storage.tables import TABLES
from storage.utc import NEVER
from tests.storage.build import HOUR, NOW, a_case, a_message, a_notice

LEASE_ENDS = NOW + HOUR / 60


@pytest.fixture
def case(writing: Transaction) -> Transaction:
    """Give a transaction in which there is a case to write about."""
    cases.add(writing, a_case(), {})
    return writing


def claim(inner: Transaction, now: datetime = NOW, busy: tuple[str, ...] = ()) -> list[Claimed]:
    return outbox.claim(inner, now, now + HOUR / 60, busy)


def sent(inner: Transaction, claimed: Claimed, ts: str = "1.1") -> bool:
    place = {"channel": claimed.message.recipient, "ts": ts, "sent_at": NOW}
    return outbox.mark(inner, claimed, state="sent", drawn=claimed.wanted, **place)


def test_a_message_is_claimed_as_it_was_queued(case: Transaction) -> None:
    message = a_message(
        reference="CC-26-00001",
        content={"page": [1, "two"]},
        notices=(a_notice(), a_notice(rung="due")),
        thread_ts="1.1",
    )
    [key] = outbox.queue(case, [message], NOW)
    [claimed] = claim(case)
    says = marks.of(case.keyring, message)
    assert len(set(says)) == 2
    assert claimed == Claimed(
        key, message, 1, 1, LEASE_ENDS, attempts=0, in_doubt=False, channel=None, ts=None, looks=None, says=says
    )


def test_nothing_queued_is_nothing_to_send(writing: Transaction) -> None:
    assert outbox.queue(writing, [], NOW) == []
    assert claim(writing) == []
    assert outbox.next_moments(writing) == {}
    assert outbox.waiting(writing, NOW) == (0, None)


def test_each_recipient_gets_the_most_severe_and_longest_waiting_first(writing: Transaction) -> None:
    waiting = [
        a_message("U1", severity=3, due_at=NOW - 9 * HOUR),
        a_message("U1", severity=0, due_at=NOW - HOUR),
        a_message("U1", severity=0, due_at=NOW - 2 * HOUR),
        a_message("U2", severity=3),
        a_message("C3", severity=0),
    ]
    outbox.queue(writing, waiting, NOW)
    assert [claimed.message for claimed in claim(writing, busy=("C3",))] == [waiting[2], waiting[3]]


def test_what_slack_does_not_have_goes_before_what_is_drawn_anew(writing: Transaction) -> None:
    outbox.queue(writing, [a_message(reference="CC-26-00001", severity=0)], NOW)
    sent(writing, claim(writing)[0])
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    outbox.queue(writing, [a_message(severity=3)], NOW)
    assert [claimed.message.severity for claimed in claim(writing)] == [3]


def test_of_what_is_drawn_anew_the_card_goes_first_then_what_was_said_last(writing: Transaction) -> None:
    for kind, hours in (("reminder", 0), ("reminder", 2), ("card", 3), ("reminder", 1)):
        outbox.queue(writing, [a_message(kind=kind, reference="CC-26-00001", due_at=NOW - hours * HOUR)], NOW)
        sent(writing, claim(writing)[0])
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    drawn = []
    for _ in range(4):
        claimed = claim(writing)[0]
        drawn.append((claimed.message.kind, (NOW - claimed.message.due_at) / HOUR))
        sent(writing, claimed)
    assert drawn == [("card", 3), ("reminder", 0), ("reminder", 1), ("reminder", 2)]


def test_a_leased_message_is_passed_over_until_the_lease_ends(writing: Transaction) -> None:
    outbox.queue(writing, [a_message()], NOW)
    first = claim(writing)[0]
    assert claim(writing) == []
    assert outbox.next_moments(writing) == {"C0NORTH": LEASE_ENDS}
    [second] = claim(writing, LEASE_ENDS)
    assert not first.in_doubt
    assert second.in_doubt
    assert (first.lease, second.lease) == (1, 2)


def test_a_lease_that_was_overtaken_writes_nothing(writing: Transaction) -> None:
    outbox.queue(writing, [a_message()], NOW)
    first = claim(writing)[0]
    second = claim(writing, LEASE_ENDS)[0]
    assert not sent(writing, first, "1.1")
    assert outbox.find(writing, "C0NORTH", "1.1") is None
    assert sent(writing, second, "2.2")
    assert outbox.find(writing, "C0NORTH", "2.2") == (second.key, a_message())
    assert claim(writing, NOW + 9 * HOUR) == []


def test_a_message_that_must_wait_is_left_until_then(writing: Transaction) -> None:
    outbox.queue(writing, [a_message()], NOW)
    later = NOW + HOUR
    assert outbox.mark(writing, claim(writing)[0], state="queued", not_before=later, attempts=1, problem="ratelimited")
    assert claim(writing) == []
    assert outbox.next_moments(writing) == {"C0NORTH": later}
    [again] = claim(writing, later)
    assert again.attempts == 1
    assert not again.in_doubt


def test_what_waits_is_counted_until_slack_has_it(writing: Transaction) -> None:
    outbox.queue(writing, [a_message(due_at=NOW - HOUR), a_message("U1")], NOW)
    assert outbox.waiting(writing, NOW) == (2, NOW - HOUR)
    for claimed in claim(writing):
        sent(writing, claimed)
    assert outbox.waiting(writing, NOW) == (0, None)


def test_what_could_not_be_delivered_is_counted(writing: Transaction) -> None:
    outbox.queue(writing, [a_message()], NOW)
    outbox.mark(writing, claim(writing)[0], state="undeliverable", drawn=1)
    assert outbox.undelivered(writing, NOW - HOUR) == 1
    assert outbox.undelivered(writing, NOW) == 0


def test_only_what_shows_the_case_is_drawn_anew(case: Transaction) -> None:
    cases.add(case, a_case("CC-26-00002"), {})
    shown = {
        "card": a_message("C1", reference="CC-26-00001"),
        "reminder": a_message("U1", notices=(a_notice(), a_notice("CC-26-00002", "due"))),
        "other": a_message("C2", reference="CC-26-00002"),
        "digest": a_message("C3"),
    }
    outbox.queue(case, list(shown.values()), NOW)
    for claimed in claim(case):
        sent(case, claimed)
    outbox.redraw(case, ["CC-26-00001"], NOW)
    again = claim(case)
    assert {claimed.message.recipient for claimed in again} == {"C1", "U1"}
    assert {(claimed.wanted, claimed.ts, claimed.in_doubt) for claimed in again} == {(2, "1.1", False)}


def test_a_queued_message_is_not_drawn_twice(writing: Transaction) -> None:
    outbox.queue(writing, [a_message(reference="CC-26-00001")], NOW)
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    sent(writing, claim(writing)[0])
    assert claim(writing, NOW + HOUR) == []


def test_a_change_while_a_message_is_being_sent_is_not_forgotten(writing: Transaction) -> None:
    outbox.queue(writing, [a_message(reference="CC-26-00001")], NOW)
    on_its_way = claim(writing)[0]
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    assert sent(writing, on_its_way)
    [again] = claim(writing)
    assert again.wanted == 2
    assert sent(writing, again)
    assert claim(writing, NOW + HOUR) == []


def test_a_redrawing_does_not_hasten_what_must_wait(writing: Transaction) -> None:
    outbox.queue(writing, [a_message(reference="CC-26-00001")], NOW)
    outbox.mark(writing, claim(writing)[0], state="in doubt", not_before=NOW + HOUR)
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    assert claim(writing) == []


def test_the_same_is_told_to_the_same_person_once(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        cases.add(inner, a_case(), {})
        outbox.queue(inner, [a_message("U1", notices=(a_notice(),))], NOW)

    def queue(recipient: str, version: int) -> None:
        with transaction(opened.engine, opened.keyring) as inner:
            outbox.queue(inner, [a_message(recipient, notices=(a_notice(version=version),))], NOW)

    with pytest.raises(IntegrityError):
        queue("U1", 1)
    queue("U2", 1)
    queue("U1", 2)


def test_what_somebody_has_been_told_is_known(case: Transaction) -> None:
    outbox.queue(case, [a_message("U1", notices=(a_notice(),))], NOW)
    both = (a_notice(), a_notice(rung="due"))
    assert bundles.unheard(case, a_message("U1", notices=both)) == both[1:]
    assert bundles.unheard(case, a_message("U2", notices=both)) == both


def test_a_message_that_is_not_ours_is_not_found(looking: Transaction) -> None:
    assert outbox.find(looking, "C0NORTH", "1.1") is None


@pytest.mark.parametrize("backend", ["postgresql"])
def test_two_who_claim_at_once_get_different_messages(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        outbox.queue(inner, [a_message(f"U{number}") for number in range(10)], NOW)
    with (
        transaction(opened.engine, opened.keyring) as one,
        transaction(opened.engine, opened.keyring) as other,
    ):
        first = {claimed.key for claimed in outbox.claim(one, NOW, LEASE_ENDS, limit=6)}
        second = {claimed.key for claimed in outbox.claim(other, NOW, LEASE_ENDS)}
    assert (len(first), len(second)) == (6, 4)
    assert not first & second


def test_what_is_leased_and_has_to_wait_for_longer_is_next_when_both_are_over(writing: Transaction) -> None:
    outbox.queue(writing, [a_message(not_before=NOW + HOUR)], NOW)
    writing.execute(update(TABLES["messages"]).values(leased_until=NOW + HOUR / 60))
    assert outbox.next_moments(writing) == {"C0NORTH": NOW + HOUR}
    writing.execute(update(TABLES["messages"]).values(leased_until=NOW + 2 * HOUR))
    assert outbox.next_moments(writing) == {"C0NORTH": NOW + 2 * HOUR}


@pytest.mark.parametrize("backend", ["sqlite"])
def test_what_is_no_moment_never_comes_and_lets_the_others_come(writing: Transaction) -> None:
    outbox.queue(writing, [a_message("C0NORTH"), a_message("C0SOUTH")], NOW)
    writing.execute(text("UPDATE messages SET not_before = 'soon' WHERE recipient = 'C0SOUTH'"))
    assert outbox.next_moments(writing) == {"C0NORTH": NOW, "C0SOUTH": NEVER}
