from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casework.case import Case, Grade
from casework.clocks import Clock, clocks
from casework.policy import load
from casework.wording import because, due, length, moment, plural, why
from tests.casework.build import ENGLAND, LONDON, a_case, a_clock, local, utc

POLICY = load()
TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YEAR_OFF = "counted from Mon 4 Jan 08:00 because 1 Jan is not a working day"
MONDAY_OFF = "counted from Tue 5 May 08:00 because"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (999, "999 cases"), (1200, "1,200 cases")],
)
def test_one_case_is_one_and_two_are_two(number: int, words: str) -> None:
    assert plural(number, "case") == words


@pytest.mark.parametrize(
    ("at", "now", "words"),
    [
        ("2026-11-02 14:05", "2026-11-02 09:00", "today 14:05"),
        ("2026-11-02 00:00", "2026-11-02 23:59", "today 00:00"),
        ("2026-11-03 09:00", "2026-11-02 23:59", "tomorrow 09:00"),
        ("2026-11-01 17:30", "2026-11-02 00:00", "yesterday 17:30"),
        ("2026-11-04 09:00", "2026-11-02 09:00", "Wed 4 Nov 09:00"),
        ("2026-10-31 09:00", "2026-11-02 09:00", "Sat 31 Oct 09:00"),
        ("2025-11-04 09:00", "2026-11-02 09:00", "Tue 4 Nov 2025 09:00"),
        ("2027-01-04 09:00", "2026-12-30 09:00", "Mon 4 Jan 2027 09:00"),
        ("2027-01-01 09:00", "2026-12-31 09:00", "tomorrow 09:00"),
        # In summer the clock in London is an hour ahead.
        ("2026-07-01 13:05", "2026-07-01 08:00", "today 14:05"),
        ("2026-07-01 23:30", "2026-07-01 08:00", "tomorrow 00:30"),
        ("2026-07-02 08:00", "2026-06-30 23:30", "tomorrow 09:00"),
        # On 25 October 2026 the hour from 01:00 comes twice.
        ("2026-10-24 23:59", "2026-10-25 12:00", "today 00:59"),
        ("2026-10-25 00:00", "2026-10-25 12:00", "today 01:00 BST"),
        ("2026-10-25 00:30", "2026-10-25 12:00", "today 01:30 BST"),
        ("2026-10-25 01:30", "2026-10-25 12:00", "today 01:30 GMT"),
        ("2026-10-25 02:00", "2026-10-25 12:00", "today 02:00"),
        ("2026-10-25 01:30", "2026-11-12 12:00", "Sun 25 Oct 01:30 GMT"),
        # On 29 March 2026 the hour from 01:00 does not come.
        ("2026-03-29 00:59", "2026-03-29 12:00", "today 00:59"),
        ("2026-03-29 01:00", "2026-03-29 12:00", "today 02:00"),
    ],
)
def test_a_moment_is_said_as_the_clock_on_the_wall_shows_it(at: str, now: str, words: str) -> None:
    assert moment(utc(at), utc(now), LONDON) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(), "less than a minute"),
        (timedelta(seconds=29), "less than a minute"),
        (timedelta(seconds=31), "1 min"),
        (timedelta(minutes=40), "40 min"),
        (timedelta(minutes=59, seconds=29), "59 min"),
        (timedelta(minutes=59, seconds=31), "1 h"),
        (timedelta(hours=1, minutes=1), "1 h 1 min"),
        (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(hours=24), "1 day"),
        (timedelta(hours=25, minutes=59), "1 day 1 h"),
        (timedelta(days=2, hours=4), "2 days 4 h"),
        (timedelta(days=6, hours=23), "6 days 23 h"),
        (timedelta(days=7, hours=5), "7 days"),
        (timedelta(days=59, hours=23), "59 days"),
        (timedelta(days=60), "2 months"),
        (timedelta(days=546), "18 months"),  # 1 September to 1 March
        (timedelta(days=550), "18 months"),
        (timedelta(days=1065), "35 months"),
        (timedelta(days=1096), "3 years"),
        (timedelta(days=1826), "5 years"),
        (-timedelta(hours=3, minutes=20), "3 h 20 min"),
    ],
)
def test_a_length_is_said_as_finely_as_it_matters(time: timedelta, words: str) -> None:
    assert length(time) == words


