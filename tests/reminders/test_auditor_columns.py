from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, func, insert, select, update

from bot import access
from bot.reminders import ledger
from bot.usecases import answers
from bot.views.alarm import Wrong
from storage import outbox
from storage.tables import TABLES
from tests.reminders import injected_unreadable, watch

if TYPE_CHECKING:
    from collections import Counter

    from storage.database import Transaction
    from tests.stories.installation import Installation

_MESSAGES, _NOTICES, _CLOCKS, _ANSWERS = (TABLES[name] for name in ("messages", "notices", "clocks", "answers"))
_FAR = watch.NIGHT + timedelta(days=3_652)
_SERGEANT = "U0SERGEANT1"


async def _said(running: Installation) -> tuple[Any, ...]:
    """Go on until the sergeant has been asked who has what is overdue, and return that message's key and place."""
    await running.go_to(watch.NIGHT + timedelta(minutes=76))
    wanted = (
        select(_MESSAGES.c.key, _MESSAGES.c.channel, _MESSAGES.c.ts)
        .where(_MESSAGES.c.recipient == _SERGEANT, _MESSAGES.c.look_at > running.travel.now())
        .order_by(_MESSAGES.c.due_at.desc())
    )
    return await running.read(lambda t: tuple(t.execute(wanted.limit(1)).one()))


def _look_at(transaction: Transaction, key: str) -> datetime | None:
    found: datetime | None = transaction.execute(select(_MESSAGES.c.look_at).where(_MESSAGES.c.key == key)).scalar_one()
    return found


@pytest.mark.parametrize("at", [None, _FAR])
async def test_what_asks_for_an_answer_is_looked_after_when_it_was_to_be(
    running: Installation, at: datetime | None
) -> None:
    key, *_ = await _said(running)
    looked_at = await running.read(partial(_look_at, key=key))
    assert await running.is_as_it_should_be()
    await running.house.store.write(
        lambda t: t.execute(update(_MESSAGES).where(_MESSAGES.c.key == key).values(look_at=at))
    )
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == {Wrong.MESSAGE_CHANGED.value}
    assert await running.read(partial(_look_at, key=key)) == looked_at
    assert looked_at
    await running.go_to(looked_at)
    assert await running.read(partial(_look_at, key=key)) is None
    assert await running.is_as_it_should_be()


def _not_answered(transaction: Transaction) -> None:
    where = _CLOCKS.c.reference == watch.OVERDUE
    transaction.execute(update(_CLOCKS).where(where).values(answered_by=None, answered_at=None, answered_until=None))


def _longer(transaction: Transaction) -> None:
    transaction.execute(update(_ANSWERS).values(until=_FAR))
    transaction.execute(update(_CLOCKS).where(_CLOCKS.c.answered_by == _SERGEANT).values(answered_until=_FAR))


def _no_answer(transaction: Transaction) -> None:
    transaction.execute(delete(_ANSWERS))


@pytest.mark.parametrize("inject", [_not_answered, _longer, _no_answer])
async def test_who_has_a_clock_in_hand_is_whoever_said_so_in_the_journal(running: Installation, inject: Any) -> None:  # noqa: ANN401 - what writes it
    _, channel, ts = await _said(running)
    subject = f"{watch.OVERDUE}/enforcement"
    sergeant = partial(access.person, slack=_SERGEANT)
    await running.house.do(sergeant, partial(answers.have, place=(channel, ts), subject=subject))
    await running.settle()
    assert await running.is_as_it_should_be()
    before = await running.read(_hands)
    assert before
    await running.house.store.write(inject)
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == {Wrong.ANSWER.value}
    assert await running.read(_hands) == before
    assert await running.is_as_it_should_be()
    await running.go_to(watch.MORNING)
    assert await running.is_as_it_should_be()


def _hands(transaction: Transaction) -> list[tuple[Any, ...]]:
    noted = select(_CLOCKS.c.answered_by, _CLOCKS.c.answered_at, _CLOCKS.c.answered_until)
    rows = transaction.execute(noted.where(_CLOCKS.c.answered_by.is_not(None))).all()
    given = transaction.execute(select(_ANSWERS)).all()
    return [tuple(row) for row in (*rows, *given)]


async def test_a_card_of_long_ago_is_drawn_anew_although_it_is_said_to_be_drawn_oftener(running: Installation) -> None:
    await running.go_to(watch.NIGHT + timedelta(days=2))
    assert await running.is_as_it_should_be()
    own = (_MESSAGES.c.reference == watch.COMING, _MESSAGES.c.kind == "card")
    await running.house.store.write(lambda t: t.execute(update(_MESSAGES).where(*own).values(drawn=1_000)))
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == {Wrong.MESSAGE_HELD.value}
    await running.settle()
    behind = select(func.count()).where(*own, _MESSAGES.c.drawn != _MESSAGES.c.wanted)
    assert await running.read(lambda t: t.execute(behind).scalar_one()) == 0
    assert await running.is_as_it_should_be()


