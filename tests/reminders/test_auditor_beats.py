from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.reminders.heartbeat import Heartbeat
from bot.views.alarm import Wrong
from tests.reminders import watch

if TYPE_CHECKING:
    from datetime import datetime

    from tests.stories.installation import Installation

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
_LOOK = timedelta(seconds=20)


async def _fails(*_given: object) -> None:
    raise LookupError


async def test_a_beat_that_fails_again_and_again_leaves_the_auditor_discontent(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[datetime] = []

    async def call(now: datetime) -> None:
        called.append(now)

    running.bot.heartbeat.auditor.when_content = call
    with monkeypatch.context() as patched:
        patched.setattr(Heartbeat, "_queue", _fails)
        assert await _looks(running, 6) == [True, True, True, False, False, False]
    assert len(called) == 3
    await running.settle()
    raised = watch.alarms(running)
    assert len(raised) == 2
    assert all(str(Wrong.STANDSTILL) in text and "could not put all of it right" in text for _, text in raised)
    assert await running.is_as_it_should_be()


async def test_a_beat_that_hangs_leaves_the_auditor_discontent(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def hang(*_given: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patched:
        patched.setattr(Heartbeat, "_queue", hang)
        beat = asyncio.create_task(running.bot.heartbeat.beat())
        await begun.wait()
        running.let_time_go_by(timedelta(seconds=70))
        assert await running.is_as_it_should_be(), "nobody looked meanwhile: the machine slept"
        for expected in (True, True, False):
            running.let_time_go_by(_LOOK)
            assert await running.is_as_it_should_be() is expected
        beat.cancel()


async def test_a_machine_that_slept_has_not_missed_its_beats(running: Installation) -> None:
    for hours in (5, 1):
        assert await running.is_as_it_should_be()
        running.let_time_go_by(timedelta(hours=hours))
        await running.bot.heartbeat.audit()
        assert await _looks(running, 4) == [True] * 4
    assert watch.alarms(running) == []


async def _looks(running: Installation, many: int) -> list[bool]:
    """Let time go by with looks and beats, and return after which of the looks the auditor was content."""
    found = []
    for _ in range(many):
        running.let_time_go_by(_LOOK)
        await running.bot.heartbeat._once()  # noqa: SLF001 - a beat may fail, and the next one comes
        await running.bot.heartbeat._finish()  # noqa: SLF001 - what it began does not take twenty seconds
        found.append(await running.is_as_it_should_be())
    return found
