"""A kill at each labelled step, and three in a row while the bot recovers from one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kill.campaign import ACCEPTED, Blow, Campaign, campaign
from tests.kill.child import STEPS
from tests.kill.force import Cases

pytestmark = [pytest.mark.kill]
LOOKED_FOR = "found"


@pytest.fixture
async def running(database_url: str, tmp_path: Path) -> AsyncIterator[Campaign]:
    async with campaign(database_url, tmp_path, Cases("steps", 8)) as started:
        yield started


@pytest.mark.parametrize("step", [*(step for step in STEPS if step != LOOKED_FOR), ACCEPTED])
async def test_a_kill_at_any_step_loses_nothing_and_repeats_nothing(running: Campaign, step: str) -> None:
    await running.strike(Blow(step))
    await running.strike(Blow(step, 2))
    await running.settle()
    running.judge()
    assert running.deaths[step] == 2


@pytest.mark.parametrize("step", ["posting", ACCEPTED, "posted"])
async def test_three_kills_while_it_looks_for_what_it_may_have_posted_still_converge(
    running: Campaign, step: str
) -> None:
    await running.strike(Blow(step, 4))
    for _ in range(3):
        await running.strike(Blow(LOOKED_FOR))
    await running.settle()
    running.judge()
    assert running.deaths[LOOKED_FOR] == 3


async def test_a_kill_before_each_lookup_is_recorded_still_converges(running: Campaign) -> None:
    for step in ("posted", LOOKED_FOR, "committing", LOOKED_FOR, "recorded", "posting", LOOKED_FOR):
        await running.strike(Blow(step))
    await running.settle()
    running.judge()


@pytest.mark.parametrize("step", STEPS)
async def test_an_error_that_nobody_foresaw_at_any_step_loses_nothing_and_repeats_nothing(
    running: Campaign, step: str
) -> None:
    if step == LOOKED_FOR:
        await running.strike(Blow("posted", 4))
    await running.settle(stumbling=step)
    running.judge()
    assert f"{step} is reached" in running.orders.log.read_text()
