"""What should be said, worked out from the cases as they were and the policy's rows, beside the bot's own planning.

Of the product only what the table tests in tests/casework hold is used: clocks, calendars, quiet hours, who hears.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.context import zone_of
from bot.reminders.recipients import Duty, Matter, told
from casework import ladder, quiet
from casework.absence import Absence, away
from casework.case import Case
from casework.clocks import Clock, clocks, doer_of
from casework.policy import Policy, RungRule
from casework.policy_rows import GradeRule
from casework.workdays import Calendar, Period
from storage.answers import Answer, Wish
from storage.roster import Roster
from tests.simulation.world import Seen

Rung = tuple[str, str, int, str, int]
"""Reference, clock, version of the clock, name of the rung, turn."""


class Spell(NamedTuple):
    """A version of a clock that runs: from when until when it stood (`None`: to the end), and the case at first."""

    clock: Clock
    version: int
    since: datetime
    until: datetime | None
    case: Case


@dataclass(frozen=True, slots=True)
class Saying:
    """A rung that is to be said: due when, reached by the bot when, settled when (`None`: never), and to whom.

    `ready_at` is the beat at which it may go out: that of the rung, or the one when quiet hours or a bundle let it.
    `excused` says that somebody has it by then, so that the silence of which it speaks is over.
    """

    due_at: datetime
    reached_at: datetime
    ready_at: datetime
    excused: bool
    until: datetime | None
    case: Case
    who: frozenset[str]


@dataclass(frozen=True, slots=True)
class Record:
    """What the sayings follow from. `settled` are the moments at which the bot had done all there was to do."""

    seen: Mapping[str, Sequence[Seen]]
    settled: Sequence[datetime]
    roster: Roster
    absences: Sequence[Absence]
    answers: Sequence[Answer]
    wishes: Sequence[Wish]
    policy: Policy

    def case(self, reference: str, at: datetime) -> Case:
        """Return a case as it was at a moment, after what was done then."""
        known = self.seen[reference]
        return known[bisect_right(known, at, key=lambda seen: seen.at) - 1].case

    def calendar(self, case: Case) -> Calendar:
        return self.policy.calendar(zone_of(self.roster, case.team))

    def beat(self, moment: datetime) -> datetime | None:
        """Return the first moment from `moment` on at which the bot did what was due."""
        place = bisect_left(self.settled, moment)
        return self.settled[place] if place < len(self.settled) else None


def sayings(record: Record) -> dict[Rung, Saying]:
    """Return everything that was to be said until the last beat."""
    found: dict[Rung, Saying] = {}
    for reference, seen in record.seen.items():
        for spell in _spells(seen, record):
            for rule in record.policy.rungs(record.policy.clock_rule(spell.clock.name).ladder):
                for turn, due, reached in _moments(rule, spell, record):
                    rung = (reference, spell.clock.name, spell.version, rule.name, turn)
                    if _is_said(rule, spell, turn, reached, record):
                        case = record.case(reference, reached)
                        ready = _ready(rule, spell, ladder.Rung(rule.name, due, turn), reached, record)
                        excused = not _is_said(rule, spell, turn, ready, record)
                        who = _who(rule, spell, case, reached, record)
                        found[rung] = Saying(due, reached, ready, excused, spell.until, case, who)
    return found


def _spells(seen: Sequence[Seen], record: Record) -> Iterator[Spell]:
    """Follow the clocks of one case: another start, due moment or grade, or a stop, is another version."""
    standing: dict[str, Spell] = {}
    versions: dict[str, int] = {}
    for at, case in seen:
        present = {clock.name: clock for clock in clocks(case, record.policy, record.calendar(case))}
        for name, spell in list(standing.items()):
            if _basis(present.get(name)) != _basis(spell.clock):
                yield standing.pop(name)._replace(until=at)
        for name, clock in present.items():
            if name not in standing:
                versions[name] = versions.get(name, 0) + 1
                standing[name] = Spell(clock, versions[name], at, None, case)
    yield from standing.values()


def _basis(clock: Clock | None) -> tuple[object, ...]:
    return (clock.started_at, clock.due_at, clock.grade, clock.is_running) if clock else ()


def _moments(rule: RungRule, spell: Spell, record: Record) -> Iterator[tuple[int, datetime, datetime]]:
    """Yield the turns of a rung, when each is due and when the bot comes to it, while the clock stands and runs."""
    for turn, due in _due(rule, spell, record):
        reached = record.beat(max(due, spell.since))
        if reached and spell.clock.is_running and (spell.until is None or reached < spell.until):
            yield turn, due, reached
            if rule.repeats:
                yield from _repeats(spell, (turn, due, reached), record)


def _repeats(
    spell: Spell, last: tuple[int, datetime, datetime], record: Record
) -> Iterator[tuple[int, datetime, datetime]]:
    """Yield the further turns: on the grid of the first, those passed over that were missed meanwhile."""
    turn, due, reached = last
    while True:
        repeat = record.policy.grade_rule(record.case(spell.case.reference, reached).grade).repeat
        calendar = record.calendar(spell.case)
        while due <= reached:
            turn, due = turn + 1, calendar.after(due, repeat)
        for at, grade in _graded(spell, reached, record):
            due = min(due, calendar.after(at, grade.repeat))
        beat = record.beat(due)
        if beat is None or (spell.until is not None and beat >= spell.until):
            return
        reached = beat
        yield turn, due, reached


def _graded(spell: Spell, since: datetime, record: Record) -> Iterator[tuple[datetime, GradeRule]]:
    """Yield what the case was graded from a moment on while the clock stood, and when."""
    for at, case in record.seen[spell.case.reference]:
        if since <= at == case.graded_at and (spell.until is None or at < spell.until):
            yield at, record.policy.grade_rule(case.grade)


def _due(rule: RungRule, spell: Spell, record: Record) -> Iterator[tuple[int, datetime]]:
    """Yield the first turn of a rung, or those that somebody's answers brought about."""
    about = (spell.case.reference, spell.clock.name, spell.version)
    if rule.at == "held":
        yield from ((each.turn, each.until) for each in record.answers if _about(each) == about)
    elif rule.at == "asked":
        yield from ((each.turn, each.remind_at) for each in record.wishes if _about(each) == about)
    else:
        at_first = (spell.clock.known_at, record.policy.grade_rule(spell.case.grade))
        grades = [at_first, *_graded(spell, spell.since, record)]
        yield (1 if rule.repeats else 0), min(_first(rule, spell, at, grade, record) for at, grade in grades)


