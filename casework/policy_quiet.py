"""Rows of the policy about when people are told: at night, and of what is said again."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Self

from pydantic import Field, model_validator

from casework.case import Grade
from casework.policy_errors import Mistake
from casework.policy_rows import Hour, Sourced, YesOrNo

NEVER_HELD = (Grade.VERY_HIGH, Grade.UNGRADED)
"""The grades that no night keeps waiting, whatever a policy says."""


class QuietHours(Sourced):
    """From when until when it is night for whoever is told, by the clock of their own team."""

    starts: Hour
    ends: Hour

    @model_validator(mode="after")
    def _is_not_the_whole_day(self) -> Self:
        if self.starts == self.ends:
            raise ValueError("quiet hours that start when they end would be the whole day or nothing")
        return self

    def holds(self, at: time) -> bool:
        """Whether it is night at this hour of the day."""
        if self.starts < self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends


class BundleRule(Sourced):
    """When people are told of cases of a grade: at night too or not, and at which hours of what is said again.

    With `working_days` those hours count on working days alone.
    """

    name: Grade
    at_night: YesOrNo = False
    again_at: tuple[Hour, ...] = Field(min_length=1, max_length=24)
    working_days: YesOrNo = False

    @property
    def hours(self) -> str:
        """Return the hours as they are said: "08:00 and 16:00"."""
        *others, last = [f"{hour:%H:%M}" for hour in self.again_at]
        return f"{', '.join(others)} and {last}" if others else last


Bundles = Annotated[tuple[BundleRule, ...], Field(min_length=1)]


def check_bundles(rows: tuple[BundleRule, ...]) -> Iterator[Mistake]:
    """Find grades without a row, and those that are told of at any hour and that a row would keep waiting."""
    for grade in Grade:
        if grade not in {row.name for row in rows}:
            yield Mistake(("bundle",), f" has no row “{grade}”; needed: {', '.join(Grade)}")
    for number, row in enumerate(rows):
        if row.name in NEVER_HELD and not row.at_night:
            yield Mistake(("bundle", number, "at_night"), f": what is {row.name} is told at any hour; write true")
        if row.name in NEVER_HELD and row.working_days:
            yield Mistake(("bundle", number, "working_days"), f": what is {row.name} is told on any day; write false")
