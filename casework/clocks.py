"""Case and policy → clocks: when each started, when it is due, what stopped it, and why it is due then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.case import Case, Grade, Item
from casework.policy import ClockRule, Policy
from casework.workdays import Calendar, Period


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one case. All moments are aware UTC datetimes.

    `known_at` is when the force's own record first held what the due moment rests on: a rung is never due before it,
    however long ago the case was received. `grade` is the case's grade where the period depends on it, else `None`.
    `stopped_at` is the stopping fact, or the closing of the case; `None` while the clock runs.
    """

    name: str
    started_at: datetime
    due_at: datetime
    known_at: datetime
    period: str
    grade: Grade | None
    stopped_at: datetime | None

    @property
    def is_running(self) -> bool:
        """Whether the stopping fact is still missing."""
        return self.stopped_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the clock runs and its due moment has come."""
        return self.is_running and self.due_at <= now


def clocks(case: Case, policy: Policy, calendar: Calendar) -> tuple[Clock, ...]:
    """Return every clock of `case` that has started, in the policy's order; an item's is named "CCTV #3"."""
    return tuple(clock for rule in policy.clock for clock in _of(rule, case, policy, calendar))


def _of(rule: ClockRule, case: Case, policy: Policy, calendar: Calendar) -> Iterator[Clock]:
    if rule.is_of_items:
        yield from (_of_item(rule, item, case, policy, calendar) for item in case.items if item.kind == rule.name)
        return
    started = case.moment(rule.starts)
    if started is not None:
        yield _clock(rule, case, policy, calendar, started)


def _clock(rule: ClockRule, case: Case, policy: Policy, calendar: Calendar, started: datetime) -> Clock:
    by_grade = isinstance(rule.period, dict)
    period = period_of(rule, case.grade, policy)
    recorded = max(started, case.logged_at)
    return Clock(
        name=rule.name,
        started_at=started,
        due_at=calendar.after(started, period),
        known_at=max(recorded, case.graded_at or recorded) if by_grade else recorded,
        period=period.text,
        grade=case.grade if by_grade else None,
        stopped_at=case.moment(rule.stops) or case.closed_at,
    )


def _of_item(rule: ClockRule, item: Item, case: Case, policy: Policy, calendar: Calendar) -> Clock:
    by_grade = isinstance(rule.period, dict) and item.due_at is None
    period = period_of(rule, case.grade, policy)
    recorded = max(item.starts_at, item.recorded_at)
    return Clock(
        name=f"{rule.name} #{item.number}",
        started_at=item.starts_at,
        due_at=item.due_at or calendar.after(item.starts_at, period),
        known_at=max(recorded, case.graded_at or recorded) if by_grade else recorded,
        period="as agreed" if item.due_at else period.text,
        grade=case.grade if by_grade else None,
        stopped_at=item.done_at or (None if rule.outlives_case else case.closed_at),
    )


def item_of(clock: Clock, case: Case) -> Item | None:
    """Return the item that `clock` belongs to, or `None` for a clock of the case itself."""
    _, _, number = clock.name.partition(" #")
    return case.item(int(number)) if number else None


def doer_of(clock: Clock, case: Case) -> str | None:
    """Return who has to do what `clock` is about where that is not the case's owner, else `None`."""
    item = item_of(clock, case)
    return item.doer if item else None


def period_of(rule: ClockRule, grade: Grade, policy: Policy) -> Period:
    """Return the time that `rule` allows for a case of `grade`."""
    return rule.period if isinstance(rule.period, Period) else rule.period[policy.treated_as(grade)]
