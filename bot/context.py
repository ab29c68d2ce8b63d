"""What every use case is given: the transaction, the moment, who acts, and by which rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from casework.policy import Policy
from storage import journal, people
from storage.database import Transaction
from storage.roster import Person, Roster
from storage.writer import Store

T = TypeVar("T")
Actor = Callable[[Roster], Person]
"""Who acts, decided by the roster as it stands in the transaction: a refusal when they may not."""

HOUSE_ZONE = ZoneInfo("Europe/London")
"""The time zone of whoever belongs to no team."""


@dataclass(frozen=True, slots=True)
class Context:
    """One thing that one person does at one moment."""

    transaction: Transaction
    now: datetime
    actor: Person
    roster: Roster
    policy: Policy
    overruled: tuple[tuple[str, str], ...] = ()
    """What was pointed out in the words that are saved and called a false alarm: by field and kind."""

    def zone(self, team: str | None = None) -> ZoneInfo:
        """The time zone of `team`, or of the one who acts."""
        return zone_of(self.roster, team or self.actor.team)

    def record(self, event: str, reference: str | None = None, *, note: str = "", **facts: str | int | None) -> None:
        """Write into the journal that the actor did this; `facts` never hold what an officer typed, `note` may."""
        entry = journal.Entry(self.now, self.actor.slack, event, reference, facts, note or None)
        journal.record(self.transaction, entry)


def zone_of(roster: Roster, team: str) -> ZoneInfo:
    """The time zone of a team on the roster."""
    known = roster.teams.get(team)
    return known.zone if known else HOUSE_ZONE


@dataclass(frozen=True, slots=True)
class House:
    """What the running bot works with: the store, the rules, the one reader of the clock."""

    store: Store
    policy: Policy
    clock: Callable[[], datetime]

    async def do(self, actor: Actor, usecase: Callable[[Context], T]) -> T:
        """Run a use case in a transaction of its own and return its result once that is durable."""
        now = self.clock()
        return await self.store.write(lambda transaction: usecase(self._context(transaction, actor, now)))

    async def see(self, actor: Actor, usecase: Callable[[Context], T]) -> T:
        """Run a use case that changes nothing."""
        now = self.clock()
        return await self.store.read(lambda transaction: usecase(self._context(transaction, actor, now)))

    def _context(self, transaction: Transaction, actor: Actor, now: datetime) -> Context:
        roster = people.roster(transaction)
        return Context(transaction, now, actor(roster), roster, self.policy)
