"""What is wrong with the timers of a case: those that it has, held against those that case and policy demand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from bot.reminders.audit_past import Pasts, Rules, Stored
from casework import ladder
from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.planner import plan
from casework.policy_rows import ASKED, CALLED, HELD
from casework.regrade import Regrade
from storage import timers
from storage.timers import Kept

_Grades = Sequence[tuple[datetime, Grade]]
"""Grades of a case one after the other, each with since when."""
_LONGEST = timedelta(days=14)
"""By how much later an earlier policy may have had something said again: no force lets what is overdue rest so long."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong: a clock, or who has it in hand; rungs that are not promised as they ought to be; timers too many.

    A rung is given with its clock; of one of which there is no timer at all it is said that it is missing. What was
    `moved` was said already, with the moments at which it was due and ended, as they should be.
    """

    is_clock: bool = False
    is_answer: bool = False
    owed: tuple[tuple[str, Rung], ...] = ()
    missing: tuple[tuple[str, Rung], ...] = ()
    stray: tuple[int, ...] = ()
    moved: tuple[tuple[int, datetime, datetime], ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.is_clock or self.is_answer or self.owed or self.stray or self.moved)


def judge(stored: Stored, rules: Rules) -> Verdict:
    """Return what is wrong with the promises of one case."""
    planned = {clock.name: clock for clock, _ in plan(stored.case, rules.policy, rules.calendar)}
    if planned.keys() != stored.kept.keys() or not all(_stands(clock, stored) for clock in planned.values()):
        return Verdict(is_clock=True)
    if not _is_answered_so(stored):
        return Verdict(is_answer=True)
    wrongs = [
        _Running(clock, stored.kept[name], stored, rules).wrong() for name, clock in planned.items() if clock.is_running
    ]
    return Verdict(
        owed=tuple(owed for wrong in wrongs for owed in wrong.owed),
        missing=tuple(missing for wrong in wrongs for missing in wrong.missing),
        moved=tuple(moved for wrong in wrongs for moved in wrong.moved),
        stray=(*(row for wrong in wrongs for row in wrong.stray), *_outdated(stored)),
    )


def _is_answered_so(stored: Stored) -> bool:
    """Whether each clock is in the hands of whoever said so last, and nobody is noted who did not."""
    for name, kept in stored.kept.items():
        last = stored.last_answer(name, kept.version)
        said = (last.by, last.at, last.until) if last else (None, None, None)
        if (kept.answered_by, kept.answered_at, kept.answered_until) != said:
            return False
    return set(stored.answers) == set(stored.heard)


def _stands(clock: Clock, stored: Stored) -> bool:
    kept = stored.kept[clock.name]
    # What a policy plans anew may be a version of which nothing is left to be said.
    return timers.stands(kept, clock) and (stored.anew is not None or version(clock, stored) == kept.version)


def version(clock: Clock, stored: Stored) -> int:
    """Return which version of a clock a case has: of one that runs, one of which there are timers."""
    kept = stored.kept.get(clock.name)
    used: set[int] = {row.version for row in stored.rows if row.clock == clock.name}
    used |= {of for name, of, *_ in stored.said if name == clock.name}
    if kept and (kept.version in used or not (used and clock.is_running)):
        return kept.version
    # One that is stopped is a version of its own.
    return max(used, default=1) if clock.is_running else max(used, default=0) + 1


def _outdated(stored: Stored) -> Iterator[int]:
    """Give what is pending of a version that a running clock does not have: it was moved there."""
    for row in stored.rows:
        kept = stored.kept.get(row.clock)
        if row.state == "pending" and (kept is None or kept.version != row.version):
            yield row.id


class _Running:
    """One running clock, as it is planned (`clock`) and as it is kept."""

    def __init__(self, clock: Clock, kept: Kept, stored: Stored, rules: Rules) -> None:
        self._clock = clock
        self._kept = kept
        self._stored = stored
        self._rules = rules
        others = [row for row in stored.rows if row.clock == clock.name and row.version != kept.version]
        self._others = [row for row in others if row.state == "fired"]
        self._past = Pasts(clock, kept, stored, rules)
        self._rows = self._past.rows
        self._terms = (rules.policy, rules.calendar)
        self._grades: _Grades = [(kept.clock.known_at, stored.case.grade)] if clock.grade else stored.graded
        self._clocks: tuple[Clock, ...] = (kept.clock,)
        self._is_wide = False
        self._firsts: dict[tuple[Clock, Grade], dict[str, Rung]] = {}

    def wrong(self) -> Verdict:
        """Return what is wrong with the timers of this clock."""
        verdict = self._as_now()
        if verdict.is_sound:
            return verdict
        # What does not hang on the grade is not planned anew when that changes: it stands as by a grade of before.
        self._clocks, self._is_wide = (self._kept.clock, self._clock), True
        return self._as_now()

    def _as_now(self) -> Verdict:
        owed: list[Rung] = []
        sound: set[int] = set()
        altered = self._past.altered()
        moved = [(row, past.rung.at, past.ended_at) for row, past in altered.items()]
        for allowed, is_owed in (*self._by_itself(), *self._called()):
            row = next((row for row in self._rows if self._is_as(row, allowed)), None)
            if row is not None:
                sound.add(row.id)
                moved += [] if self._was_in_time(row, allowed) else [(row.id, allowed[0].at, row.ended_at)]
            elif is_owed and not self._was_said(allowed[0]):
                owed.append(allowed[0])
        # A timer that is to be put right is no stray.
        again = {(rung.name, rung.turn) for rung in owed}
        stray = (row for row in self._rows if row.state == "pending" and row.id not in sound | altered.keys())
        return Verdict(
            owed=tuple((self._clock.name, rung) for rung in owed),
            missing=tuple((self._clock.name, rung) for rung in owed if not self._is_there(rung)),
            stray=tuple(row.id for row in stray if (row.rung, row.turn) not in again),
            moved=tuple(moved),
        )

    def _is_there(self, rung: Rung) -> bool:
        return any((row.rung, row.turn) == (rung.name, rung.turn) for row in self._rows)

    def _is_as(self, row: Any, allowed: Sequence[Rung]) -> bool:  # noqa: ANN401 - a row of timers
        """Whether a timer is one of the ways in which a promise may stand: pending at its moment, or kept."""
        if row.state == "pending" and self._past.was_said(row.rung, row.turn):
            return False
        ways = [rung for rung in allowed if rung.name == row.rung]
        if row.state == "pending" and ways and self._is_of_before(ways[0]):
            return bool(row.turn and row.due_at <= max(rung.at for rung in ways) + _LONGEST)
        turns = [rung for rung in ways if rung.turn == row.turn]
        if row.state == "pending":
            return any(row.due_at == rung.at for rung in turns)
        return row.state == "fired" and bool(turns) and self._past.is_kept(row)

    def _was_in_time(self, row: Any, allowed: Sequence[Rung]) -> bool:  # noqa: ANN401 - a row of timers
        """Whether what was said was due when it should have been; an earlier policy may have had it at another time."""
        since = self._rules.since
        is_of_now = row.state == "fired" and since is not None and row.ended_at >= since
        return not is_of_now or any(row.due_at == rung.at for rung in allowed)

    def _is_of_before(self, rung: Rung) -> bool:
        """Whether a turn of what repeats was planned by an earlier policy: it stays where that put it."""
        last, since = self._past.last(rung.name), self._rules.since
        began = last.ended_at if last else self._kept.clock.known_at
        return bool(rung.turn) and (since is None or began < since) and not self._is_called(rung)

    def _is_called(self, rung: Rung) -> bool:
        rule = ladder.rule_of(self._clock, rung, self._rules.policy)
        return rule is not None and rule.at in CALLED

    def _by_itself(self) -> Iterator[tuple[list[Rung], bool]]:
        """Give for each rung of the ladder the ways in which it may stand next; the first is the likeliest."""
        for name in self._planned(self._kept.clock, self._stored.case.grade):
            ways = (way for clock in self._clocks for way in self._ways(name, clock))
            yield list(dict.fromkeys(ways)), True

    def _planned(self, clock: Clock, grade: Grade) -> dict[str, Rung]:
        """Return the rungs of a clock, each at its first moment by a grade."""
        if (clock, grade) not in self._firsts:
            self._firsts[clock, grade] = {rung.name: rung for rung in ladder.rungs(clock, grade, *self._terms)}
        return self._firsts[clock, grade]

    def _ways(self, name: str, clock: Clock) -> Iterator[Rung]:
        last, anew = self._past.last(name), self._stored.anew
        if last and self._planned(clock, self._stored.case.grade)[name].turn:
            yield from (
                self._turned(last.rung, last.ended_at, clock, grades) for grades in self._by_then(last.ended_at)
            )
            return
        for grades in self._from(self._kept.clock.known_at):
            first = self._planned(clock, grades[0][1])[name]
            if first.turn and anew and first.at <= anew and any(row.rung == name for row in self._others):
                yield self._turned(first, anew, clock, grades)
            yield self._brought_forward(first, clock, grades[1:])

    def _by_then(self, at: datetime) -> list[_Grades]:
        """Return by which grade something was planned at a moment, with those since; one may be of that very moment."""
        places = [bisect(self._grades, at, key=itemgetter(0)) - 1 for bisect in (bisect_right, bisect_left)]
        likely, *other = dict.fromkeys(max(place, 0) for place in places)
        return [self._grades[place:] for place in (likely, *(other if self._is_wide else ()))]

    def _from(self, at: datetime) -> list[_Grades]:
        """Return the same for what was planned at a moment or, where its clock has stopped meanwhile, later."""
        found = self._by_then(at)
        later = range(1, len(found[0])) if self._is_wide else ()
        return [*found, *(found[0][place:] for place in later)]

    def _turned(self, rung: Rung, at: datetime, clock: Clock, grades: _Grades) -> Rung:
        """Return the turn after one that was reached at `at`."""
        following = ladder.again(rung, grades[0][1], *self._terms, at)
        return self._brought_forward(following, clock, [each for each in grades[1:] if each[0] >= at])

    def _brought_forward(self, rung: Rung, clock: Clock, grades: _Grades) -> Rung:
        for at, grade in grades:
            rung = Regrade(grade, *self._terms, at).no_later(rung, clock)
        return rung

    def _called(self) -> Iterator[tuple[list[Rung], bool]]:
        """Give what answers and wishes brought about; where an earlier policy did not have it, it was not promised."""
        since = self._rules.since
        for each in self._past.answers:
            for rung in ladder.called(HELD, self._clock, each.until, each.turn, self._rules.policy):
                yield [rung], since is not None and each.at >= since
        for wish in self._past.wishes:
            for rung in ladder.called(ASKED, self._clock, wish.remind_at, wish.turn, self._rules.policy):
                yield [rung], since is not None and wish.asked_at >= since

    def _was_said(self, rung: Rung) -> bool:
        """Whether a rung without a timer was said before: in an earlier version, for the same moment or planned so.

        Of what a message speaks in this version that is so whatever became of its timer.
        """
        if self._past.was_said(rung.name, rung.turn):
            return True
        said = [row for row in self._others if (row.rung, row.turn) == (rung.name, 0)]
        anew = self._stored.anew
        return any(row.due_at == rung.at or (anew is not None and rung.at <= anew) for row in said)
