"""Rows of the policy about reaching people: who is on duty, how often a message is tried, when it goes beyond Slack."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from casework.case import Grade
from casework.policy_rows import Duration, Hour, Sourced
from casework.workdays import Period


def _elapsed(given: Period) -> Period:
    if not given.elapsed:
        raise ValueError("must count in minutes or hours")
    return given


class CoverageRule(Sourced):
    """When, on the last working day before others, it is checked that somebody above each officer is on duty."""

    checked_at: Hour


class DeliveryRule(Sourced):
    """After how many tries in a row that Slack does not take a message somebody has to see to it; it is tried on."""

    tries: int = Field(strict=True, ge=2, le=100)


class FallbackRule(Sourced):
    """Of which grades somebody is told beyond Slack, and how long after Slack should have taken a message.

    What Slack has taken goes beyond it too where nobody has answered in the time to answer of the grade. After so many
    `tries` in a row that a gateway has not confirmed somebody has to see to it; it is tried on.
    """

    grades: tuple[Grade, ...]
    not_taken: Annotated[Duration, AfterValidator(_elapsed)]
    tries: int = Field(strict=True, ge=2, le=100)

    @property
    def wait(self) -> timedelta:
        """How long it is waited for Slack."""
        return self.not_taken.elapsed
