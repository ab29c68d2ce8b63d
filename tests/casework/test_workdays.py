from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.workdays import Calendar, Period, bank_holidays
from tests.casework.build import ENGLAND, LONDON, local, utc


@pytest.mark.parametrize(
    ("text", "hours", "working_days", "months"),
    [
        ("1 minute", 1 / 60, 0, 0),
        ("30 minutes", 0.5, 0, 0),
        ("1 hour", 1, 0, 0),
        ("4 hours", 4, 0, 0),
        ("24 hours", 24, 0, 0),
        ("1 day", 24, 0, 0),
        ("7 days", 168, 0, 0),
        ("9999 days", 239_976, 0, 0),
        ("1 working day", 0, 1, 0),
        ("15 working days", 0, 15, 0),
        ("1 month", 0, 0, 1),
        ("12 months", 0, 0, 12),
    ],
)
def test_a_period_is_elapsed_time_or_working_days_or_months(
    text: str, hours: float, working_days: int, months: int
) -> None:
    assert Period.parse(text) == Period(text, timedelta(hours=hours), working_days, months)


@pytest.mark.parametrize(
    "text",
    [
        *("", "4", "hours", "4 hurs", "4 Hours", "4 hourss", "4  hours", " 4 hours", "4 hours ", "four hours"),
        *("0 hours", "-1 hours", "1.5 hours", "10000 days", "1 week", "2 years", "0 months", "1 workingday"),
    ],
)
def test_what_is_not_a_period_is_answered_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="is not a period; write for example") as refused:
        Period.parse(text)
    assert str(refused.value) == (
        f"{text!r} is not a period; write for example '30 minutes', '4 hours', '7 days', '1 working day' or '3 months'"
    )


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-05-01", True),
        ("2026-05-02", False),  # Saturday
        ("2026-05-03", False),  # Sunday
        ("2026-05-04", False),  # early May bank holiday
        ("2026-05-05", True),
        ("2026-04-03", False),  # Good Friday
        ("2026-04-06", False),  # Easter Monday, in England and Wales
        ("2026-12-28", False),  # the substitute for 26 December, a Saturday
        ("2026-12-29", True),
        ("2027-01-01", False),
        ("2026-11-30", True),  # St Andrew's Day counts in Scotland only
    ],
)
def test_working_days_are_neither_weekends_nor_bank_holidays(day: str, working: bool) -> None:
    assert ENGLAND.is_working(date.fromisoformat(day)) is working


def test_another_part_of_the_country_has_its_own_bank_holidays() -> None:
    scotland = Calendar(LONDON, "GB", "SCT", ENGLAND.starts)
    assert not scotland.is_working(date(2026, 11, 30))
    assert scotland.is_working(date(2026, 4, 6))


@pytest.mark.parametrize("place", [("GB", "XX"), ("XX", "ENG")])
def test_a_place_without_known_bank_holidays_is_refused(place: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="no bank holidays are known for country"):
        bank_holidays(*place, 2026)


@pytest.mark.parametrize(
    ("start", "period", "due"),
    [
        ("2026-11-02 09:12", "1 working day", "2026-11-03 09:12"),
        ("2026-11-06 10:00", "1 working day", "2026-11-09 10:00"),  # over a weekend
        ("2026-11-06 23:59", "1 working day", "2026-11-09 23:59"),
        ("2026-11-07 10:00", "1 working day", "2026-11-10 08:00"),  # Saturday counts from Monday 08:00
        ("2026-11-08 23:59", "1 working day", "2026-11-10 08:00"),
        ("2026-11-09 00:00", "1 working day", "2026-11-10 08:00"),  # before the working day starts: from 08:00
        ("2026-11-09 07:59", "1 working day", "2026-11-10 08:00"),
        ("2026-11-09 08:00", "1 working day", "2026-11-10 08:00"),
        ("2026-11-09 08:01", "1 working day", "2026-11-10 08:01"),
        ("2026-05-01 16:00", "1 working day", "2026-05-05 16:00"),  # a bank holiday on Monday
        ("2026-05-02 16:00", "1 working day", "2026-05-06 08:00"),
        ("2026-05-04 16:00", "1 working day", "2026-05-06 08:00"),
        ("2026-12-24 12:00", "1 working day", "2026-12-29 12:00"),
        ("2026-12-24 12:00", "5 working days", "2027-01-05 12:00"),
        ("2026-11-02 09:00", "15 working days", "2026-11-23 09:00"),
        ("2026-11-02 09:00", "36 hours", "2026-11-03 21:00"),
    ],
)
def test_working_days_keep_the_local_hour(start: str, period: str, due: str) -> None:
    assert ENGLAND.after(local(start), Period.parse(period)) == local(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # The clocks go forward on Sunday 29 March 2026 at 01:00 UTC and back on Sunday 25 October 2026 at 01:00 UTC.
        ("2026-03-27 10:00", "2026-03-30 09:00"),
        ("2026-03-29 00:59", "2026-03-31 07:00"),
        ("2026-03-29 01:00", "2026-03-31 07:00"),
        ("2026-10-23 09:00", "2026-10-26 10:00"),
        ("2026-10-23 00:30", "2026-10-26 08:00"),
        ("2026-10-25 00:30", "2026-10-27 08:00"),
        ("2026-10-25 01:30", "2026-10-27 08:00"),
    ],
)
def test_a_working_day_over_a_change_of_the_clocks_keeps_the_local_hour(start: str, due: str) -> None:
    assert ENGLAND.after(utc(start), Period.parse("1 working day")) == utc(due)


