"""Five hundred kills at random points, with Slack in trouble now and then: nothing lost, nothing sent twice."""

from pathlib import Path

import pytest

from tests.kill.campaign import kill_at_random

BATCHES, KILLS = 5, 50
"""On each of the two kinds of database."""


@pytest.mark.kill
@pytest.mark.timeout(240)
@pytest.mark.parametrize("batch", range(BATCHES))
async def test_nothing_is_lost_and_nothing_sent_twice_wherever_the_bot_is_killed(
    batch: int, database_url: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    seed = f"{pytestconfig.getoption('randomly_seed')}/{batch}"
    await kill_at_random(database_url, tmp_path, seed, KILLS)
