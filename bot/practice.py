"""Runs the emulated Slack and the bot together, on one clock that can be set forward: where the two meet."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import practice
from bot import main, practice_cases, rosterfile
from bot.context import House
from bot.main import Bot
from bot.practice_cases import CaseFile
from casework import policy
from casework.policy import Policy
from storage import people, timers
from storage.database import transaction
from storage.opening import open_store
from storage.timers import Due
from storage.writer import Store

APP_TOKEN, BOT_TOKEN = "xapp-practice", "xoxb-practice"


class Travel:
    """A clock that runs on from where it was set, and stops at every moment on the way at which something happens."""

    def __init__(self, wall: Callable[[], datetime], ahead: timedelta = timedelta()) -> None:
        self._wall = wall
        self._ahead = ahead
        self._travelling = asyncio.Lock()

    def board(self, bot: Bot) -> None:
        """Take the bot along."""
        self._bot = bot

    def now(self) -> datetime:
        """The present moment of the practice workspace."""
        return self._wall() + self._ahead

    async def travel(self, seconds: float) -> None:
        """Let so many seconds go by, with everything that happens in them."""
        async with self._travelling:
            await self._to(self.now() + timedelta(seconds=seconds))

    async def travel_to_next(self) -> str | None:
        """Go to the next moment at which something is due and say what it is; `None` when nothing is."""
        async with self._travelling:
            moment = await self._bot.heartbeat.next_deadline()
            if moment is None:
                return None
            due = await self._bot.house.store.read(lambda t: timers.due(t, moment, 1))
            await self._to(max(moment, self.now()))
            return _arrived(due[0], self._bot.house.policy) if due else "The daily digest is due."

    async def _to(self, target: datetime) -> None:
        heartbeat = self._bot.heartbeat
        await heartbeat.settle()
        while (following := await heartbeat.next_moment()) and following <= target:
            await self._leap(following)
        await self._leap(target)

    async def _leap(self, moment: datetime) -> None:
        """Go to a moment before which nothing is due."""
        await self._bot.heartbeat.foresee(moment)
        self._ahead += max(moment - self.now(), timedelta())
        await self._bot.heartbeat.settle()


def _arrived(due: Due, rules: Policy) -> str:
    clock = rules.clock_rule(due.clock)
    rung = rules.rung_rule(clock.ladder, due.rung.name)
    return f"{due.reference}, {clock.label}: {rung.says if rung else due.rung.name}."


@asynccontextmanager
async def workspace(
    database: str, keys: Path, port: int = 0, wall: Callable[[], datetime] = main.clock
) -> AsyncIterator[tuple[practice.Workspace, practice.Server, Bot, Travel]]:
    """Run the workspace with the bot in it until the block ends, on the store at `database`."""
    travel = Travel(wall)
    slack = practice.Workspace.from_toml(clock=travel.now)
    store = _store(database, keys)
    house = House(store, policy.load(), travel.now)
    async with practice.serve(slack, port, travel) as server:
        client = main.web_client(BOT_TOKEN, server.api_url)
        async with main.connected(house, client, APP_TOKEN) as bot:
            travel.board(bot)
            yield slack, server, bot, travel


def _store(database: str, keys: Path) -> Store:
    opened = open_store(database, keys)
    with as_file(files("practice") / "roster.toml") as path:
        roster = rosterfile.load(path)
    with transaction(opened.engine, opened.keyring) as open_transaction:
        people.replace(open_transaction, roster)
    return Store(opened.engine, opened.keyring)


async def run(port: int, database: Path | None, cases: Sequence[CaseFile] = ()) -> None:
    """Serve the practice workspace, with `cases` logged in it, until it is interrupted.

    Without `database` everything is forgotten at the end; in one that is kept, cases are logged once.
    """
    with tempfile.TemporaryDirectory(prefix="caseclock-") as folder:
        path = database or Path(folder) / "practice.db"
        async with workspace(f"sqlite:///{path}", path.with_suffix(".keys"), port) as (_slack, server, bot, _travel):
            await practice_cases.log(bot.house, cases)
            bot.heartbeat.start()
            asked = main.interruption()
            print(f"The practice workspace is open: {server.url}", flush=True)  # noqa: T201 - it is waited for
            await asked.wait()
