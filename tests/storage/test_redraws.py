from sqlalchemy import select

from storage import cases, outbox, redraws
from storage.database import Transaction
from storage.outbox import Claimed
from storage.tables import TABLES
from tests.storage.build import HOUR, NOW, a_case, a_message

MESSAGES = TABLES["messages"]


def a_sent_message(inner: Transaction) -> Claimed:
    cases.add(inner, a_case(), {})
    outbox.queue(inner, [a_message(reference="CC-26-00001")], NOW)
    [claimed] = outbox.claim(inner, NOW, NOW + HOUR / 60)
    place = {"channel": claimed.message.recipient, "ts": "1.1", "sent_at": NOW, "looks": "as it does"}
    assert outbox.mark(inner, claimed, state="sent", drawn=claimed.wanted, **place)
    outbox.redraw(inner, ["CC-26-00001"], NOW)
    return claimed


def drawn(inner: Transaction) -> tuple[int, int]:
    row = inner.execute(select(MESSAGES.c.drawn, MESSAGES.c.wanted)).one()
    return row.drawn, row.wanted


def test_what_is_to_be_drawn_anew_is_found_and_can_be_left_as_it_is(writing: Transaction) -> None:
    claimed = a_sent_message(writing)
    [waiting] = redraws.waiting(writing, NOW)
    assert (waiting.key, waiting.looks, waiting.wanted) == (claimed.key, "as it does", 2)
    redraws.as_they_are(writing, [waiting])
    assert drawn(writing) == (2, 2)
    assert redraws.waiting(writing, NOW) == []
    assert outbox.claim(writing, NOW, NOW + HOUR) == []


def test_what_slack_does_not_have_or_somebody_is_sending_is_not_looked_at(writing: Transaction) -> None:
    a_sent_message(writing)
    outbox.queue(writing, [a_message("U2", reference="CC-26-00001")], NOW)
    assert [each.message.recipient for each in redraws.waiting(writing, NOW)] == ["C0NORTH"]
    assert redraws.waiting(writing, NOW - HOUR) == []
    outbox.claim(writing, NOW, NOW + HOUR)
    assert redraws.waiting(writing, NOW) == []


def test_what_was_wanted_anew_meanwhile_is_still_to_be_drawn(writing: Transaction) -> None:
    a_sent_message(writing)
    waiting = redraws.waiting(writing, NOW)
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    redraws.as_they_are(writing, waiting)
    assert drawn(writing) == (2, 3)


def test_what_was_claimed_meanwhile_is_the_claimer_s(writing: Transaction) -> None:
    a_sent_message(writing)
    waiting = redraws.waiting(writing, NOW)
    outbox.claim(writing, NOW, NOW + HOUR)
    redraws.as_they_are(writing, waiting)
    assert drawn(writing) == (1, 2)


def test_what_is_known_already_is_left_out(writing: Transaction) -> None:
    claimed = a_sent_message(writing)
    assert redraws.waiting(writing, NOW, {claimed.key}) == []
    assert [each.key for each in redraws.waiting(writing, NOW, {"another"})] == [claimed.key]
