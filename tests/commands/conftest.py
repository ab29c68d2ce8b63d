"""The bot in the practice workspace, through Slack's own door."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import practice
from bot import practice as ground

NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
async def workspace(tmp_path: Path) -> AsyncIterator[practice.Workspace]:
    """Give the practice workspace with the bot in it, on a clock that runs ten times as fast as ours."""
    began = time.monotonic()

    def wall() -> datetime:
        return NOW + 10 * timedelta(seconds=time.monotonic() - began)

    address = f"sqlite:///{tmp_path}/caseclock.db"
    async with ground.workspace(address, tmp_path / "keys", wall=wall) as (slack, _server, bot, _travel):
        slack.rates.lift()
        bot.heartbeat.start()
        yield slack