def _about(each: Answer | Wish) -> tuple[str, str, int]:
    return each.reference, each.clock, each.version


def _first(rule: RungRule, spell: Spell, at: datetime, grade: GradeRule, record: Record) -> datetime:
    """Return when a rung is due first, by a grade that the case has since `at`: its time counts from then on."""
    clock, calendar = spell.clock, record.calendar(spell.case)
    words = rule.at.split()
    if words[-1] == "%":
        return max(clock.started_at + (clock.due_at - clock.started_at) * int(words[0]) / 100, clock.known_at)
    if words[-1] == "start":
        return max(clock.started_at + Period.parse(f"{words[0]} {words[1]}").elapsed, clock.known_at)
    if len(words) > 1:
        return max(clock.due_at - Period.parse(f"{words[0]} {words[1]}").elapsed, clock.known_at)
    moment = max(clock.due_at, clock.known_at, at)
    moment = calendar.after(moment, grade.repeat) if rule.repeats else moment
    return calendar.after(moment, grade.answer_within) if rule.at == "answer" else moment


def _is_said(rule: RungRule, spell: Spell, turn: int, at: datetime, record: Record) -> bool:
    """Whether it is still to be said at its beat: not where somebody has it, nor where one has asked anew since."""
    about = (spell.case.reference, spell.clock.name, spell.version)
    if rule.at == "asked":
        return turn in {wish.turn for wish in _wishes(about, at, record)}
    given = [each for each in record.answers if _about(each) == about and each.at <= at]
    has_it = bool(given) and at < max(given, key=lambda each: each.turn).until
    return not (has_it and (rule.unless_answered or rule.at == "held"))


def _wishes(about: tuple[str, str, int], at: datetime, record: Record) -> list[Wish]:
    """Return of each person the last that they asked for."""
    asked = sorted((each for each in record.wishes if _about(each) == about and each.asked_at <= at), key=_turn)
    return list({each.person: each for each in asked}.values())


def _ready(rule: RungRule, spell: Spell, rung: ladder.Rung, reached: datetime, record: Record) -> datetime:
    case = record.case(spell.case.reference, reached)
    saying = quiet.Saying(rung, rule, spell.clock, case.grade)
    waits = quiet.deferred(saying, record.policy, record.calendar(case), reached)
    if waits is None:
        return reached
    return record.beat(waits.until) or waits.until


def _turn(wish: Wish) -> int:
    return wish.turn


def _who(rule: RungRule, spell: Spell, case: Case, at: datetime, record: Record) -> frozenset[str]:
    duty = Duty(record.roster, away(record.absences, at))
    matter = Matter(doer_of(spell.clock, case) or case.owner, case.team)
    later = {
        wish.person
        for wish in _wishes((case.reference, spell.clock.name, spell.version), at, record)
        if at < min(wish.remind_at, spell.clock.due_at) and len(rule.at.split()) > 1
    }
    heard: dict[str, str] = {}
    every = [(who, role) for role in rule.tell for who in told(role, matter, duty)]
    for who, role in sorted(every, key=lambda each: each[0].absence is not None):
        if not (role == "owner" and who.recipient in later):
            heard.setdefault(who.recipient, role)
    return frozenset(heard)
