"""Four replicas on one record: each message is sent once, and what one that is halted had is taken over."""

import os
import time
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

from practice import faults
from tests.kill import replicas
from tests.kill.campaign import campaign
from tests.kill.force import Cases

RACES = int(os.environ.get("RACES", "120"))
"""How many messages four replicas are after at one moment; `make races` has a thousand."""
TAKEN_OVER = 15
"""Real seconds within which the others have sent what the one that fell had claimed."""
pytestmark = [pytest.mark.kill, pytest.mark.timeout(300), pytest.mark.parametrize("backend", ["postgresql"])]


async def test_of_all_that_four_are_after_at_one_moment_each_is_sent_once(database_url: str, tmp_path: Path) -> None:
    async with campaign(database_url, tmp_path, Cases("races", 12)) as running:
        running.workspace.rates.lift()
        async with replicas.replicas(running):
            replicas.race(running, RACES, running.clock.now() + replicas.WHEN)
            await replicas.until(lambda: not replicas.unsent(running), within=240)
        await running.settle()
        running.judge()
        raced = [entry.text for entry in running.workspace.ledger.posts() if entry.text.startswith("Race")]
        assert sorted(raced) == sorted(f"Race {number}" for number in range(RACES))


@pytest.mark.parametrize("step", ["claimed", "posting"])
async def test_what_one_had_that_is_halted_is_sent_by_the_others_within_fifteen_seconds(
    database_url: str, tmp_path: Path, step: str
) -> None:
    async with campaign(database_url, tmp_path, Cases("taken over", 16)) as running:
        running.workspace.rates.lift()
        # Each post takes a while, so that much is under way when one falls.
        running.workspace.faults.next("chat.postMessage", faults.delayed(0.3), 60)
        async with replicas.replicas(running, step=step, signal=SIGSTOP) as lives:
            await running.workspace.until(lambda: f"{step} is reached" in running.log(), within=120)
            began, had = time.monotonic(), replicas.unsent(running, leased=True)
            await replicas.until(lambda: not had & replicas.unsent(running), within=60)
            taken = time.monotonic() - began
            assert had
            assert taken <= TAKEN_OVER, f"taken over after {taken:.1f} s"
            running.clock.travel(replicas.A_MINUTE)
            lives[0].signal(SIGCONT)
            assert not await lives[0].is_over_within(2)
        await running.settle()
        running.judge()
