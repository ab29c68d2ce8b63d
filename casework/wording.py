"""Moments, lengths and reasons in an officer's words; every view says them alike."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from casework.case import Case, Grade
from casework.clocks import Clock, item_of, period_of
from casework.policy import Policy

_MINUTE = timedelta(minutes=1)
_WEEK, _TWO_MONTHS = 7, 60
_DAYS_IN_A_MONTH = 365.25 / 12
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def plural(number: int, noun: str) -> str:
    """Return "1 case", "2 cases", "1,200 cases"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return `at` as the clock in `zone` shows it, seen from `now`; both are aware.

    "today 14:05", "tomorrow 09:00", "yesterday 17:30", "Tue 4 Nov 09:00", in another year "Tue 4 Nov 2025 09:00"; an
    hour that the end of daylight saving brings twice has its zone: "today 01:30 BST".
    """
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    near = _NEAR.get((local.date() - today).days)
    return f"{near} {_hour(local)}" if near else _weekday(local, today.year)


def length(time: timedelta) -> str:
    """Return how long `time` is, to the minute below a day and coarser above; its sign is left out.

    "less than a minute", "40 min", "3 h 20 min", "2 days 4 h", from a week on "45 days", from 60 days on "18 months",
    from three years on "4 years".
    """
    minutes = round(abs(time) / _MINUTE)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days >= _TWO_MONTHS:
        return _months(round(days / _DAYS_IN_A_MONTH))
    if days:
        return _both(plural(days, "day"), hours % 24 if days < _WEEK else 0, "h")
    if hours:
        return _both(f"{hours} h", minutes % 60, "min")
    return f"{minutes} min" if minutes else "less than a minute"


def due(clock: Clock, now: datetime, zone: ZoneInfo) -> str:
    """Return how a clock stands at `now`, with its moments as the clock in `zone` shows them.

    "due tomorrow 09:00 (in 23 h)", "overdue by 3 h 20 min, was due today 09:00", "done today 10:02".
    """
    if clock.stopped_at is not None:
        return f"done {moment(clock.stopped_at, now, zone)}"
    at = moment(clock.due_at, now, zone)
    if clock.is_overdue(now):
        return f"overdue by {length(now - clock.due_at)}, was due {at}"
    return f"due {at} (in {length(clock.due_at - now)})"


def because(clock: Clock, case: Case, policy: Policy, zone: ZoneInfo) -> str:
    """Return what the due moment of `clock` rests on: "received 3 Nov 09:12; graded high; 7 days".

    Dates are of the year in which the case was logged, which its reference bears; another year is named. Working days
    say from when they count where that is not the start: "1 working day, counted from Mon 4 May 08:00 because 2 May is
    not a working day", "1 working day, counted from 08:00, when the working day starts".
    """
    year = case.logged_at.astimezone(zone).year
    rule = policy.clock_rule(clock.name)
    start = clock.started_at.astimezone(zone)
    graded = () if clock.grade is None else (_graded(clock.grade, policy),)
    counted = ""
    item = item_of(clock, case)
    if item is not None and item.due_at:
        return f"as agreed on {_date(start, year)} {_hour(start)}"
    if period_of(rule, case.grade, policy).working_days:
        counted = _counted(start, policy.calendar(zone).counted_from(start), year)
    began = rule.starts if item is None else "counted from"
    return "; ".join([f"{began} {_date(start, year)} {_hour(start)}", *graded, clock.period + counted])


def why(clock: Clock, case: Case, policy: Policy, zone: ZoneInfo) -> str:
    """Return `because` as a whole sentence: "Received 3 Nov 09:12; graded high; 7 days: due Tue 10 Nov 09:12."."""
    reason = because(clock, case, policy, zone)
    at = clock.due_at.astimezone(zone)
    return f"{reason[0].upper()}{reason[1:]}: due {_weekday(at, case.logged_at.astimezone(zone).year)}."


def _counted(start: datetime, first: datetime, year: int) -> str:
    if first == start:
        return ""
    if first.date() == start.date():
        return f", counted from {_hour(first)}, when the working day starts"
    return f", counted from {_weekday(first, year)} because {_date(start, year)} is not a working day"


def _graded(grade: Grade, policy: Policy) -> str:
    judged = "not graded yet" if grade is Grade.UNGRADED else f"graded {grade}"
    treated = policy.treated_as(grade)
    return judged if treated is grade else f"{judged}, so treated as {treated}"


def _months(months: int) -> str:
    return plural(months // 12, "year") if months >= 3 * 12 else plural(months, "month")


def _both(whole: str, rest: int, unit: str) -> str:
    return f"{whole} {rest} {unit}" if rest else whole


def _weekday(local: datetime, year: int) -> str:
    return f"{local:%a} {_date(local, year)} {_hour(local)}"


def _date(local: datetime, year: int) -> str:
    return f"{local.day} {local:%b}" if local.year == year else f"{local.day} {local:%b} {local.year}"


def _hour(local: datetime) -> str:
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M} {local.tzname()}" if twice else f"{local:%H:%M}"
