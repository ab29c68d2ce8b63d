"""Before days off it is checked that somebody above each officer is on duty; where nobody is, it is said once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from bot.reminders.dispatcher import ITSELF, duty
from bot.reminders.recipients import Duty, Matter, is_led, on_duty
from bot.views import coverage as view
from casework.absence import Absence, away
from casework.policy import Policy
from casework.workdays import Calendar
from storage import absences, accounts, digests, journal, outbox, people
from storage.database import Transaction
from storage.digests import Done
from storage.outbox import Message
from storage.roster import Roster, Team

_DAY = timedelta(days=1)
_AHEAD = 21
"""Days within which there is a weekend."""
_SEVERITY = 2
_DAYS_OFF = "days off"
"""What stands in the table of digests instead of a channel."""


class Check(NamedTuple):
    """That days off of a team are to be looked at, at a moment of the last working day before."""

    team: Team
    due_at: datetime
    days: tuple[date, ...]


def next_moment(roster: Roster, done: Done, policy: Policy, now: datetime) -> datetime | None:
    """Return when days off are to be looked at next, or were, where that was missed; `None` without a team."""
    return min((check.due_at for check in _open(roster, done, policy, now)), default=None)


def _open(roster: Roster, done: Done, policy: Policy, now: datetime) -> Iterator[Check]:
    """Yield the checks that are not done, those to come among them."""
    for team in roster.teams.values():
        last = done.get((team.name, _DAYS_OFF), date.min)
        yield from (check for check in _checks(team, policy, now) if last < check.days[0])


def _checks(team: Team, policy: Policy, now: datetime) -> tuple[Check, ...]:
    """Return the checks of the days off that are not over, or come within some weeks, the first on top."""
    today = now.astimezone(team.zone).date()
    return _checks_from(team, policy.calendar(team.zone), policy.coverage.checked_at, today)


@lru_cache(maxsize=1000)
def _checks_from(team: Team, calendar: Calendar, at: time, today: date) -> tuple[Check, ...]:
    """Return them; every beat asks, and they are the same all day."""
    day, found = today, []
    while not calendar.is_working(day):
        day -= _DAY
    for ahead in range(_AHEAD):
        last = day + ahead * _DAY
        if calendar.is_working(last) and (days := _days_off(last, calendar)) and days[-1] >= today:
            found.append(Check(team, datetime.combine(last, at, team.zone).astimezone(UTC), days))
    return tuple(found)


def _days_off(last: date, calendar: Calendar) -> tuple[date, ...]:
    days: list[date] = []
    while not calendar.is_working(last + (len(days) + 1) * _DAY):
        days.append(last + (len(days) + 1) * _DAY)
    return tuple(days)


def queue(transaction: Transaction, policy: Policy, now: datetime) -> None:
    """Look at the days off that are due to be looked at, and say where nobody is on duty."""
    roster = people.roster(transaction)
    due = [check for check in _open(roster, digests.last(transaction), policy, now) if check.due_at <= now]
    for check in due:
        digests.note(transaction, check.team.name, _DAYS_OFF, check.days[0], now)
        planned = absences.from_now(transaction, now)
        gone = accounts.gone(transaction).keys()
        gaps = {day: _without(roster, check.team, day, (planned, gone)) for day in check.days}
        found = [(day, names) for day, names in gaps.items() if names]
        if found:
            _say(transaction, check, found, duty(transaction, roster, now))
            facts: dict[str, str | int | None] = {"team": check.team.name, "days": len(found)}
            journal.record(transaction, journal.Entry(now, ITSELF, "nobody on duty", facts=facts))


def _without(roster: Roster, team: Team, day: date, known: tuple[Sequence[Absence], Collection[str]]) -> list[str]:
    """Return the names of the officers of a team above whom, at some moment of `day`, nobody is there."""
    planned, gone = known
    presences = [Duty(roster, away(planned, moment), gone) for moment in _moments(team, day, planned)]
    officers = roster.in_team(team.name, "officer")
    return [each.name for each in officers if not all(is_led(each.slack, team.name, there) for there in presences)]


def _moments(team: Team, day: date, planned: Sequence[Absence]) -> list[datetime]:
    """Return the moments of a day at which who is there may change: its beginning, and that and the end of absences."""
    starts, ends = (datetime.combine(each, time(), team.zone).astimezone(UTC) for each in (day, day + _DAY))
    changes = {moment for each in planned for moment in (each.starts_at, each.ends_at) if starts < moment < ends}
    return [starts, *sorted(changes)]


def _say(transaction: Transaction, check: Check, found: Sequence[tuple[date, Sequence[str]]], present: Duty) -> None:
    leaders = present.roster.in_team(check.team.name, "supervisor", "inspector")
    there = [each.slack for each in leaders if present.is_there(each.slack)]
    payload = view.uncovered(check.team.name, found)
    told = dict.fromkeys([*on_duty(Matter(None, check.team.name), present.roster), *there])
    outbox.queue(
        transaction,
        [Message("coverage", who, check.team.name, _SEVERITY, check.due_at, content=payload) for who in told],
        check.due_at,
    )
