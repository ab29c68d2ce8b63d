"""What would be said in the days to come if nobody did anything: by these rules, with these people away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.context import zone_of
from bot.reminders.dispatcher import Reached, hearers
from bot.reminders.recipients import Duty
from casework import ladder
from casework.absence import Absence, Leave, away
from casework.case import Case, Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.planner import plan
from casework.policy import Policy, RungRule
from casework.policy_rows import ASKED, HELD
from casework.replan import Replan
from storage import absences, accounts, answers, cases, replanning, timers
from storage.answers import Answer, Wish
from storage.caselists import with_running_clocks
from storage.database import Transaction
from storage.replanning import Of
from storage.roster import Roster
from storage.timers import Due, Kept

T = TypeVar("T")
AHEAD = timedelta(days=14)
"""How far a rehearsal looks."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A rung that would be reached at `at` (aware UTC), and who would hear of it: Slack ids, each with the role.

    `later` are those of them who would hear of it at another moment: at night, or when it is said again.
    """

    at: datetime
    reference: str
    grade: Grade
    clock: str
    rung: str
    turn: int
    who: tuple[tuple[str, str], ...]
    later: tuple[tuple[str, datetime], ...] = ()

    def told_at(self, slack: str) -> datetime:
        """When somebody of `who` hears of it."""
        return dict(self.later).get(slack, self.at)


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
    """On what is rehearsed: cases in which a clock runs, their stored clocks, the people, who is away, from when.

    `answers` are who said “I have this”, `wishes` the reminders that somebody asked for, `gone` whose account is gone,
    `said` the rungs that were reached, by case, clock and version.
    """

    cases: Sequence[Case]
    kept: Mapping[str, Mapping[str, Kept]]
    roster: Roster
    absences: tuple[Absence, ...]
    now: datetime
    answers: tuple[Answer, ...] = ()
    wishes: tuple[Wish, ...] = ()
    gone: frozenset[str] = frozenset()
    said: Mapping[Of, Collection[str]] = field(default_factory=dict)

    def without(self, leave: Leave | None) -> Stage:
        """The same with somebody of the roster away too; without a leave, the same."""
        zone = zone_of(self.roster, self.roster.people[leave.person].team) if leave else None
        return replace(self, absences=(*self.absences, leave.absence(zone))) if leave and zone else self


def stage(transaction: Transaction, roster: Roster, now: datetime, team: str | None = None) -> Stage:
    """Return what stands now; of one team, or of all."""
    references = with_running_clocks(transaction, team)
    known = list(cases.load(transaction, references).values())
    kept = timers.clocks(transaction, references)
    given = tuple(answers.given(transaction, references).values())
    wishes = tuple(answers.that_count(answers.wishes(transaction, references).values()))
    missing, said = frozenset(accounts.gone(transaction)), replanning.fired(transaction, references)
    return Stage(known, kept, roster, tuple(absences.from_now(transaction, now)), now, given, wishes, missing, said)


def rehearse(on: Stage, policy: Policy, ahead: timedelta = AHEAD) -> Rehearsal:
    """Return what would be said from `on.now` until `ahead` later by `policy`, while nobody does anything.

    A clock that this policy would plan otherwise is planned anew, as it is at a start by it (`casework.replan`): what
    should have been said by now and was not is said at once, and nothing that was said is said again.
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


@dataclass(frozen=True, slots=True)
class _Standing:
    """A clock that would run, as it is kept where it is as it was planned."""

    case: Case
    clock: Clock
    kept: Kept
    answers: tuple[Answer, ...]
    wishes: tuple[Wish, ...]

    def called(self, policy: Policy) -> Iterator[Rung]:
        """Give what follows from what was answered: the answer expires, and what was asked for is due."""
        for answer in self.answers:
            yield from ladder.called(HELD, self.clock, answer.until, answer.turn, policy)
        for wish in self.wishes:
            yield from ladder.called(ASKED, self.clock, wish.remind_at, wish.turn, policy)

    def reached(self, rung: Rung, rule: RungRule) -> Reached:
        """Return the rung as the dispatcher would find it at its moment."""
        due = Due(0, self.case.reference, self.clock.name, self.kept.version, rung)
        return Reached(due, self.case, self.kept, rule, rung.at, self.wishes)


def _standing(case: Case, clock: Clock, on: Stage) -> _Standing:
    stored = on.kept.get(case.reference, {}).get(clock.name)
    stands = stored is not None and timers.stands(stored, clock)
    kept = stored if stored and stands else Kept(clock, 0)
    about = (case.reference, clock.name, kept.version)
    given = tuple(each for each in on.answers if (each.reference, each.clock, each.version) == about)
    wishes = tuple(each for each in on.wishes if (each.reference, each.clock, each.version) == about)
    return _Standing(case, clock, kept, given, wishes)


def _tellings(on: Stage, policy: Policy, until: datetime) -> Iterator[Telling]:
    for case, clock, rungs in _plans(on, policy):
        standing = _standing(case, clock, on)
        called = (rung for rung in standing.called(policy) if rung.at > on.now)
        for rung in (*_unsaid(case, clock, rungs, on, policy), *called):
            rule = ladder.rule_of(clock, rung, policy)
            if rule is None:
                continue
            for each in _turns(rung, case, policy, on, until) if rule.repeats else _once(rung, until):
                reached = standing.reached(replace(each, at=max(each.at, on.now)), rule)
                if reached.is_to_be_said:
                    yield _telling(reached, on, policy)


def _unsaid(case: Case, clock: Clock, rungs: Iterable[Rung], on: Stage, policy: Policy) -> Iterator[Rung]:
    """Give what is still to be said of a clock, as a start by this policy would have it."""
    stored = on.kept.get(case.reference, {}).get(clock.name)
    said = on.said.get((case.reference, clock.name, stored.version if stored else 0), ())
    replan = Replan(case.grade, policy, policy.calendar(zone_of(on.roster, case.team)), on.now)
    return replan.unsaid(clock, tuple(rungs), said)


def _once(rung: Rung, until: datetime) -> tuple[Rung, ...]:
    return (rung,) if rung.at <= until else ()


def _turns(rung: Rung, case: Case, policy: Policy, on: Stage, until: datetime) -> Iterator[Rung]:
    """Give a rung that repeats at each of its moments until the end."""
    calendar = policy.calendar(zone_of(on.roster, case.team))
    while rung.at <= until:
        yield rung
        rung = ladder.again(rung, case.grade, policy, calendar, max(rung.at, on.now))


def _telling(reached: Reached, on: Stage, policy: Policy) -> Telling:
    at, rung = reached.timer.rung.at, reached.timer.rung
    present = Duty(on.roster, away(on.absences, at), on.gone)
    who = tuple(sorted((told.recipient, role) for told, role in hearers(reached, present)))
    deferred = ((slack, reached.deferred(slack, on.roster, policy)) for slack, _ in who)
    later = tuple((slack, each.until) for slack, each in deferred if each)
    clock = reached.timer.clock
    return Telling(at, reached.case.reference, reached.case.grade, clock, rung.name, rung.turn, who, later)


def _breaches(on: Stage, policy: Policy, until: datetime) -> Iterator[Breach]:
    for case, clock, _ in _plans(on, policy):
        if clock.due_at <= until:
            yield Breach(clock.due_at, case.reference, case.grade, clock.name)


def messages(rehearsed: Rehearsal) -> Counter[str]:
    """Count the messages to each: what reaches somebody at one moment is one."""
    moments = {(slack, each.told_at(slack)) for each in rehearsed.tellings for slack, _ in each.who}
    return Counter(slack for slack, _ in moments)


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
