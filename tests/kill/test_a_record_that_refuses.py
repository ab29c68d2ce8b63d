"""What Slack has and the database would not take down."""

from dataclasses import replace
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

from tests.kill.campaign import campaign
from tests.kill.force import Cases
from tests.kill.held import held
from tests.kill.life import Life


@pytest.mark.kill
@pytest.mark.timeout(120)
async def test_what_was_posted_and_could_not_be_recorded_is_found_and_not_posted_again(
    database_url: str, tmp_path: Path
) -> None:
    async with campaign(database_url, tmp_path, Cases("refused", 6)) as running:
        stopped = replace(running.orders, step="posted", passing=1, signal=SIGSTOP)
        life = Life.begin(stopped)
        await running.workspace.until(lambda: "posted is reached" in running.log())
        with held(database_url):
            life.signal(SIGCONT)
            await running.workspace.until(lambda: "error=NotSaved" in running.log(), within=20)
        assert running.workspace.ledger.posts()
        assert not life.over.is_set()
        await life.kill()
        await running.settle()
        running.judge()
