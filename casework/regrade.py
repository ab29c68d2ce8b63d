"""A case that is graded anew: what is said of a clock that does not move with the grade comes no later than by it."""

from dataclasses import dataclass, replace
from datetime import datetime

from casework import ladder
from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.policy import Policy
from casework.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Regrade:
    """That a case is graded `grade` at `at` (aware UTC)."""

    grade: Grade
    policy: Policy
    calendar: Calendar
    at: datetime

    def no_later(self, rung: Rung, clock: Clock) -> Rung:
        """Return a rung of `clock` that is still to be reached as it stands from then on: never later than before.

        What goes by the grade comes within the time of this one, counted from then, or from the due moment where that
        lies ahead. What an answer brings about stays.
        """
        known = replace(clock, known_at=max(clock.known_at, self.at))
        planned = {each.name: each.at for each in ladder.rungs(known, self.grade, self.policy, self.calendar)}
        if rung.name not in planned:
            return rung
        again = self.calendar.after(self.at, self.policy.grade_rule(self.grade).repeat)
        return replace(rung, at=min(rung.at, again if rung.turn > 1 else planned[rung.name]))
