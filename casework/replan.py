"""A clock under a policy that is new: which of its rungs are still to be said, where some have been said before."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from casework import ladder
from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.policy import Policy
from casework.workdays import Calendar


class Carried(NamedTuple):
    """A rung that goes over to a new plan of its clock: its name, its turn before, and the turn that it becomes."""

    rung: str
    turn: int
    becomes: int


@dataclass(frozen=True, slots=True)
class Replan:
    """By what a case of `grade` is planned anew at `now` (aware UTC)."""

    grade: Grade
    policy: Policy
    calendar: Calendar
    now: datetime

    def unsaid(self, clock: Clock, rungs: Collection[Rung], said: Collection[str]) -> Iterator[Rung]:
        """Yield those of the `rungs` of `clock` that are still to be said; `said` are the names of those that were.

        Nothing is lost: a rung whose moment is past and that was never said is said at once. Nothing is said twice: one
        that was said is not said again for a moment that is past, and one that repeats goes on with its next turn. What
        lies ahead is a new promise, also where it was said of the due moment before.
        """
        for rung in rungs:
            rule = ladder.rule_of(clock, rung, self.policy)
            if rung.at > self.now or rung.name not in said:
                yield rung
            elif rule is not None and rule.repeats:
                yield ladder.again(rung, self.grade, self.policy, self.calendar, self.now)

    def carried(self, clock: Clock, rungs: Collection[Rung], told: Mapping[str, Collection[int]]) -> Iterator[Carried]:
        """Yield which rungs of the earlier plan of `clock` go over to this one, of those that people are being `told`.

        Whoever is being told is told by that, once: `unsaid` leaves these out. A rung whose moment lies ahead by this
        plan is told then, and one that the ladder no longer has is not told any more. What somebody's answer brought
        about has no moment of its own. Turns are numbered anew, so that the next one follows the last.
        """
        firsts = {rung.name: rung for rung in rungs}
        following = {rung.name: rung.turn for rung in self.unsaid(clock, rungs, told)}
        for name, turns in told.items():
            is_ahead = name in firsts and firsts[name].at > self.now
            if self.policy.rung_rule(self.policy.clock_rule(clock.name).ladder, name) is None or is_ahead:
                continue
            last = following.get(name, 1) - 1
            yield from (Carried(name, turn, last - max(turns) + turn) for turn in turns)
