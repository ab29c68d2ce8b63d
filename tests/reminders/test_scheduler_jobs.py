from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import main
from bot.reminders.heartbeat import EVERY
from bot.views.alarm import Wrong
from tests.reminders import watch
from tests.stories.installation import Installation

YEARS = timedelta(days=3_652)
BROKEN: dict[str, Callable[[AsyncIOScheduler, str], object]] = {
    "gone": lambda scheduler, name: scheduler.remove_job(name),
    "paused": lambda scheduler, name: scheduler.pause_job(name),
    "far ahead": lambda scheduler, name: scheduler.modify_job(name, next_run_time=datetime.now(UTC) + YEARS),  # noqa: TID251 - the scheduler goes by real time
}


@pytest.fixture
async def beating(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """Give a practice system whose scheduler runs, by real time."""
    async with watch.installation(database_url, tmp_path) as running:
        running.bot.heartbeat._wall = main.clock  # noqa: SLF001 - its own clock stands still
        running.bot.heartbeat.start()
        yield running


def scheduler(running: Installation) -> AsyncIOScheduler:
    return running.bot.heartbeat._scheduler  # noqa: SLF001 - to break it


@pytest.mark.parametrize("how", BROKEN)
async def test_a_beat_that_is_not_planned_is_put_back_and_said_once(beating: Installation, how: str) -> None:
    heartbeat = beating.bot.heartbeat
    BROKEN[how](scheduler(beating), "beat")
    await heartbeat.audit()
    planned = scheduler(beating).get_job("beat").next_run_time
    assert planned <= main.clock() + EVERY
    last = heartbeat.auditor.last()
    assert last is not None
    assert not last.is_content
    await heartbeat.audit()
    await beating.workspace.until(lambda: len(watch.alarms(beating)) == 2)
    assert all(Wrong.BEAT in text for _, text in watch.alarms(beating))
    assert await beating.is_as_it_should_be()


@pytest.mark.parametrize("how", BROKEN)
async def test_an_audit_that_is_not_planned_is_put_back_by_the_beat(beating: Installation, how: str) -> None:
    BROKEN[how](scheduler(beating), "audit")
    beating.bot.heartbeat.wake()
    await beating.workspace.until(lambda: _is_soon(scheduler(beating)))
    await beating.bot.heartbeat.audit()
    await beating.workspace.until(lambda: len(watch.alarms(beating)) == 2)
    assert all(Wrong.AUDIT in text for _, text in watch.alarms(beating))


def _is_soon(broken: AsyncIOScheduler) -> bool:
    job = broken.get_job("audit")
    return job is not None and job.next_run_time is not None and job.next_run_time < main.clock() + YEARS / 2


async def test_a_clock_that_is_set_back_is_no_finding(beating: Installation) -> None:
    heartbeat = beating.bot.heartbeat
    heartbeat._wall = lambda: main.clock() - timedelta(hours=1)  # noqa: SLF001 - the clock of the machine
    await heartbeat.audit()
    assert watch.alarms(beating) == []
    last = heartbeat.auditor.last()
    assert last is not None
    assert last.is_content


async def test_the_audit_looks_by_itself(beating: Installation) -> None:
    job = scheduler(beating).get_job("audit")
    assert job.trigger.get_next_fire_time(None, main.clock()) <= main.clock() + timedelta(seconds=20)
    job.modify(next_run_time=main.clock())
    await beating.workspace.until(lambda: beating.bot.heartbeat.auditor.last() is not None)
