from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from storage import bundles, cases, fallbacks, outbox, timers
from storage.database import Transaction
from storage.fallbacks import Place
from storage.tables import FALLBACK, TABLES, TO_DRAW
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_message, a_notice, a_plan

SOON = NOW + timedelta(minutes=10)


@pytest.mark.parametrize("place", [Place("U0ONE", 1, "e-mail"), Place("North/West", 12, "Some Service")])
def test_a_recipient_beyond_slack_is_read_as_it_was_written(place: Place) -> None:
    assert Place.of(place.recipient) == place


def test_a_service_with_a_stroke_in_its_name_is_kept_apart_from_whose_it_is() -> None:
    assert Place.of(Place("U0ONE", 1, "a/b").recipient) == Place("U0ONE", 1, "a b")


@pytest.mark.parametrize("recipient", [None, "", "U0ONE", "C0NORTH", "Slack", "beyond Slack", "a/b/3/c"])
def test_any_other_recipient_is_slacks(recipient: str | None) -> None:
    assert Place.of(recipient) is None


def set_state(writing: Transaction, recipient: str, state: str) -> None:
    messages = TABLES["messages"]
    writing.execute(update(messages).where(messages.c.recipient == recipient).values(state=state))


def look(writing: Transaction, at: datetime) -> list[str]:
    return [each.message.recipient for each in fallbacks.to_look_at(writing, at, 10)]


def test_a_reminder_is_looked_at_once_when_its_time_is_up(writing: Transaction) -> None:
    assert fallbacks.next_look(writing) is None
    outbox.queue(writing, [a_message("U1", look_at=SOON), a_message("U2", look_at=NOW + HOUR), a_message("U3")], NOW)
    assert fallbacks.next_look(writing) == SOON
    assert look(writing, SOON - timedelta(seconds=1)) == []
    assert look(writing, SOON) == ["U1"]
    assert look(writing, SOON) == []
    assert fallbacks.next_look(writing) == NOW + HOUR


@pytest.mark.parametrize(("state", "found"), [("queued", ["U1"]), ("undeliverable", []), ("withdrawn", [])])
def test_what_somebody_else_was_told_instead_is_not_looked_after(
    writing: Transaction, state: str, found: list[str]
) -> None:
    outbox.queue(writing, [a_message("U1", look_at=SOON)], NOW)
    set_state(writing, "U1", state)
    assert look(writing, SOON) == found
    assert fallbacks.next_look(writing) is None


def test_what_joins_a_message_that_waits_is_looked_after_with_it(writing: Transaction) -> None:
    cases.add(writing, a_case(), {})
    timers.keep(writing, "CC-26-00001", a_plan(a_clock()), NOW)
    for rung, look_at in (("half", None), ("due", SOON), ("overdue", NOW + HOUR)):
        bundles.queue(writing, [a_message("U1", notices=(a_notice(rung=rung),), not_before=SOON, look_at=look_at)], NOW)
    assert fallbacks.next_look(writing) == SOON
    assert look(writing, NOW + HOUR) == ["U1"]


def test_what_went_beyond_slack_is_never_drawn_anew(writing: Transaction) -> None:
    cases.add(writing, a_case(), {})
    beyond = Place("U1", 1, "e-mail").recipient
    outbox.queue(
        writing, [a_message(beyond, kind=FALLBACK, notices=(a_notice(),)), a_message("U1", notices=(a_notice(),))], NOW
    )
    for claimed in outbox.claim(writing, NOW, SOON):
        outbox.mark(writing, claimed, state="sent", drawn=1, channel="there", ts="")
    outbox.redraw(writing, ["CC-26-00001"], NOW)
    messages = TABLES["messages"]
    assert [row.recipient for row in writing.execute(messages.select().where(TO_DRAW))] == ["U1"]