def _as_sent(transaction: Transaction) -> None:
    """Add a message as if it had been sent, that says to an owner what is said only at 03:12."""
    values: dict[str, Any] = {"kind": "reminder", "recipient": "U0OFFICER1", "team": "OCSAE North", "severity": 0}
    moments = dict.fromkeys(("due_at", "not_before", "sent_at"), watch.NIGHT)
    state = {"state": "sent", "wanted": 1, "drawn": 1, "lease": 1, "attempts": 0, "channel": "D0OFFICER1", "ts": "1.5"}
    transaction.execute(insert(_MESSAGES).values(key="another", **values, **moments, **state))
    rung = {"reference": watch.COMING, "clock": "enforcement", "version": 1, "rung": "three quarters", "turn": 0}
    said = {"message": "another", "recipient": "U0OFFICER1", "role": "owner", "due_at": watch.NIGHT}
    transaction.execute(insert(_NOTICES).values(**rung, **said))


async def test_what_a_message_says_that_nobody_queued_is_not_said_already(
    running: Installation, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    assert await running.is_as_it_should_be()
    await running.house.store.write(_as_sent)
    await watch.a_minute_passes(running)
    raised = [text for _, text in watch.alarms(running)]
    assert len(raised) == 2
    assert all(f"{Wrong.MESSAGE_ADDED}, and could not be put right" in text for text in raised)
    assert await running.is_as_it_should_be()
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed


def _to_be_sent(transaction: Transaction) -> None:
    values = {
        "kind": "alarm",
        "recipient": "U0OFFICER1",
        "team": "OCSAE North",
        "severity": 0,
        "reference": "of a child",
    }
    moments = dict.fromkeys(("due_at", "not_before"), watch.NIGHT)
    numbers = {"wanted": 1, "drawn": 0, "lease": 0, "attempts": 0}
    content = '{"text": "Do not go there.", "blocks": []}'
    transaction.execute(
        insert(_MESSAGES).values(key="another", state="queued", content=content, **values, **moments, **numbers)
    )


async def test_what_went_out_before_anybody_looked_and_was_not_queued_is_said(running: Installation) -> None:
    assert await running.is_as_it_should_be()
    await running.house.store.write(_to_be_sent)
    await running.settle()
    assert "Do not go there." in [entry.text for entry in running.workspace.ledger.posts()]
    for _ in range(2):
        await watch.a_minute_passes(running)
        raised = [text for _, text in watch.alarms(running)]
        assert len(raised) == 2
        assert all(f"{Wrong.MESSAGE_ADDED}, and could not be put right" in text for text in raised)
        assert not any("of a child" in text for text in raised)
        assert await running.is_as_it_should_be()
        await running.stop()
        await running.start()


async def test_what_waits_for_longer_than_the_journal_is_read_back_is_known(
    running: Installation, monkeypatch: pytest.MonkeyPatch, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    await running.stop()
    await running.start()
    monkeypatch.setattr(ledger, "_BACK", timedelta())
    assert await running.is_as_it_should_be()
    assert await watch.put_right(running) == set()
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed


async def test_what_was_queued_by_an_entry_that_was_altered_is_said_all_the_same(
    running: Installation, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    await running.stop()
    await running.start()
    other = func.replace(TABLES["journal"].c.facts, '"key": "', '"key": "other')
    await running.house.store.write(partial(injected_unreadable.an_entry, facts=other))
    for _ in range(2):
        await watch.a_minute_passes(running)
        assert not await running.is_as_it_should_be()
    raised = [text for _, text in watch.alarms(running)]
    assert any(f"{Wrong.JOURNAL}, and could not be put right" in text for text in raised)
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_where_a_message_stands_that_has_another_key_one_is_found(running: Installation) -> None:
    own = (_MESSAGES.c.reference == watch.COMING, _MESSAGES.c.kind == "card")
    place = select(_MESSAGES.c.key, _MESSAGES.c.channel, _MESSAGES.c.ts).where(*own).order_by(_MESSAGES.c.key)
    key, channel, ts = await running.read(lambda t: tuple(t.execute(place.limit(1)).one()))
    await running.house.store.write(
        lambda t: t.execute(update(_MESSAGES).where(_MESSAGES.c.key == key).values(key="another"))
    )
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == {Wrong.MESSAGE_MISSING.value}
    found = await running.read(lambda t: outbox.find(t, channel, ts))
    assert found
    assert found[0] == key
    assert await running.is_as_it_should_be()
