"""What would be said in the days to come if nobody did anything: by these rules, with these people away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.context import zone_of
from bot.reminders.dispatcher import Reached, hearers
from bot.reminders.recipients import Duty
from casework import ladder
from casework.absence import Absence, away
from casework.case import Case, Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.planner import plan
from casework.policy import Policy
from storage import absences, cases, timers
from storage.caselists import with_running_clocks
from storage.database import Transaction
from storage.roster import Roster
from storage.timers import Due, Kept

T = TypeVar("T")
AHEAD = timedelta(days=14)
"""How far a rehearsal looks."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A rung that would be reached at `at` (aware UTC), and who would hear of it: Slack ids, each with the role."""

    at: datetime
    reference: str
    grade: Grade
    clock: str
    rung: str
    turn: int
    who: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A clock that would run out at `due_at` (aware UTC), or has."""

    due_at: datetime
    reference: str
    grade: Grade
    clock: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be said, the first on top, and what would run out."""

    tellings: tuple[Telling, ...]
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """On what is rehearsed: cases in which a clock runs, their stored clocks, the people, who is away, from when."""

    cases: Sequence[Case]
    kept: Mapping[str, Mapping[str, Kept]]
    roster: Roster
    absences: tuple[Absence, ...]
    now: datetime

    def without(self, absence: Absence) -> Stage:
        """The same with somebody away too."""
        return replace(self, absences=(*self.absences, absence))


def stage(transaction: Transaction, roster: Roster, now: datetime, team: str | None = None) -> Stage:
    """Return what stands now; of one team, or of all."""
    references = with_running_clocks(transaction, team)
    known = list(cases.load(transaction, references).values())
    kept = timers.clocks(transaction, references)
    return Stage(known, kept, roster, tuple(absences.from_now(transaction, now)), now)


def rehearse(on: Stage, policy: Policy, ahead: timedelta = AHEAD) -> Rehearsal:
    """Return what would be said from `on.now` until `ahead` later by `policy`, while nobody does anything.

    What is due already and stands as it was planned has been said. A clock that this policy would plan otherwise is
    planned anew: what it should have said by now is said at once.
    """
    until = on.now + ahead
    said = sorted(_tellings(on, policy, until), key=_order)
    out = sorted(_breaches(on, policy, until), key=lambda breach: (breach.due_at, breach.reference, breach.clock))
    return Rehearsal(tuple(said), tuple(out))


def _order(telling: Telling) -> tuple[datetime, int, str, str]:
    return telling.at, telling.grade.severity, telling.reference, telling.clock


def _plans(on: Stage, policy: Policy) -> Iterator[tuple[Case, Clock, tuple[Rung, ...]]]:
    for case in on.cases:
        for clock, rungs in plan(case, policy, policy.calendar(zone_of(on.roster, case.team))):
            if clock.is_running:
                yield case, clock, rungs


def _tellings(on: Stage, policy: Policy, until: datetime) -> Iterator[Telling]:
    for case, clock, rungs in _plans(on, policy):
        stored = on.kept.get(case.reference, {}).get(clock.name)
        stands = stored is not None and timers.stands(stored, clock)
        kept = stored if stored and stands else Kept(clock, 0)
        for rung in rungs:
            rule = ladder.rule_of(clock, rung, policy)
            if rule is None or not ladder.is_to_be_said(rule, clock, answered=kept.answered_by is not None):
                continue
            for each in _turns(rung, case, policy, on, until):
                if each.at > on.now or not stands:
                    at = replace(each, at=max(each.at, on.now))
                    reached = Reached(Due(0, case.reference, clock.name, kept.version, at), case, kept, rule)
                    yield _telling(reached, on)


def _turns(rung: Rung, case: Case, policy: Policy, on: Stage, until: datetime) -> Iterator[Rung]:
    """Give a rung at its moment, and where it repeats, at each one until the end."""
    rule = policy.calendar(zone_of(on.roster, case.team))
    while rung.at <= until:
        yield rung
        if not rung.turn:
            return
        rung = ladder.again(rung, case.grade, policy, rule, max(rung.at, on.now))


def _telling(reached: Reached, on: Stage) -> Telling:
    at, rung = reached.timer.rung.at, reached.timer.rung
    present = Duty(on.roster, away(on.absences, at))
    who = tuple(sorted((told.recipient, role) for told, role in hearers(reached, present)))
    clock = reached.timer.clock
    return Telling(at, reached.case.reference, reached.case.grade, clock, rung.name, rung.turn, who)


def _breaches(on: Stage, policy: Policy, until: datetime) -> Iterator[Breach]:
    for case, clock, _ in _plans(on, policy):
        if clock.due_at <= until:
            yield Breach(clock.due_at, case.reference, case.grade, clock.name)


def messages(rehearsed: Rehearsal) -> Counter[str]:
    """Count the messages to each: what reaches somebody at one moment is one."""
    return Counter(slack for slack, _ in {(slack, each.at) for each in rehearsed.tellings for slack, _ in each.who})


@dataclass(frozen=True, slots=True)
class Difference:
    """What one rehearsal has that the other has not."""

    no_longer: tuple[Telling, ...]
    new: tuple[Telling, ...]
    in_time: tuple[Breach, ...]
    breached: tuple[Breach, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not (self.no_longer or self.new or self.in_time or self.breached)


def difference(before: Rehearsal, after: Rehearsal) -> Difference:
    """Return what is said and what runs out in only one of the two."""
    return Difference(
        no_longer=_only(before.tellings, after.tellings),
        new=_only(after.tellings, before.tellings),
        in_time=_only(before.breaches, after.breaches),
        breached=_only(after.breaches, before.breaches),
    )


def _only(these: Sequence[T], others: Iterable[T]) -> tuple[T, ...]:
    known = set(others)
    return tuple(each for each in these if each not in known)
