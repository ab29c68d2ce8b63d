"""What Slack has and the database would not take down."""

import asyncio
from pathlib import Path

import pytest

from practice import faults
from tests.kill.campaign import campaign
from tests.kill.force import Cases
from tests.kill.held import held
from tests.kill.life import Life


@pytest.mark.kill
async def test_what_was_posted_and_could_not_be_recorded_is_found_and_not_posted_again(
    database_url: str, tmp_path: Path
) -> None:
    async with campaign(database_url, tmp_path, Cases("refused", 6)) as running:
        workspace, reply = running.workspace, asyncio.Event()
        workspace.faults.next("chat.postMessage", faults.held(reply).after_accepting())
        life = Life.begin(running.orders)
        await workspace.until(workspace.ledger.posts)
        with held(database_url):
            reply.set()
            await workspace.until(lambda: "error=NotSaved" in running.log(), within=20)
        assert not life.over.is_set()
        await life.kill()
        await running.settle()
        running.judge()