@pytest.mark.parametrize(
    ("now", "stopped", "words"),
    [
        # Due on Tuesday 3 November 2026 at 09:00.
        ("2026-11-02 10:00", None, "due tomorrow 09:00 (in 23 h)"),
        ("2026-11-03 08:59", None, "due today 09:00 (in 1 min)"),
        ("2026-11-03 09:00", None, "overdue by less than a minute, was due today 09:00"),
        ("2026-11-03 12:20", None, "overdue by 3 h 20 min, was due today 09:00"),
        ("2026-11-05 10:00", None, "overdue by 2 days 1 h, was due Tue 3 Nov 09:00"),
        ("2028-05-03 09:00", None, "overdue by 18 months, was due Tue 3 Nov 2026 09:00"),
        ("2026-11-03 12:20", "2026-11-03 10:02", "done today 10:02"),
        ("2026-11-03 12:20", "2026-11-02 10:02", "done yesterday 10:02"),
    ],
)
def test_a_clock_says_how_it_stands(now: str, stopped: str | None, words: str) -> None:
    clock = a_clock(stopped_at=utc(stopped) if stopped else None)
    assert due(clock, utc(now), LONDON) == words


def clock_of(case: Case, name: str) -> Clock:
    return next(clock for clock in clocks(case, POLICY, ENGLAND) if clock.name == name)


@pytest.mark.parametrize(
    ("name", "received", "grade", "reason", "ends"),
    [
        ("enforcement", "2026-11-03 09:12", "high", "received 3 Nov 09:12; graded high; 7 days", "Tue 10 Nov 09:12"),
        (
            "enforcement",
            "2026-11-03 09:12",
            "ungraded",
            "received 3 Nov 09:12; not graded yet, so treated as very high; 24 hours",
            "Wed 4 Nov 09:12",
        ),
        (
            "enforcement",
            "2026-10-24 01:30",
            "very high",
            "received 24 Oct 01:30; graded very high; 24 hours",
            "Sun 25 Oct 01:30 BST",
        ),
        (
            "enforcement",
            "2026-12-20 10:00",
            "low",
            "received 20 Dec 10:00; graded low; 30 days",
            "Tue 19 Jan 2027 10:00",
        ),
        ("grade", "2026-11-03 09:12", "high", "received 3 Nov 09:12; 4 hours", "Tue 3 Nov 13:12"),
        ("evidence", "2026-11-03 09:12", "high", "evidence known 3 Nov 09:20; 1 hour", "Tue 3 Nov 10:20"),
        ("allocate", "2026-11-03 09:12", "low", "received 3 Nov 09:12; graded low; 1 working day", "Wed 4 Nov 09:12"),
        (
            "allocate",
            "2026-05-02 16:00",
            "low",
            f"received 2 May 16:00; graded low; 1 working day, {MONDAY_OFF} 2 May is not a working day",
            "Wed 6 May 08:00",
        ),
        (
            "allocate",
            "2026-05-04 07:00",
            "high",
            f"received 4 May 07:00; graded high; 1 working day, {MONDAY_OFF} 4 May is not a working day",
            "Wed 6 May 08:00",
        ),
        (
            "allocate",
            "2026-05-05 07:00",
            "high",
            "received 5 May 07:00; graded high; 1 working day, counted from 08:00, when the working day starts",
            "Wed 6 May 08:00",
        ),
        (
            "allocate",
            "2026-05-02 16:00",
            "very high",
            "received 2 May 16:00; graded very high; 1 hour",
            "Sat 2 May 17:00",
        ),
    ],
)
def test_each_due_moment_is_explained(name: str, received: str, grade: str, reason: str, ends: str) -> None:
    case = a_case(received_at=local(received), grade=Grade(grade), evidence_known_at=local("2026-11-03 09:20"))
    clock = clock_of(case, name)
    assert because(clock, case, POLICY, LONDON) == reason
    assert why(clock, case, POLICY, LONDON) == f"{reason[0].upper()}{reason[1:]}: due {ends}."


