"""Two bots on one record: each message is sent by one of them, also when one is killed."""

from dataclasses import replace
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

from bot.reminders.leases import LEASE
from practice import faults
from tests.kill.campaign import campaign
from tests.kill.force import Cases
from tests.kill.life import Life

pytestmark = [pytest.mark.kill]


@pytest.mark.parametrize("seed", ["one", "two"])
async def test_two_bots_share_the_work_and_one_may_be_killed(database_url: str, tmp_path: Path, seed: str) -> None:
    async with campaign(database_url, tmp_path, Cases(seed, 16)) as running:
        # Each post takes a while and none is refused for being too soon: only the leases keep the two apart.
        running.workspace.rates.lift()
        running.workspace.faults.next("chat.postMessage", faults.delayed(0.4), 60)
        orders = replace(running.orders, flies=False)
        lives = [Life.begin(orders), Life.begin(replace(orders, step="recorded", passing=12))]
        await lives[1].is_over_within(4)
        await lives[0].is_over_within(1)
        for life in lives:
            await life.kill()
        await running.settle()
        running.judge()


async def test_a_bot_that_was_stopped_for_longer_than_its_lease_posts_nothing_late(
    database_url: str, tmp_path: Path
) -> None:
    async with campaign(database_url, tmp_path, Cases("stopped", 8)) as running:
        orders = replace(running.orders, flies=False, step="claimed", signal=SIGSTOP)
        stopped = Life.begin(orders)
        await running.workspace.until(lambda: "claimed is reached" in running.log())
        running.clock.travel(LEASE)
        await running.settle()
        stopped.signal(SIGCONT)
        assert not await stopped.is_over_within(1)
        await stopped.kill()
        await running.settle()
        running.judge()
