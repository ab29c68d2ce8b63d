"""The emulated workspace and the bot in it: the bot can be stopped and started again on the same record."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Self, TypeVar

import practice
from bot import main, rosterfile
from bot.context import House
from bot.practice import APP_TOKEN, BOT_TOKEN, Travel
from casework import policy
from casework.policy import Policy
from storage import journal, people
from storage.database import transaction
from storage.opening import open_store
from storage.writer import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from bot.main import Bot
    from storage.database import Transaction
    from storage.roster import Roster

T = TypeVar("T")
_SOON = timedelta(seconds=10)
"""Slack takes one message a second in a channel: what waits for its turn no longer than this goes out at once."""
_PATIENCE = 30.0
"""Real seconds for an answer: how fast the bot answers is for the benchmark, and this machine is shared."""


def every_rule() -> Policy:
    """Return the policy as it ships."""
    return policy.load()


def clocks_of_a_case() -> Policy:
    """Return the policy with its four clocks from receipt to enforcement and nothing that follows from them.

    A story about one rule is not to be drowned in what the others say; its rows are those that ship.
    """
    rules = policy.load()
    first = tuple(row for row in rules.clock if row.name in {"grade", "allocate", "evidence", "enforcement"})
    nothing = {"opening": (), "result": (), "guard": (), "closing": rules.closing.model_copy(update={"grades": ()})}
    return Policy.model_construct(**{**dict(rules), "clock": first, **nothing})


def practice_roster() -> Roster:
    """Read the roster of the practice workspace."""
    with as_file(files("practice") / "roster.toml") as path:
        return rosterfile.load(path)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the record is kept, and its keys."""

    database: str
    keys: Path


class Installation:
    """One Slack workspace, one record, one bot; the clock stands still unless somebody moves it."""

    def __init__(self, place: Place, start: datetime, roster: Roster, rules: Policy) -> None:
        self._place = place
        self._rules = rules
        self._wall = start
        self._roster = roster
        self.travel = Travel(lambda: self._wall)
        self.workspace = practice.Workspace.from_toml(clock=self.travel.now)
        self.workspace.wait_longer(_PATIENCE)
        self._outer = AsyncExitStack()
        self._running = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._server = await self._outer.enter_async_context(practice.serve(self.workspace, 0, self.travel))
        opened = open_store(self._place.database, self._place.keys)
        with transaction(opened.engine, opened.keyring) as adopting:
            people.replace(adopting, self._roster)
        opened.engine.dispose()
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._running.aclose()
        await self._outer.aclose()

    def rule_by(self, rules: Policy) -> None:
        """Let the bot go by other rules from its next start on."""
        self._rules = rules

    async def start(self) -> None:
        """Start the bot on the record as it is."""
        opened = open_store(self._place.database, self._place.keys)
        self.house = House(Store(opened.engine, opened.keyring), self._rules, self.travel.now)
        client = main.web_client(BOT_TOKEN, self._server.api_url)
        self.bot: Bot = await self._running.enter_async_context(main.connected(self.house, client, APP_TOKEN))
        self.travel.board(self.bot)
        await self.workspace.until(lambda: self.workspace.hub.connected)
        await self.settle()

    async def stop(self) -> None:
        """Stop the bot; Slack goes on without it."""
        await self._running.aclose()

    def let_time_go_by(self, time: timedelta) -> None:
        """Move the clock with nobody there to look at it; what waits in Slack is posted."""
        self._wall += time
        self.workspace.catch_up()

    async def go_to(self, moment: datetime) -> None:
        """Travel to a moment, with everything that happens on the way; not back."""
        await self.travel.travel(max((moment - self.travel.now()).total_seconds(), 0))
        await self.settle()

    async def settle(self) -> None:
        """Let go out what waits: a second is waited for each further message in the same place."""
        await self.bot.heartbeat.settle()
        while (moment := await self.bot.heartbeat.next_moment()) and moment - self.travel.now() <= _SOON:
            await self.travel.travel((moment - self.travel.now()).total_seconds())

    @property
    def api_url(self) -> str:
        """Where Slack is called."""
        return self._server.api_url

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Look into the record."""
        return await self.house.store.read(work)

    async def is_as_it_should_be(self) -> bool:
        """Let the auditor look through the record, and return whether it is content."""
        await self.bot.heartbeat.audit()
        last = self.bot.heartbeat.auditor.last()
        return last is not None and last.at == self.travel.now() and last.is_content

    async def verified(self) -> str | None:
        """Return what is wrong with the journal, or `None`."""
        return await self.read(journal.verify)
