"""One simulated life: the real record, use cases, dispatcher and sender; only Slack and time are simulated."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from bot import access
from bot.context import Context, House
from bot.reminders.delivery import Post
from bot.reminders.heartbeat import Heartbeat
from bot.reminders.sender import Sender
from bot.views.mistakes import Mistakes
from casework import policy
from casework.case import Case
from casework.errors import Refusal
from casework.policy import Policy
from storage import cases, people
from storage.database import transaction
from storage.opening import Opened, open_store
from tests.simulation import deeds
from tests.simulation.inline import Inline
from tests.simulation.people import OWNER, SERGEANT, roster
from tests.simulation.script import Act, Script
from tests.simulation.slack import Slack, Troubles

AUDITED = timedelta(hours=6)
"""How often the auditor looks; in the bot it is every twenty seconds, which nothing here would change."""


class Seen(NamedTuple):
    """A case as somebody left it at a moment."""

    at: datetime
    case: Case


@dataclass(slots=True)
class Life:
    """What came of a script: what Slack was given, each case as each act left it, when the bot had settled.

    `alarmed` is when its auditor was not content: nobody does anything to the record behind its back.
    """

    script: Script
    slack: Slack
    troubles: Troubles
    opened: Opened
    rules: Policy
    seen: dict[str, list[Seen]] = field(default_factory=dict)
    settled: list[datetime] = field(default_factory=list)
    alarmed: list[datetime] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


@cache
def rules() -> Policy:
    """Return the policy as it ships."""
    return policy.load()


@cache
def _template() -> tuple[Path, Path]:
    """Return a record with its tables and its keys, made once for all lives of this process."""
    folder = _folder()
    database, keys = folder / "template.db", folder / "keys"
    open_store(f"sqlite:///{database}", keys).engine.dispose()
    return database, keys


def _folder() -> Path:
    memory = Path("/dev/shm")  # noqa: S108 - a folder in memory, where there is one
    return Path(tempfile.mkdtemp(prefix="caseclock-", dir=memory if memory.is_dir() else None))


@contextmanager
def _record() -> Iterator[Opened]:
    database, keys = _template()
    folder = _folder()
    try:
        opened = open_store(f"sqlite:///{shutil.copy(database, folder / 'a.db')}", keys)
        yield opened
        opened.engine.dispose()
    finally:
        shutil.rmtree(folder)


@contextmanager
def lived(script: Script) -> Iterator[Life]:
    """Live a script to its end; what is yielded can be looked into until the block ends."""
    with _record() as opened:
        yield asyncio.run(_World(script, opened).live())


class _World:
    """The house of the bot, with a clock that stands still until it is moved."""

    def __init__(self, script: Script, opened: Opened) -> None:
        self._now = script.start
        self._references: dict[int, str] = {}
        troubles = Troubles(script.seed, script.share, script.troubles)
        slack = Slack(lambda: self._now, troubles)
        self.life = Life(script, slack, troubles, opened, rules())
        with transaction(opened.engine, opened.keyring) as beginning:
            people.replace(beginning, roster(script.zone))
        self._house = House(Inline(opened.engine, opened.keyring), self.life.rules, lambda: self._now)
        self._heartbeat = Heartbeat(self._house, Sender(self._house, Post(slack)), lambda: self._now)

    async def live(self) -> Life:
        script = self.life.script
        acts = list(reversed(script.acts))
        following = await self._settle()
        while True:
            moment = min(filter(None, (following, acts[-1].at if acts else None)), default=script.end)
            if moment >= script.end:
                break
            self._now = self._after_outages(max(moment, self._now))
            while acts and acts[-1].at <= self._now:
                await self._do(acts.pop())
            following = await self._settle()
        self._house.store.close()
        return self.life

    def _after_outages(self, moment: datetime) -> datetime:
        return next((out.until for out in self.life.script.outages if out.since <= moment < out.until), moment)

    async def _settle(self) -> datetime | None:
        following = await self._heartbeat.settle()
        self.life.settled.append(self._now)
        last = self._heartbeat.auditor.last()
        if last is None or self._now - last.at >= AUDITED:
            await self._audit()
        return following

    async def _audit(self) -> None:
        await self._heartbeat.audit()
        last = self._heartbeat.auditor.last()
        if last is None or not last.is_content:
            self.life.alarmed.append(self._now)

    async def _do(self, act: Act) -> None:
        """Let somebody do something; what is refused changes nothing."""
        reference = self._references.get(act.case, "")
        if act.case and not reference and act.what != "refers":
            return
        act = replace(act, who=self._who(act, reference))
        try:
            case = await self._house.do(partial(access.person, slack=act.who), partial(_done, act, reference))
        except (Refusal, Mistakes):
            self.life.refused[act.what] += 1
            return
        self.life.done[act.what] += 1
        if case:
            self._references[act.case] = case.reference
            self.life.seen.setdefault(case.reference, []).append(Seen(self._now, case))

    def _who(self, act: Act, reference: str) -> str:
        return (self.life.seen[reference][-1].case.owner or SERGEANT) if act.who == OWNER else act.who


def _done(act: Act, reference: str, context: Context) -> Case | None:
    """Do it and return the case as it stands by that in the record."""
    done = deeds.DEEDS[act.what](context, reference, act)
    if isinstance(done, Case):
        return cases.get(context.transaction, done.reference)
    return None
