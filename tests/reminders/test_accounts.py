from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot import practice
from bot.reminders.accounts import Accounts, Sweep
from practice import faults
from storage import accounts

START = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)


class Strange(AsyncWebClient):
    """A Slack that answers as nobody foresaw."""

    async def users_info(self, **_asked: object) -> Any:  # noqa: ANN401 - as the SDK's
        return {"ok": True}


async def test_an_answer_that_nobody_foresaw_is_asked_for_again_in_a_minute_and_not_at_once(tmp_path: Path) -> None:
    opened = practice.workspace(f"sqlite:///{tmp_path}/a.db", tmp_path / "a.keys", wall=lambda: START)
    async with opened as (_slack, _server, bot, _travel):
        sweep = Sweep(bot.house, Accounts(Strange()))
        await sweep.sweep(START)
        await sweep.finish()
        assert await sweep.next_moment(START) == START + timedelta(minutes=1)


async def test_of_one_about_whom_slack_has_no_answer_nobody_else_has_to_wait(tmp_path: Path) -> None:
    opened = practice.workspace(f"sqlite:///{tmp_path}/a.db", tmp_path / "a.keys", wall=lambda: START)
    async with opened as (slack, _server, bot, _travel):
        await bot.heartbeat.settle()
        tomorrow = START + timedelta(days=1)
        slack.faults.next("users.info", faults.status(500))
        sweep = Sweep(bot.house, bot.heartbeat._sender.accounts)  # noqa: SLF001 - the client that it asks with
        await sweep.sweep(tomorrow)
        await sweep.finish()
        left = await bot.house.store.read(lambda t: accounts.to_ask(t, accounts.Rounds(tomorrow, tomorrow), 100))
        assert len(left) == 1