def test_a_year_other_than_the_one_of_logging_is_named() -> None:
    case = a_case(received_at=utc("2025-05-02 09:00"), logged_at=utc("2026-11-02 09:00"), grade=Grade.LOW)
    assert why(clock_of(case, "enforcement"), case, POLICY, LONDON) == (
        "Received 2 May 2025 10:00; graded low; 30 days: due Sun 1 Jun 2025 10:00."
    )


def test_a_grade_that_a_force_treats_as_another_is_explained(tmp_path: Path) -> None:
    rows = "".join(
        f'[[grade]]\nname = "{name}"\nrepeat = "2 hours"\nanswer_within = "1 hour"\n'
        f'source = "Force order 12"\nmark = "force policy"\neffective = 2024-01-01\n{treated}'
        for name, treated in [
            ("very high", ""),
            ("ungraded", 'treated_as = "very high"\n'),
            ("high", ""),
            ("medium", ""),
            ("low", 'treated_as = "medium"\n'),
        ]
    )
    periods = 'period = { "very high" = "1 hour", high = "1 day", medium = "2 days" }\n'
    clock = (
        '[[clock]]\nname = "enforcement"\nlabel = "E"\nask = "E"\nstarts = "received"\nstops = "graded"\n'
        'met_by = "a grade"\nladder = "standard"\nsource = "Force order 12"\nmark = "force policy"\n'
        "effective = 2024-01-01\n"
    )
    file = tmp_path / "force.toml"
    file.write_text(rows + clock + periods, "utf-8")
    policy, case = load(file), a_case(grade=Grade.LOW)
    (found,) = clocks(case, policy, ENGLAND)
    assert because(found, case, policy, LONDON) == "received 2 Nov 09:00; graded low, so treated as medium; 2 days"


@pytest.mark.parametrize(
    ("now", "stopped", "words"),
    [
        # Due on Friday 3 July 2026 at 08:00 UTC; in Tokyo it is nine hours later.
        ("2026-07-02 20:00", None, "due today 17:00 (in 12 h)"),
        ("2026-07-03 16:00", None, "overdue by 8 h, was due yesterday 17:00"),
        ("2026-07-03 16:00", "2026-07-02 16:30", "done yesterday 01:30"),
    ],
)
def test_a_clock_is_said_by_the_wall_of_its_team(now: str, stopped: str | None, words: str) -> None:
    clock = a_clock(due_at=utc("2026-07-03 08:00"), stopped_at=utc(stopped) if stopped else None)
    assert due(clock, utc(now), TOKYO) == words


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        # Sunday evening in UTC is Monday morning in Tokyo, and New Year's Eve is New Year's Day.
        ("2026-11-08 23:00", "received 9 Nov 08:00; graded low; 1 working day: due Tue 10 Nov 08:00."),
        (
            "2026-12-31 20:00",
            f"received 1 Jan 05:00; graded low; 1 working day, {NEW_YEAR_OFF}: due Tue 5 Jan 08:00.",
        ),
    ],
)
def test_a_reason_has_the_days_and_the_year_of_its_team(received: str, reason: str) -> None:
    case = a_case(received_at=utc(received), grade=Grade.LOW)
    clock = next(clock for clock in clocks(case, POLICY, POLICY.calendar(TOKYO)) if clock.name == "allocate")
    assert why(clock, case, POLICY, TOKYO) == reason[0].upper() + reason[1:]