@pytest.mark.parametrize(
    ("start", "period", "due"),
    [
        ("2026-11-02 09:12", "3 months", "2027-02-02 09:12"),
        ("2026-08-31 10:00", "3 months", "2026-11-30 10:00"),  # November has no 31st
        ("2026-11-30 10:00", "3 months", "2027-02-28 10:00"),
        ("2027-11-30 10:00", "3 months", "2028-02-29 10:00"),  # a leap year
        ("2026-10-31 10:00", "1 month", "2026-11-30 10:00"),
        ("2026-02-28 10:00", "12 months", "2027-02-28 10:00"),
        ("2024-02-29 10:00", "12 months", "2025-02-28 10:00"),
        ("2026-08-01 14:30", "3 months", "2026-11-01 14:30"),  # from summer time into winter time
        ("2026-01-15 14:30", "6 months", "2026-07-15 14:30"),  # from winter time into summer time
        ("2026-11-07 23:59", "3 months", "2027-02-07 23:59"),  # a Sunday is a day like any other
    ],
)
def test_months_keep_the_local_date_and_hour_and_end_with_a_shorter_month(start: str, period: str, due: str) -> None:
    assert ENGLAND.after(local(start), Period.parse(period)) == local(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # In 2026 the clocks go forward on 29 March at 01:00 UTC and back on 25 October at 01:00 UTC.
        ("2025-12-29 01:30", "2026-03-29 01:30"),  # 01:30 is not there; an hour later is 02:30 in summer time
        ("2026-07-25 00:30", "2026-10-25 00:30"),  # 01:30 comes twice; the first counts
        ("2026-10-25 01:30", "2027-01-25 01:30"),  # started in the second of the two
    ],
)
def test_a_month_that_ends_in_an_hour_that_is_missing_or_comes_twice_is_still_one_moment(start: str, due: str) -> None:
    assert ENGLAND.after(utc(start), Period.parse("3 months")) == utc(due)


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        # In Amman the clocks went forward at the start of Friday 25 February 2022: 00:00 to 00:59 did not exist.
        ("Asia/Amman", "2022-02-23 22:30", "2022-02-24 22:30"),
        # In Amman they went back on Friday 29 October 2021 at 01:00: 00:00 to 00:59 came twice; the first counts.
        ("Asia/Amman", "2021-10-27 21:30", "2021-10-28 21:30"),
        # What starts in the second of the two hours ends in the only one of the next working day.
        ("Asia/Amman", "2021-10-28 22:30", "2021-10-31 22:30"),
        # In Brazil they went back at the end of a Saturday, which is no working day.
        ("America/Sao_Paulo", "2019-02-17 02:30", "2019-02-19 03:00"),
    ],
)
def test_an_hour_that_is_missing_or_comes_twice_on_the_last_day_is_still_one_moment(
    zone: str, start: str, due: str
) -> None:
    calendar = Calendar(ZoneInfo(zone), "GB", "ENG", time(0))
    assert calendar.after(utc(start), Period.parse("1 working day")) == utc(due)


@pytest.mark.parametrize(
    ("start", "counted"),
    [
        ("2026-05-01 16:00", "2026-05-01 16:00"),
        ("2026-05-01 03:00", "2026-05-01 08:00"),
        ("2026-05-02 16:00", "2026-05-05 08:00"),
        ("2026-05-04 03:00", "2026-05-05 08:00"),
    ],
)
def test_working_days_are_counted_from_the_start_or_from_the_next_working_day(start: str, counted: str) -> None:
    assert ENGLAND.counted_from(local(start)) == local(counted)


@pytest.mark.parametrize("period", ["4 hours", "1 working day", "3 months"])
def test_what_comes_out_is_in_utc(period: str) -> None:
    assert ENGLAND.after(utc("2026-07-01 09:00").astimezone(LONDON), Period.parse(period)).tzinfo is UTC
