"""What is still to be said of a clock under a new policy: nothing twice, nothing lost."""

import pytest

from casework.case import Grade
from casework.ladder import Rung
from casework.policy import load
from casework.replan import Carried, Replan
from tests.casework.build import ENGLAND, a_clock, local

NOW = local("2026-11-04 12:30")
PAST, AHEAD = local("2026-11-04 11:12"), local("2026-11-04 14:00")


@pytest.mark.parametrize(
    ("rung", "said", "expected"),
    [
        (Rung("half", AHEAD), (), [Rung("half", AHEAD)]),
        (Rung("half", AHEAD), ("half",), [Rung("half", AHEAD)]),
        (Rung("half", PAST), (), [Rung("half", PAST)]),
        (Rung("half", PAST), ("due",), [Rung("half", PAST)]),
        (Rung("half", PAST), ("half",), []),
        (Rung("half", NOW), ("half",), []),
        (Rung("overdue", PAST, 1), (), [Rung("overdue", PAST, 1)]),
        (Rung("overdue", PAST, 1), ("overdue",), [Rung("overdue", local("2026-11-04 13:12"), 2)]),
        (Rung("overdue", AHEAD, 1), ("overdue",), [Rung("overdue", AHEAD, 1)]),
        (Rung("no such rung", PAST), ("no such rung",), []),
    ],
)
def test_what_is_still_to_be_said(rung: Rung, said: tuple[str, ...], expected: list[Rung]) -> None:
    replan = Replan(Grade.VERY_HIGH, load(), ENGLAND, NOW)
    assert list(replan.unsaid(a_clock(), (rung,), said)) == expected


HALF, OVERDUE = Rung("half", PAST), Rung("overdue", PAST, 1)


@pytest.mark.parametrize(
    ("rung", "told", "expected"),
    [
        (HALF, {}, []),
        (HALF, {"half": {0}}, [Carried("half", 0, 0)]),
        (Rung("half", NOW), {"half": {0}}, [Carried("half", 0, 0)]),
        (Rung("half", AHEAD), {"half": {0}}, []),
        (HALF, {"no such rung": {0}}, []),
        # The next turn is the second, so the last of those that are being told is the first.
        (OVERDUE, {"overdue": {4}}, [Carried("overdue", 4, 1)]),
        (OVERDUE, {"overdue": {4, 5}}, [Carried("overdue", 4, 0), Carried("overdue", 5, 1)]),
        (Rung("overdue", AHEAD, 1), {"overdue": {4}}, []),
        # What an answer brings about has no moment of its own; the next answer is the first of the new plan.
        (HALF, {"answer expired": {2}}, [Carried("answer expired", 2, 0)]),
    ],
)
def test_what_goes_over_to_the_new_plan(rung: Rung, told: dict[str, set[int]], expected: list[Carried]) -> None:
    replan = Replan(Grade.VERY_HIGH, load(), ENGLAND, NOW)
    assert list(replan.carried(a_clock(), (rung,), told)) == expected
