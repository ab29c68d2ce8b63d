"""What is still to be said of a clock under a new policy: nothing twice, nothing lost."""

import pytest

from casework.case import Grade
from casework.ladder import Rung
from casework.policy import load
from casework.replan import Replan
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
