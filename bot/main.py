"""Puts Caseclock together and runs it; the one reader of the clock."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import __version__, commands, health, rosterfile, slack
from bot.commands.directory import Directory
from bot.commands.door import Door
from bot.context import House
from bot.reminders.delivery import Post
from bot.reminders.heartbeat import Heartbeat
from bot.reminders.sender import Sender
from bot.settings import Settings
from bot.usecases import rosters
from bot.usecases.status import Installation
from casework import policy
from casework.policy import Policy, PolicyError
from storage import timers
from storage.database import reading, transaction
from storage.opening import Opened, open_store
from storage.writer import Store

_PATIENCE = 10
"""How long a call to Slack may take, in seconds."""
_log = structlog.get_logger()


def clock() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Bot:
    """Caseclock, put together and connected to Slack."""

    house: House
    heartbeat: Heartbeat
    socket: AsyncSocketModeHandler

    async def is_ready(self) -> bool:
        """Whether Slack can reach it."""
        return bool(await self.socket.client.is_connected())


class Files(NamedTuple):
    """The files that the force gave instead of what is built in or set up in Slack."""

    policy: Path | None = None
    roster: Path | None = None


@asynccontextmanager
async def connected(
    house: House,
    client: AsyncWebClient,
    app_token: str,
    observe: Callable[[str], None] = lambda _step: None,
    files: Files = Files(),  # noqa: B008 - it cannot be changed
) -> AsyncIterator[Bot]:
    """Connect to Slack and listen until the block ends. The heartbeat is the caller's to start.

    `StartError` where Slack does not take the tokens or cannot be reached: the client would try for ever.
    """
    address = await slack.check(client, app_token)
    bolt = AsyncApp(client=client, process_before_response=True)
    door = Door(house, Directory(client, house.clock))
    socket = AsyncSocketModeHandler(bolt, app_token, ping_interval=10)
    commands.register(door, Installation(house.clock(), socket.client.is_connected, *files))
    door.open(bolt)
    heartbeat = Heartbeat(house, Sender(house, Post(client), observe), clock)
    socket.client.wss_uri = address
    await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt gives it no types
    try:
        yield Bot(house, heartbeat, socket)
    finally:
        await heartbeat.stop()
        await socket.close_async()  # type: ignore[no-untyped-call]  # the same
        house.store.close()


def web_client(token: str, base_url: str) -> AsyncWebClient:
    """Return a client that never tries again by itself: a repeated post would be a second message."""
    return AsyncWebClient(token=token, base_url=base_url, timeout=_PATIENCE, retry_handlers=[])


async def run(settings: Settings) -> None:
    """Run against Slack until somebody asks the process to end; what prevents the start says so in a sentence."""
    tokens = settings.tokens()
    rules = policy.load(settings.caseclock_policy, clock().date())
    roster = rosterfile.load(settings.caseclock_roster) if settings.caseclock_roster else None
    client = web_client(tokens.bot.get_secret_value(), settings.slack_api_url)
    app_token = tokens.app.get_secret_value()
    opened = await asyncio.to_thread(open_store, settings.database_url.get_secret_value(), settings.keys_path)
    if opened.keys_made:
        _log.info("key file made: keep a copy in a safe place", file=str(settings.keys_path))
    if roster:
        with transaction(opened.engine, opened.keyring) as adopting:
            rosters.adopt(adopting, roster, clock())
    check_clocks(opened, rules)
    house = House(Store(opened.engine, opened.keyring), rules, clock)
    files = Files(settings.caseclock_policy, settings.caseclock_roster)
    async with (
        connected(house, client, app_token, files=files) as bot,
        health.serve(bot.is_ready, settings.caseclock_port),
    ):
        bot.heartbeat.start()
        asked = interruption()
        _log.info("caseclock runs", version=__version__)
        await asked.wait()


def check_clocks(opened: Opened, rules: Policy) -> None:
    """Refuse rules without a clock by which cases have run: `PolicyError`, since nobody would hear of those cases."""
    with reading(opened.engine, opened.keyring) as record:
        missing = sorted(timers.names(record) - {rule.name for rule in rules.clock})
    if missing:
        named = ", ".join(f"“{name}”" for name in missing)
        raise PolicyError(f"The policy has no clock {named}, but cases in the record run by it. Put its row back.")


def interruption() -> asyncio.Event:
    """Return what is set when somebody asks the process to end; from now on that no longer kills it."""
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    return asked
