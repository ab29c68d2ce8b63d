"""A clock under a policy that is new: which of its rungs are still to be said, where some have been said before."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from casework import ladder
from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.policy import Policy
from casework.workdays import Calendar


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
