"""The clock of the machine is set ahead or back: nothing is early, nothing is skipped, and an alarm is raised."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from bot import main
from tests.faults import seed
from tests.faults.conftest import Installed

pytestmark = [pytest.mark.kill, pytest.mark.parametrize("backend", ["sqlite"])]
SOON = timedelta(seconds=8)
JUMPS = [timedelta(hours=1), timedelta(hours=-1), timedelta(days=3652)]
DUE, WRONG = "it is due and has not been done", "the clock of this machine is wrong"


def _said(installed: Installed) -> list[tuple[float, str]]:
    posts = installed.workspace.ledger.posts()
    return [(float(entry.ts), f"{entry.text} {entry.blocks}".casefold()) for entry in posts]


def _of_due(installed: Installed) -> list[tuple[float, str]]:
    return [(ts, words) for ts, words in _said(installed) if DUE in words]


async def _wait(installed: Installed, until: datetime) -> None:
    await installed.workspace.until(lambda: main.clock() >= until, within=60)


@pytest.mark.parametrize("when", ["running", "started"])
@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_nothing_is_early_nothing_is_skipped_and_an_alarm_is_raised(
    installed: Installed, jump: timedelta, when: str
) -> None:
    due = main.clock() + SOON
    soon, later = seed.log(installed.machine, [due, due + timedelta(minutes=30)])
    if when == "started":
        installed.machine.set_clock(jump)
    async with installed.running():
        started = main.clock()
        if when == "running":
            await _wait(installed, due - SOON / 2)
            installed.machine.set_clock(jump)
        await installed.workspace.until(lambda: _of_due(installed), within=SOON.total_seconds() + 15)
        await _wait(installed, due + timedelta(seconds=3))
    for ts, words in _of_due(installed):
        assert soon.casefold() in words
        assert later.casefold() not in words
        # A beat that oversleeps because of a clock set back is woken within five seconds.
        assert ts >= due.timestamp()
        assert ts < max(due, started).timestamp() + 7
    assert not [words for _, words in _said(installed) if "still overdue" in words or "open case" in words]
    alarms = [json.loads(line) for line in installed.log.splitlines() if WRONG in line]
    assert alarms
    assert all(alarm["level"] == "error" and abs(alarm["number"] - jump.total_seconds()) < 5 for alarm in alarms)
