"""Periods of time: elapsed hours and days, and working days that know weekends, bank holidays and daylight saving."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo

import holidays
from dateutil.relativedelta import relativedelta

_FORM = re.compile(r"(?P<number>[1-9]\d{0,3}) (?P<unit>minute|hour|day|working day|month)s?")
_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: either `elapsed`, or a number of working days, or of calendar months."""

    text: str
    elapsed: timedelta = timedelta()
    working_days: int = 0
    months: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "30 minutes", "4 hours", "7 days", "1 working day" or "3 months"; `ValueError` says what is allowed."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(
                f"{text!r} is not a period; write for example '30 minutes', '4 hours', '7 days', "
                "'1 working day' or '3 months'"
            )
        number, unit = int(found["number"]), found["unit"]
        if unit == "working day":
            return cls(text, working_days=number)
        if unit == "month":
            return cls(text, months=number)
        return cls(text, elapsed=number * _UNITS[unit])


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days, and when one starts, in a team's own time zone."""

    zone: ZoneInfo
    country: str
    subdivision: str
    starts: time

    def is_working(self, day: date) -> bool:
        """Whether `day` is neither a weekend nor a bank holiday (from the holidays library)."""
        return day.weekday() < _SATURDAY and day not in bank_holidays(self.country, self.subdivision, day.year)

    def counted_from(self, start: datetime) -> datetime:
        """Return the local moment from which working days count: `start`, or when the next working day starts.

        So what comes later is never due earlier, over midnight and over a weekend.
        """
        local = start.astimezone(self.zone)
        if not self.is_working(local.date()):
            return datetime.combine(self._next_working(local.date()), self.starts, self.zone)
        return max(local, datetime.combine(local.date(), self.starts, self.zone))

    def after(self, start: datetime, period: Period) -> datetime:
        """Return the UTC moment that lies `period` after `start`.

        Elapsed time is added in UTC, so daylight saving cannot stretch or shorten it. Working days keep the local hour:
        one working day from Friday 10:00 is Monday 10:00; what starts before a working day does, on a weekend or on a
        bank holiday counts from `starts` of that day or of the next working one. An hour that daylight saving leaves
        out on the last day is taken an hour later; of one that comes twice, the first counts. Months keep the local
        date and hour; where a month is too short, its last day counts.
        """
        if period.months:
            local = start.astimezone(self.zone).replace(fold=0) + relativedelta(months=period.months)
            return local.astimezone(UTC)
        if not period.working_days:
            return start.astimezone(UTC) + period.elapsed
        first = self.counted_from(start)
        day = first.date()
        for _ in range(period.working_days):
            day = self._next_working(day)
        return datetime.combine(day, first.time().replace(fold=0), self.zone).astimezone(UTC)

    def _next_working(self, day: date) -> date:
        day += _DAY
        while not self.is_working(day):
            day += _DAY
        return day


@cache
def bank_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Return the bank holidays of a year; `ValueError` when the holidays library does not know the place."""
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError:
        raise ValueError(
            f"no bank holidays are known for country {country!r}, subdivision {subdivision!r};"
            " write for example country 'GB' with subdivision 'ENG' or 'WLS'"
        ) from None
