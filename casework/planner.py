"""Case → the promises that it makes: each clock with the rungs of its ladder."""

from casework.case import Case
from casework.clocks import Clock, clocks
from casework.ladder import Rung, rungs
from casework.policy import Policy
from casework.workdays import Calendar

Plan = tuple[tuple[Clock, tuple[Rung, ...]], ...]


def plan(case: Case, policy: Policy, calendar: Calendar) -> Plan:
    """Return every clock of `case` that has started, with the first moment of each rung where it still runs."""
    return tuple((clock, rungs(clock, case.grade, policy, calendar)) for clock in clocks(case, policy, calendar))
