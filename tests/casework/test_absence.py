from datetime import date, datetime

import pytest

from casework.absence import Absence, Leave, away, stand_in
from tests.casework.build import LONDON, utc

NOON = utc("2026-11-03 12:00")


def an_absence(person: str = "A", starts: str = "08:00", ends: str = "18:00", cover: str | None = None) -> Absence:
    """Return an absence on 3 November 2026."""
    return Absence(person, utc(f"2026-11-03 {starts}"), utc(f"2026-11-03 {ends}"), cover)


@pytest.mark.parametrize(
    ("starts", "ends", "is_away"),
    [
        ("08:00", "18:00", True),
        ("12:00", "18:00", True),
        ("12:01", "18:00", False),
        ("08:00", "12:00", False),
        ("08:00", "12:01", True),
        ("12:00", "12:00", False),
    ],
)
def test_somebody_is_away_from_the_first_moment_to_the_last_but_not_at_it(
    starts: str, ends: str, is_away: bool
) -> None:
    assert ("A" in away([an_absence(starts=starts, ends=ends)], NOON)) is is_away


def test_of_two_absences_at_once_the_one_that_ends_last_counts() -> None:
    long, short = an_absence(ends="20:00", cover="B"), an_absence(ends="13:00", cover="C")
    assert away([long, short], NOON) == away([short, long], NOON) == {"A": long}


@pytest.mark.parametrize(
    ("starts", "ends", "overlaps"),
    [
        ("06:00", "08:00", False),
        ("06:00", "08:01", True),
        ("09:00", "10:00", True),
        ("17:59", "20:00", True),
        ("18:00", "20:00", False),
        ("06:00", "20:00", True),
    ],
)
def test_two_times_overlap_where_somebody_would_be_away_in_both(starts: str, ends: str, overlaps: bool) -> None:
    moments: list[datetime] = [utc(f"2026-11-03 {hour}") for hour in (starts, ends)]
    assert an_absence().overlaps(*moments) is overlaps


@pytest.mark.parametrize(
    ("covers", "found"),
    [
        ({}, "A"),
        ({"A": "B"}, "B"),
        ({"A": "B", "B": "C"}, "C"),
        ({"A": "B", "B": "C", "C": "D"}, "D"),
        ({"A": None}, None),
        ({"A": "B", "B": None}, None),
        ({"A": "A"}, None),
        ({"A": "B", "B": "A"}, None),
        ({"A": "B", "B": "C", "C": "B"}, None),
        ({"B": "C"}, "A"),
    ],
)
def test_covers_are_followed_to_whoever_is_there_and_never_in_a_circle(
    covers: dict[str, str | None], found: str | None
) -> None:
    absent = {person: an_absence(person, cover=cover) for person, cover in covers.items()}
    assert stand_in("A", absent) == found


@pytest.mark.parametrize(
    ("starts", "ends", "from_", "until"),
    [
        ("2026-12-07", "2026-12-14", "2026-12-07 00:00", "2026-12-14 00:00"),
        ("2026-07-06", "2026-07-13", "2026-07-05 23:00", "2026-07-12 23:00"),  # summer time
        ("2026-10-24", "2026-10-26", "2026-10-23 23:00", "2026-10-26 00:00"),  # over the change of the clocks
    ],
)
def test_whole_days_off_begin_and_end_at_midnight_where_somebody_lives(
    starts: str, ends: str, from_: str, until: str
) -> None:
    leave = Leave("A", date.fromisoformat(starts), date.fromisoformat(ends), "B")
    assert leave.absence(LONDON) == Absence("A", utc(from_), utc(until), "B")
