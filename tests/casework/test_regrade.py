"""A case is graded anew: what is said of a clock that stays as it is comes no later than by that grade."""

import pytest

from casework.case import Grade
from casework.ladder import Rung
from casework.policy import load
from casework.regrade import Regrade
from tests.casework.build import ENGLAND, a_clock, local

DUE = local("2026-11-06 13:00")
CLOCK = a_clock(name="evidence", started_at=local("2026-11-06 12:00"), due_at=DUE, known_at=local("2026-11-06 12:00"))


@pytest.mark.parametrize(
    ("rung", "turn", "planned", "grade", "graded", "expected"),
    [
        # It was said on Friday, and is to be said again on Monday: very high repeats every 2 hours, high every 12.
        ("overdue", 2, "2026-11-09 13:00", "very high", "2026-11-07 10:00", "2026-11-07 12:00"),
        ("overdue", 2, "2026-11-09 13:00", "high", "2026-11-07 10:00", "2026-11-07 22:00"),
        ("overdue and unanswered", 2, "2026-11-09 13:00", "very high", "2026-11-07 10:00", "2026-11-07 12:00"),
        # Never later: neither where it comes soon anyway, nor where the grade becomes less severe.
        ("overdue", 2, "2026-11-07 11:00", "very high", "2026-11-07 10:00", "2026-11-07 11:00"),
        ("overdue", 2, "2026-11-07 11:00", "low", "2026-11-07 10:00", "2026-11-07 11:00"),
        # It has not been said yet; the time to answer, 30 minutes for very high, counts from the grade too.
        ("overdue", 1, "2026-11-09 13:00", "very high", "2026-11-07 10:00", "2026-11-07 12:00"),
        ("overdue and unanswered", 1, "2026-11-09 17:00", "very high", "2026-11-07 10:00", "2026-11-07 12:30"),
        ("unanswered", 0, "2026-11-06 17:00", "very high", "2026-11-06 13:10", "2026-11-06 13:40"),
        # Graded before it is due, it counts from then.
        ("unanswered", 0, "2026-11-06 17:00", "very high", "2026-11-06 12:10", "2026-11-06 13:30"),
        ("overdue", 1, "2026-11-09 13:00", "high", "2026-11-06 12:10", "2026-11-07 01:00"),
        # What goes by the clock alone, what an answer brought about, and what the ladder no longer has.
        ("three quarters", 0, "2026-11-06 12:45", "very high", "2026-11-06 12:10", "2026-11-06 12:45"),
        ("three quarters", 0, "2026-11-06 12:45", "very high", "2026-11-06 12:50", "2026-11-06 12:45"),
        ("due", 0, "2026-11-06 13:00", "very high", "2026-11-06 12:10", "2026-11-06 13:00"),
        ("answer expired", 2, "2026-11-09 13:00", "very high", "2026-11-07 10:00", "2026-11-09 13:00"),
        ("no such rung", 2, "2026-11-09 13:00", "very high", "2026-11-07 10:00", "2026-11-09 13:00"),
    ],
)
def test_a_rung_comes_no_later_than_by_the_new_grade(  # noqa: PLR0913, PLR0917 - the columns of the table
    rung: str, turn: int, planned: str, grade: str, graded: str, expected: str
) -> None:
    regrade = Regrade(Grade(grade), load(), ENGLAND, local(graded))
    found = regrade.no_later(Rung(rung, local(planned), turn), CLOCK)
    assert found == Rung(rung, local(expected), turn)
