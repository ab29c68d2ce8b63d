from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.views.alarm import Wrong
from tests.reminders import injected_unreadable, watch
from tests.reminders.injected import INJECTED
from tests.reminders.injected_unreadable import MOMENTS, NUMBERS

if TYPE_CHECKING:
    from collections import Counter

    from tests.stories.installation import Installation

BOTH = {"C0DUTY", "D0ADMIN"}
_ROWS = {**MOMENTS, **NUMBERS}
FAULTS = [*((fault, "sqlite") for fault in _ROWS), *((fault, "postgresql") for fault in list(MOMENTS)[1::3])]


@pytest.mark.parametrize(("fault", "backend"), FAULTS)
async def test_a_row_that_cannot_be_read_is_named_and_put_right_and_keeps_nothing_from_the_others(
    running: Installation, undisturbed: Counter[tuple[Any, ...]], fault: str
) -> None:
    inject, wrong = _ROWS[fault]
    await running.house.store.write(inject)
    await running.house.store.write(INJECTED["a timer is gone"][0])
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) >= {wrong.value, Wrong.REMINDER_MISSING.value}
    await watch.a_minute_passes(running)
    assert await running.is_as_it_should_be()
    raised = watch.alarms(running)
    assert {channel for channel, _ in raised} == BOTH
    assert all(str(wrong) in text and "put all of it right" in text for _, text in raised)
    assert not any(word in text for _, text in raised for word in ("infinity", "purple"))
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed
    assert running.workspace.ledger.sent_twice() == []
    assert await running.is_as_it_should_be()


@pytest.mark.parametrize("row", [injected_unreadable.a_case, injected_unreadable.a_clock])
async def test_a_case_that_cannot_be_read_is_named_and_keeps_nothing_from_the_others(
    running: Installation,
    row: Any,  # noqa: ANN401 - what writes it
) -> None:
    called = _calls(running)
    await running.house.store.write(row)
    await running.house.store.write(INJECTED["a timer that repeats is put off"][0])
    await running.house.store.write(INJECTED["a message that waits is put off"][0])
    await watch.a_minute_passes(running)
    assert await watch.put_right(running) == {Wrong.REMINDER_CHANGED.value, Wrong.MESSAGE_HELD.value}
    assert not await running.is_as_it_should_be()
    raised = [text for _, text in watch.alarms(running)]
    assert len(raised) == 2
    assert all(f"{watch.COMING}*: {Wrong.UNREADABLE}, and could not be put right" in text for text in raised)
    assert called == []


async def test_what_was_said_long_ago_and_cannot_be_read_is_put_right_by_the_whole_journal(
    running: Installation,
) -> None:
    await running.go_to(watch.NIGHT + timedelta(days=2))
    assert await running.is_as_it_should_be()
    await running.house.store.write(partial(injected_unreadable.a_card, reference=watch.COMING))
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == {Wrong.MESSAGE_UNREADABLE.value}
    await watch.a_minute_passes(running)
    assert await running.is_as_it_should_be()
    raised = [text for _, text in watch.alarms(running)]
    assert len(raised) == 2
    assert all(f"{watch.COMING}*: {Wrong.MESSAGE_UNREADABLE}" in text for text in raised)
    assert running.workspace.ledger.sent_twice() == []


@pytest.mark.parametrize("facts", ["{", "{}", '{"key": "x"}', '{"key": []}'])
async def test_an_entry_of_the_journal_that_cannot_be_read_is_said_and_keeps_nothing_from_being_said(
    running: Installation, undisturbed: Counter[tuple[Any, ...]], facts: str
) -> None:
    await running.stop()
    await running.start()
    called = _calls(running)
    await running.house.store.write(partial(injected_unreadable.an_entry, facts=facts))
    await running.house.store.write(INJECTED["a timer is gone"][0])
    await watch.a_minute_passes(running)
    assert await watch.put_right(running) == {Wrong.REMINDER_MISSING.value}
    assert called == []
    raised = [text for _, text in watch.alarms(running)]
    assert any(f"{Wrong.JOURNAL}, and could not be put right" in text for text in raised)
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed


def _calls(running: Installation) -> list[Any]:
    """Return a list of when the address outside is called from now on."""
    called: list[Any] = []

    async def call(now: object) -> None:
        called.append(now)

    running.bot.heartbeat.auditor.when_content = call
    return called
