"""Where a policy gives more time than is recommended, or than the law does: its rows beside the built-in ones."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from casework.case import Grade
from casework.clocks import period_of
from casework.policy import ClockRule, Policy, load
from casework.workdays import Calendar, Period

_YEAR = [datetime(2027, 1, 1, hour, tzinfo=UTC) + timedelta(days=day) for day in range(365) for hour in (3, 15)]
"""Moments at which a time may begin: what is longer from any of them is longer, working days and months included."""


@cache
def recommended() -> Policy:
    """Return the policy that is built in, whose rows carry what is recommended, with its source."""
    return load()


def looser(policy: Policy, calendar: Calendar) -> tuple[str, ...]:
    """Return a sentence for each clock with which `policy` is looser than a recommended timescale or a statute.

    It is looser where it allows more time, counts from a later fact, stops at another one, or has no such clock.
    """
    known = {rule.name: rule for rule in policy.clock}
    sources = [rule for rule in recommended().clock if rule.mark != "force policy"]
    return tuple(said for rule in sources for said in _looser(rule, known.get(rule.name), policy, calendar))


def _looser(rule: ClockRule, own: ClockRule | None, policy: Policy, calendar: Calendar) -> Iterator[str]:
    if own is None:
        yield f"{rule.label} is not timed; {rule.source}"
        return
    if (own.starts, own.stops) != (rule.starts, rule.stops):
        yield f"{rule.label} counts from “{own.starts}” to “{own.stops}”, not from “{rule.starts}” to “{rule.stops}”"
    longer = {grade: _longer(rule, own, grade, policy, calendar) for grade in Grade}
    for (allowed, wanted), grades in _alike(longer).items():
        named = "" if len(grades) == len(Grade) else f", {' and '.join(grades)}"
        yield f"{rule.label}{named}: {allowed} instead of {wanted}; {rule.source}"


def _longer(
    rule: ClockRule, own: ClockRule, grade: Grade, policy: Policy, calendar: Calendar
) -> tuple[str, str] | None:
    allowed, wanted = period_of(own, grade, policy), period_of(rule, grade, recommended())
    return (allowed.text, wanted.text) if allowed != wanted and _exceeds(allowed, wanted, calendar) else None


def _exceeds(allowed: Period, wanted: Period, calendar: Calendar) -> bool:
    return any(calendar.after(start, allowed) > calendar.after(start, wanted) for start in _YEAR)


def _alike(longer: dict[Grade, tuple[str, str] | None]) -> dict[tuple[str, str], list[str]]:
    """Put the grades together that get the same time instead of the same."""
    found: dict[tuple[str, str], list[str]] = {}
    for grade, times in longer.items():
        if times:
            found.setdefault(times, []).append(grade.value)
    return found
