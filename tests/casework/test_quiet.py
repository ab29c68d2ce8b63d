"""When people are told: what no night keeps waiting, what waits for the morning, and when what is said again comes."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case import Grade
from casework.ladder import Rung
from casework.policy import load
from casework.policy_errors import PolicyError
from casework.policy_quiet import QuietHours
from casework.quiet import Deferred, Saying, deferred
from tests.casework.build import ENGLAND, a_clock, cells, local, utc

POLICY = load()
SOURCE = 'source = "Force order 12"\nmark = "force policy"\neffective = 2024-01-01\n'
EVERY_TWO_HOURS = ", ".join(f"{hour:02d}:00" for hour in range(0, 22, 2)) + " and 22:00"


def saying(grade: str, rung: str, turn: int = 0, due_at: str = "2026-11-03 09:00") -> Saying:
    rule = POLICY.rung_rule("standard", rung)
    assert rule is not None
    clock = a_clock(due_at=local(due_at))
    return Saying(Rung(rung, local(due_at), turn), rule, clock, Grade(grade))


@pytest.mark.parametrize(
    ("grade", "at_night", "hours", "working_days"),
    [
        ("very high", True, EVERY_TWO_HOURS, False),
        ("ungraded", True, EVERY_TWO_HOURS, False),
        ("high", False, "08:00 and 16:00", False),
        ("medium", False, "16:00", True),
        ("low", False, "16:00", True),
    ],
)
def test_each_grade_says_when_people_are_told_of_it(grade: str, at_night: bool, hours: str, working_days: bool) -> None:
    row = POLICY.bundle_rule(Grade(grade))
    assert (row.at_night, row.hours, row.working_days, row.mark) == (at_night, hours, working_days, "force policy")


def test_the_night_is_from_ten_to_seven() -> None:
    hours = POLICY.quiet_hours
    assert (hours.starts, hours.ends) == (time(22), time(7))
    assert [hour for hour in range(24) if hours.holds(time(hour))] == [0, 1, 2, 3, 4, 5, 6, 22, 23]
    short = QuietHours.model_validate({**dict(hours), "starts": time(1), "ends": time(5)})
    assert [hour for hour in range(24) if short.holds(time(hour))] == [1, 2, 3, 4]


# grade, rung, turn, when it is to be said, when the clock is due, until when it waits ("-": it is said at once), why
@pytest.mark.parametrize(
    "row",
    cells("""
    very high | half        | 0 | 2026-11-04 03:00 | 2026-11-05 09:00 | -                | -
    ungraded  | due         | 0 | 2026-11-04 03:00 | 2026-11-04 03:00 | -                | -
    high      | half        | 0 | 2026-11-04 21:59 | 2026-11-06 09:00 | -                | -
    high      | half        | 0 | 2026-11-04 22:00 | 2026-11-06 09:00 | 2026-11-05 07:00 | night
    high      | half        | 0 | 2026-11-05 06:59 | 2026-11-06 09:00 | 2026-11-05 07:00 | night
    high      | half        | 0 | 2026-11-05 07:00 | 2026-11-06 09:00 | -                | -
    low       | nearly due  | 0 | 2026-11-05 01:00 | 2026-11-05 03:00 | 2026-11-05 03:00 | due
    low       | nearly due  | 0 | 2026-11-05 01:00 | 2026-11-05 07:00 | 2026-11-05 07:00 | night
    low       | due         | 0 | 2026-11-05 03:00 | 2026-11-05 03:00 | 2026-11-05 07:00 | night
    medium    | unanswered  | 0 | 2026-11-05 23:30 | 2026-11-05 19:30 | 2026-11-06 07:00 | night
    high      | unanswered  | 0 | 2026-11-05 02:20 | 2026-11-05 00:20 | 2026-11-05 09:00 | night
    high      | unanswered  | 0 | 2026-11-05 08:30 | 2026-11-05 06:30 | 2026-11-05 09:00 | night
    high      | unanswered  | 0 | 2026-11-05 09:00 | 2026-11-05 07:00 | -                | -
    high      | unanswered  | 0 | 2026-11-05 23:30 | 2026-11-05 21:30 | 2026-11-06 07:00 | night
    low       | unanswered  | 0 | 2026-11-06 08:00 | 2026-11-05 03:00 | -                | -
    high      | asked for   | 1 | 2026-11-05 05:30 | 2026-11-06 09:00 | -                | -
    high      | answer expired | 1 | 2026-11-05 23:00 | 2026-11-05 09:00 | 2026-11-06 07:00 | night
    very high | overdue     | 1 | 2026-11-05 11:12 | 2026-11-05 09:12 | -                | -
    very high | overdue     | 2 | 2026-11-05 13:12 | 2026-11-05 09:12 | 2026-11-05 14:00 | again
    very high | overdue     | 3 | 2026-11-05 14:00 | 2026-11-05 10:00 | -                | -
    ungraded  | overdue     | 9 | 2026-11-05 23:12 | 2026-11-05 09:12 | 2026-11-06 00:00 | again
    high      | overdue     | 1 | 2026-11-05 21:12 | 2026-11-05 09:12 | -                | -
    high      | overdue     | 2 | 2026-11-06 09:12 | 2026-11-05 09:12 | 2026-11-06 16:00 | again
    high      | overdue     | 3 | 2026-11-06 21:12 | 2026-11-05 09:12 | 2026-11-07 08:00 | again
    medium    | overdue     | 1 | 2026-11-06 09:12 | 2026-11-05 09:12 | -                | -
    medium    | overdue     | 2 | 2026-11-06 09:12 | 2026-11-05 09:12 | 2026-11-06 16:00 | again
    medium    | overdue     | 2 | 2026-11-06 16:30 | 2026-11-05 16:30 | 2026-11-09 16:00 | again
    low       | overdue and unanswered | 4 | 2026-12-24 17:00 | 2026-12-01 09:12 | 2026-12-29 16:00 | again
    """),
)
def test_what_is_told_when(row: list[str]) -> None:
    grade, rung, turn, at, due, until, why = row
    expected = Deferred(local(until), why) if until else None
    assert deferred(saying(grade, rung, int(turn), due), POLICY, ENGLAND, local(at)) == expected


def test_it_is_night_where_the_reader_is() -> None:
    half = saying("high", "half", due_at="2026-11-10 09:00")
    new_york = POLICY.calendar(ZoneInfo("America/New_York"))
    assert deferred(half, POLICY, new_york, local("2026-11-04 23:00")) is None
    assert deferred(half, POLICY, new_york, local("2026-11-05 08:00")) == Deferred(utc("2026-11-05 12:00"), "night")


def test_what_is_said_again_in_a_night_waits_for_the_morning() -> None:
    late = POLICY.bundle_rule(Grade.HIGH).model_copy(update={"again_at": (time(23),)})
    others = tuple(row for row in POLICY.bundle if row.name != Grade.HIGH)
    rules = POLICY.model_copy(update={"bundle": (*others, late)})
    rules.__dict__.pop("_bundles", None)
    again = saying("high", "overdue", 2, "2026-11-03 09:00")
    assert deferred(again, rules, ENGLAND, local("2026-11-05 20:00")) == Deferred(local("2026-11-06 07:00"), "night")


@pytest.mark.parametrize(
    ("at", "morning"), [("2027-03-28 00:30", "2027-03-28 07:00"), ("2026-10-25 00:30", "2026-10-25 07:00")]
)
def test_a_night_in_which_the_clock_changes_ends_at_its_hour(at: str, morning: str) -> None:
    half = saying("low", "half", due_at="2027-05-01 09:00")
    assert deferred(half, POLICY, ENGLAND, local(at)) == Deferred(local(morning), "night")


@given(
    grade=st.sampled_from(list(Grade)),
    rung=st.sampled_from(["half", "nearly due", "due", "unanswered", "overdue", "answer expired", "asked for"]),
    turn=st.integers(1, 5),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda day: day.astimezone(ZoneInfo("UTC"))),  # noqa: DTZ001 - in the test's zone
    left=st.timedeltas(timedelta(days=-9), timedelta(days=9)),
)
def test_nothing_is_told_early_nothing_severe_late_and_everything_within_days(
    grade: Grade, rung: str, turn: int, at: datetime, left: timedelta
) -> None:
    rule = POLICY.rung_rule("standard", rung)
    assert rule is not None
    clock = a_clock(due_at=at + left, known_at=utc("2020-01-06 09:00"))
    found = deferred(Saying(Rung(rung, at, turn), rule, clock, grade), POLICY, ENGLAND, at)
    until = found.until if found else at
    assert found is None or found.until > at
    if left > timedelta():
        assert until <= clock.due_at
    if grade in {Grade.VERY_HIGH, Grade.UNGRADED}:
        # Where an hour comes twice, two hours by the clock are three.
        assert until - at <= (timedelta(hours=3) if rule.repeats and turn > 1 else timedelta())
    assert until - at < timedelta(days=14)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            'name = "very high"\nagain_at = [08:00:00]\n',
            "bundle “very high”, at_night: what is very high is told at any",
        ),
        (
            'name = "ungraded"\nat_night = true\nworking_days = true\nagain_at = [08:00:00]\n',
            "bundle “ungraded”, working_days: what is ungraded is told on any day; write false",
        ),
        ('name = "low"\nagain_at = [08:00:00]\n', "bundle has no row “very high”; needed: very high, ungraded, high"),
        ('name = "low"\nagain_at = []\n', "bundle “low”, again_at needs at least one"),
    ],
)
def test_a_policy_that_would_keep_the_worst_waiting_is_refused(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(f"[[bundle]]\n{row}{SOURCE}", "utf-8")
    with pytest.raises(PolicyError) as refused:
        load(path)
    assert says in str(refused.value)


def test_quiet_hours_of_a_whole_day_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(f"[quiet_hours]\nstarts = 22:00:00\nends = 22:00:00\n{SOURCE}", "utf-8")
    with pytest.raises(PolicyError, match="quiet hours that start when they end"):
        load(path)
