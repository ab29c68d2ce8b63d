"""Rung and reader → when it is said: at once, in the morning, or with what else is said again, at fixed hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from casework.policy import Policy, RungRule
from casework.policy_quiet import BundleRule
from casework.policy_rows import ASKED
from casework.workdays import Calendar

NIGHT, AGAIN, DUE = "night", "again", "due"
"""Why something is deferred: it is night; it is said again, with what else is; it was night until it was due."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deferred:
    """Until when something is deferred (aware UTC), and why: `NIGHT`, `AGAIN` or `DUE`."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A rung that is to be said, with its rule, of a clock of a case of this grade."""

    rung: Rung
    rule: RungRule
    clock: Clock
    grade: Grade


def deferred(saying: Saying, policy: Policy, calendar: Calendar, at: datetime) -> Deferred | None:
    """Return until when what is to be said at `at` (aware UTC) is deferred, for whoever lives by `calendar`.

    `None` where it is said at once: so is the first telling of a rung, unless it is night and the grade can wait; what
    somebody has asked for at that very time; and what stands before the due moment, at that moment at the latest. What
    is deferred is never dropped.
    """
    row, due_at = policy.bundle_rule(saying.grade), saying.clock.due_at
    if saying.rule.at == ASKED:
        return None
    until, why = at, ""
    if saying.rule.repeats and saying.rung.turn > 1:
        until, why = _next(row, calendar, at), AGAIN
    if not row.at_night and (later := _by_day(saying, policy, calendar, until)) > until:
        until, why = later, NIGHT
    if at < due_at < until:
        until, why = due_at, DUE
    return Deferred(until, why) if until > at else None


def _by_day(saying: Saying, policy: Policy, calendar: Calendar, at: datetime) -> datetime:
    """Return when what is to be said at `at` is said by day.

    The time to answer starts when the supervisor is told: silence is not reported before somebody could break it.
    """
    if saying.rule.at == "answer":
        told = _morning(policy, calendar, max(saying.clock.due_at, saying.clock.known_at))
        at = max(at, calendar.after(told, policy.grade_rule(saying.grade).answer_within))
    return _morning(policy, calendar, at)


def _next(row: BundleRule, calendar: Calendar, at: datetime) -> datetime:
    """Return the first of the row's hours at `at` or after it."""
    day = at.astimezone(calendar.zone).date()
    while True:
        moments = [_moment(calendar, day, hour) for hour in sorted(row.again_at)]
        later = [moment for moment in moments if moment >= at]
        if later and (calendar.is_working(day) or not row.working_days):
            return later[0]
        day += _DAY


def _morning(policy: Policy, calendar: Calendar, at: datetime) -> datetime:
    """Return when the night ends in which `at` lies; `at` itself by day."""
    hours, local = policy.quiet_hours, at.astimezone(calendar.zone)
    if not hours.holds(local.time()):
        return at
    day = local.date() if local.time() < hours.ends else local.date() + _DAY
    return max(_moment(calendar, day, hours.ends), at)


def _moment(calendar: Calendar, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, calendar.zone).astimezone(UTC)
