"""“Remind me…”: until when one may put off one's own reminders, what is on offer, and what is not said meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from casework.case import Grade
from casework.clocks import Clock
from casework.policy import Policy, RungRule
from casework.policy_rows import ASKED
from casework.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Choice:
    """A moment at which one may be reminded (aware UTC); `after` is how far off that is, empty for a morning."""

    at: datetime
    after: str = ""


def may_ask(clock: Clock, policy: Policy, now: datetime) -> bool:
    """Whether one may ask to be reminded of `clock`: its ladder has a rung for it, and it is not due yet."""
    ladder = policy.rungs(policy.clock_rule(clock.name).ladder)
    return clock.is_running and now < clock.due_at and any(rule.at == ASKED for rule in ladder)


def latest(clock: Clock, grade: Grade, policy: Policy, calendar: Calendar, now: datetime) -> datetime:
    """Return the last moment that may be asked for: within the grade's time, and never past the due moment."""
    return min(calendar.after(now, policy.grade_rule(grade).remind_within), clock.due_at)


def choices(clock: Clock, grade: Grade, policy: Policy, calendar: Calendar, now: datetime) -> tuple[Choice, ...]:
    """Return what is on offer, the soonest first: only what is allowed."""
    last = latest(clock, grade, policy, calendar, now)
    soon = (Choice(now + period.elapsed, period.text) for period in policy.remind_me.choices)
    offered = [choice for choice in (*soon, *_mornings(calendar, now)) if choice.at <= last]
    return tuple(sorted(offered, key=lambda choice: choice.at))


def _mornings(calendar: Calendar, now: datetime) -> Iterator[Choice]:
    """Yield the morning of the next day and, where that is no working day, of the next one that is."""
    tomorrow = now.astimezone(calendar.zone).date() + timedelta(days=1)
    morning = datetime.combine(tomorrow, calendar.starts, calendar.zone)
    for at in dict.fromkeys((morning, calendar.counted_from(morning))):
        yield Choice(at.astimezone(UTC))


def is_put_off(rule: RungRule, clock: Clock, until: datetime, now: datetime) -> bool:
    """Whether a rung is not said at `now` to its clock's owner, who asked to be reminded at `until` instead.

    Only what stands before the due moment can be put off, and never beyond it.
    """
    stands_before = rule.share is not None or bool(rule.beside[1])
    return stands_before and now < min(until, clock.due_at)
