"""Working days over every bank holiday of England and Wales and every change of the clocks, 2023 to 2037."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.workdays import Calendar, Period
from tests.casework.build import LONDON

YEARS = range(2023, 2038)
CALENDARS = {place: Calendar(LONDON, "GB", place, time(8)) for place in ("ENG", "WLS")}
A_WORKING_DAY, A_DAY = Period.parse("1 working day"), Period.parse("24 hours")
DAY = timedelta(days=1)

places = pytest.mark.parametrize("place", ["ENG", "WLS"])
years = pytest.mark.parametrize("year", YEARS)


def known(place: str, year: int) -> list[date]:
    """Return the bank holidays of a year as the holidays library lists them, those on a weekend too."""
    return sorted(holidays.country_holidays("GB", subdiv=place, years=year))


def beside(day: date, place: str, step: timedelta) -> date:
    """Return the nearest working day after `day`, or before it when `step` leads back."""
    day += step
    while day.weekday() in {5, 6} or day in holidays.country_holidays("GB", subdiv=place, years=day.year):
        day += step
    return day


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


def test_the_library_lists_something_for_each_year() -> None:
    assert all(len(known(place, year)) >= 8 for place in CALENDARS for year in YEARS)


@places
@years
def test_a_working_day_from_the_day_before_a_bank_holiday_ends_on_the_day_after_at_the_same_hour(
    place: str, year: int
) -> None:
    for holiday in known(place, year):
        before, after = beside(holiday, place, -DAY), beside(holiday, place, DAY)
        assert CALENDARS[place].after(at(before, 10), A_WORKING_DAY) == at(after, 10)


@places
@years
def test_a_working_day_from_a_bank_holiday_counts_from_eight_on_the_next_working_day(place: str, year: int) -> None:
    for holiday in known(place, year):
        first = beside(holiday, place, DAY)
        assert CALENDARS[place].counted_from(at(holiday, 14)) == at(first, 8)
        assert CALENDARS[place].after(at(holiday, 14), A_WORKING_DAY) == at(beside(first, place, DAY), 8)


def last_sunday(year: int, month: int) -> date:
    return max(day for day in (date(year, month, number) for number in range(25, 32)) if day.weekday() == 6)


@places
@years
@pytest.mark.parametrize(("month", "wall"), [(3, 13), (10, 11)])
def test_a_day_over_a_change_of_the_clocks_is_24_hours_and_a_working_day_keeps_its_hour(
    place: str, year: int, month: int, wall: int
) -> None:
    sunday, calendar = last_sunday(year, month), CALENDARS[place]
    saturday = at(sunday - DAY, 12)
    assert calendar.after(saturday, A_DAY) - saturday == timedelta(hours=24)
    assert calendar.after(saturday, A_DAY) == at(sunday, wall)
    before, after = beside(sunday, place, -DAY), beside(sunday, place, DAY)
    assert calendar.after(at(before, 10), A_WORKING_DAY) == at(after, 10)
    assert calendar.after(at(before, 0), A_WORKING_DAY) == at(after, 8)


MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
DAYS = st.integers(1, 20)


@given(start=MOMENTS, days=DAYS, place=st.sampled_from(["ENG", "WLS"]))
def test_working_days_end_on_a_working_day_and_never_before_they_began(start: datetime, days: int, place: str) -> None:
    end = CALENDARS[place].after(start, Period.parse(f"{days} working days"))
    local = end.astimezone(LONDON).date()
    assert local == beside(local - DAY, place, DAY)
    assert end > start


@given(one=MOMENTS, apart=st.timedeltas(timedelta(), timedelta(days=10)), days=DAYS)
def test_what_starts_later_is_never_due_earlier(one: datetime, apart: timedelta, days: int) -> None:
    calendar, period = CALENDARS["ENG"], Period.parse(f"{days} working days")
    assert calendar.after(one, period) <= calendar.after(one + apart, period)


@given(one=MOMENTS, apart=st.timedeltas(timedelta(), timedelta(days=10)), hours=st.integers(1, 1000))
def test_elapsed_time_that_starts_later_ends_later(one: datetime, apart: timedelta, hours: int) -> None:
    period = Period.parse(f"{hours} hours")
    assert CALENDARS["ENG"].after(one + apart, period) - CALENDARS["ENG"].after(one, period) == apart


# By hand, so that the library's data is looked at too: every bank holiday of six years that is no weekend.
BY_HAND = {
    2023: "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",  # 8 May: the coronation
    2024: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2025: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",  # 26 December is a Saturday
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",  # Christmas is a weekend
    2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",  # 1 January is a Saturday
}


@places
@pytest.mark.parametrize(("year", "days"), BY_HAND.items())
def test_no_other_weekday_of_the_year_is_off_than_its_bank_holidays(place: str, year: int, days: str) -> None:
    year_long = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    weekdays = [day for day in year_long if day.weekday() not in {5, 6}]
    off = [f"{day.day} {day:%b}" for day in weekdays if not CALENDARS[place].is_working(day)]
    assert ", ".join(off) == days


@places
@pytest.mark.parametrize(
    ("good_friday", "easter_monday"),
    [
        ("2029-03-30", "2029-04-02"),
        ("2030-04-19", "2030-04-22"),
        ("2031-04-11", "2031-04-14"),
        ("2032-03-26", "2032-03-29"),
        ("2033-04-15", "2033-04-18"),
        ("2034-04-07", "2034-04-10"),
        ("2035-03-23", "2035-03-26"),
        ("2036-04-11", "2036-04-14"),
        ("2037-04-03", "2037-04-06"),
    ],
)
def test_easter_is_four_days_long(place: str, good_friday: str, easter_monday: str) -> None:
    thursday = date.fromisoformat(good_friday) - DAY
    tuesday = date.fromisoformat(easter_monday) + DAY
    assert CALENDARS[place].after(at(thursday, 10), A_WORKING_DAY) == at(tuesday, 10)


@places
@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2027-12-24", True),
        ("2027-12-29", True),
        ("2033-12-26", False),
        ("2033-12-27", False),  # for 25 December, a Sunday
        ("2033-12-28", True),
        ("2034-01-02", False),  # for 1 January, a Sunday
        ("2034-01-03", True),
        ("2037-12-25", False),
        ("2037-12-28", False),  # for 26 December, a Saturday
        ("2026-01-02", True),  # a bank holiday in Scotland only
        ("2027-03-01", True),  # St David's Day
        ("2026-03-17", True),  # St Patrick's Day counts in Northern Ireland only
        ("2026-07-13", True),  # and so does the Battle of the Boyne
        ("2026-04-23", True),  # St George's Day
    ],
)
def test_well_known_days_are_as_in_the_diary(place: str, day: str, working: bool) -> None:
    assert CALENDARS[place].is_working(date.fromisoformat(day)) is working
