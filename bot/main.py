"""Puts Caseclock together and runs it; the one reader of the clock."""

from __future__ import annotations

import asyncio
import gc
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import DBAPIError

from bot import __version__, commands, health, hearing, rosterfile, slack, timekeeping
from bot.commands.directory import Directory
from bot.commands.door import Door
from bot.context import House
from bot.reminders.delivery import Post
from bot.reminders.heartbeat import Heartbeat
from bot.reminders.pulse import Pulse
from bot.reminders.sender import Sender
from bot.reminders.watchdog import Watchdog
from bot.settings import Settings
from bot.timekeeping import Timekeeper
from bot.usecases import rosters
from bot.usecases.status import Installation
from casework import policy
from casework.errors import NotSaved
from casework.policy import Policy, PolicyError
from storage import mishaps, soundness, timers, unreached
from storage.database import reading, transaction
from storage.opening import Opened, open_store
from storage.roster import Roster
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

    async def counts(self) -> dict[str, int | bool | str | None]:
        """Count what is put aside because of an error, and whom messages do not reach; say what the auditor found.

        `None` where the database cannot be read just now, or nothing has been audited yet.
        """
        last = self.heartbeat.auditor.last()
        audited = {
            "audited_at": last.at.isoformat() if last else None,
            "audit_content": last.is_content if last else None,
        }
        try:
            cases, messages, _since = await self.house.store.read(mishaps.count)
            not_reached = await self.house.store.read(unreached.every)
        except (NotSaved, DBAPIError):
            return {"put_aside": None, "not_reached": None, **audited}
        return {"put_aside": cases + messages, "not_reached": len(not_reached), **audited}


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
    # Without a name Bolt looks through every module for one, which takes a quarter of a second.
    bolt = AsyncApp(client=client, name="caseclock", process_before_response=True)
    door = Door(house, Directory(client, house.clock))
    socket = AsyncSocketModeHandler(bolt, app_token, ping_interval=hearing.PING)
    heartbeat = Heartbeat(house, Sender(house, Post(client), observe), clock, Watchdog(house, client))
    commands.register(door, Installation(house.clock(), socket.client.is_connected, *files, heartbeat.auditor.last))
    door.open(bolt)
    socket.client.wss_uri = address
    await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt gives it no types
    try:
        async with beside(hearing.keep(socket.client)):
            yield Bot(house, heartbeat, socket)
    finally:
        await heartbeat.stop()
        await socket.close_async()  # type: ignore[no-untyped-call]  # the same
        house.store.close()


@asynccontextmanager
async def beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Let `work`, which has no end of its own, go on beside the block, and end it with the block."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def web_client(token: str, base_url: str) -> AsyncWebClient:
    """Return a client that never tries again by itself: a repeated post would be a second message."""
    return AsyncWebClient(token=token, base_url=base_url, timeout=_PATIENCE, retry_handlers=[])


async def run(settings: Settings) -> None:
    """Run against Slack until somebody asks the process to end; what prevents the start says so in a sentence."""
    tokens = settings.tokens()
    keeper = Timekeeper(clock, time.monotonic)
    rules = policy.load(settings.caseclock_policy, clock().date())
    roster = rosterfile.load(settings.caseclock_roster) if settings.caseclock_roster else None
    client = web_client(tokens.bot.get_secret_value(), settings.slack_api_url)
    opened = await asyncio.to_thread(_open, settings, roster)
    check_clocks(opened, rules)
    house = House(Store(opened.engine, opened.keyring), rules, keeper.now)
    files = Files(settings.caseclock_policy, settings.caseclock_roster)
    async with (
        connected(house, client, tokens.app.get_secret_value(), files=files) as bot,
        health.serve(bot.is_ready, bot.counts, settings.caseclock_port),
        beside(timekeeping.keep(client, keeper, bot.heartbeat.wake)),
    ):
        # A machine that starts with a wrong clock says nothing early.
        await timekeeping.look(client, keeper)
        if settings.caseclock_heartbeat_url:
            bot.heartbeat.auditor.when_content = Pulse(settings.caseclock_heartbeat_url.get_secret_value()).beat
        # What has been loaded by now stays: nothing is to wait while all of it is looked through for what can go.
        gc.freeze()
        bot.heartbeat.start()
        asked = interruption()
        _log.info("caseclock runs", version=__version__)
        await asked.wait()


def _open(settings: Settings, roster: Roster | None) -> Opened:
    """Open the record, look whether it is whole, and take over the roster that the force gave."""
    opened = open_store(settings.database_url.get_secret_value(), settings.keys_path)
    soundness.check(opened.engine)
    if opened.keys_made:
        _log.info("key file made: keep a copy in a safe place", file=str(settings.keys_path))
    if roster:
        with transaction(opened.engine, opened.keyring) as adopting:
            rosters.adopt(adopting, roster, clock())
    return opened


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
