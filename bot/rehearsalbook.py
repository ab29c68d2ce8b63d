"""A rehearsal on a terminal: who would be told what, what would run out, what a policy or an absence changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from rich.console import RenderableType
from rich.table import Table

from bot.context import HOUSE_ZONE
from bot.reminders.rehearsal import (
    AHEAD,
    Breach,
    Difference,
    Rehearsal,
    Stage,
    Telling,
    difference,
    messages,
    rehearse,
    stage,
)
from bot.usecases import history
from casework.absence import Leave
from casework.errors import Refusal
from casework.policy import Policy
from storage import people
from storage.database import reading
from storage.opening import Opened

_MOST = 60
"""Lines of one table; `--json` gives all."""


class NobodyOfThatId(Refusal):
    """There is nobody with the Slack id {slack} on the roster."""


class NoSuchWeek(Refusal):
    """The absence must end after it begins: give `--from` and `--until` as dates, such as 2026-12-07."""


def what_if(person: str | None, starts: datetime | None, ends: datetime | None, cover: str | None) -> Leave | None:
    """Return the absence that was asked for, or `None`; `NoSuchWeek` where it lacks a day, or ends before it begins."""
    if person is None:
        return None
    if starts is None or ends is None or ends <= starts:
        raise NoSuchWeek
    return Leave(person, starts.date(), ends.date(), cover)


def perform(opened: Opened, policies: tuple[Policy, Policy], leave: Leave | None, now: datetime) -> Performance:
    """Rehearse what stands now by the first policy, then by the second and with somebody away where that is asked.

    `NobodyOfThatId` where they, or their cover, are not on the roster.
    """
    with reading(opened.engine, opened.keyring) as transaction:
        on = stage(transaction, people.roster(transaction), now)
    for slack in (leave.person, leave.cover) if leave else ():
        if slack is not None and slack not in on.roster.people:
            raise NobodyOfThatId(slack=slack)
    present, other = policies
    before, after = rehearse(on, present), rehearse(on.without(leave), other)
    return Performance(on, before, after, difference(before, after))


@dataclass(frozen=True, slots=True)
class Performance:
    """A rehearsal as things are, another as they might be, and the difference."""

    on: Stage
    before: Rehearsal
    after: Rehearsal
    differs: Difference


def tables(done: Performance) -> Iterator[RenderableType]:
    """Give the tables: how much each would hear, what would run out, what is said when, and what differs."""
    named = _Names(done.on)
    days = f"{AHEAD // timedelta(days=1)} days"
    yield _loads(done, named, f"Messages in the next {days}, while nobody does anything")
    yield _breaches("Clocks that are overdue or run out", done.after.breaches, named)
    yield _tellings("Who would be told what", done.after.tellings, named)
    if done.differs.is_empty:
        return
    yield _tellings("Would be said, and is not by what holds now", done.differs.new, named)
    yield _tellings("Is said by what holds now, and would not be", done.differs.no_longer, named)
    yield _breaches("Would run out, and does not by what holds now", done.differs.breached, named)
    yield _breaches("Runs out by what holds now, and would not", done.differs.in_time, named)


class _Names:
    """What people, channels and moments are called."""

    def __init__(self, on: Stage) -> None:
        self._on = on

    def of(self, slack: str) -> str:
        return history.name(slack, self._on.roster)

    def at(self, moment: datetime) -> str:
        return f"{moment.astimezone(HOUSE_ZONE):%a %Y-%m-%d %H:%M}"


def _loads(done: Performance, named: _Names, title: str) -> Table:
    now, then = (messages(part) for part in (done.before, done.after))
    table = _table(title, "who", "as things are", "in this rehearsal")
    for slack in sorted(now.keys() | then.keys(), key=lambda each: (-then[each], named.of(each))):
        table.add_row(named.of(slack), f"{now[slack]:,}", f"{then[slack]:,}")
    return table


def _breaches(title: str, breaches: Sequence[Breach], named: _Names) -> Table:
    table = _table(f"{title} ({len(breaches):,})", "due", "case", "grade", "clock")
    for each in breaches[:_MOST]:
        table.add_row(named.at(each.due_at), each.reference, each.grade, each.clock)
    return _rest(table, breaches)


def _tellings(title: str, tellings: Sequence[Telling], named: _Names) -> Table:
    table = _table(f"{title} ({len(tellings):,})", "when", "case", "grade", "clock", "rung", "who")
    for each in tellings[:_MOST]:
        who = "\n".join(f"{named.of(slack)} as {role}{_later(each, slack, named)}" for slack, role in each.who)
        turn = f" ({each.turn})" if each.turn else ""
        table.add_row(named.at(each.at), each.reference, each.grade, each.clock, f"{each.rung}{turn}", who)
    return _rest(table, tellings)


def _later(telling: Telling, slack: str, named: _Names) -> str:
    at = telling.told_at(slack)
    return f", {named.at(at)}" if at != telling.at else ""


def _table(title: str, *headings: str) -> Table:
    return Table(*headings, title=title, title_justify="left")


def _rest(table: Table, rows: Sequence[object]) -> Table:
    if len(rows) > _MOST:
        table.caption = f"… and {len(rows) - _MOST:,} more: --json prints them all"
    return table


def as_json(done: Performance) -> str:
    """Return both rehearsals and the difference as JSON: moments in UTC as ISO 8601 writes them, people by Slack id."""
    parts = {"now": done.on.now, "before": asdict(done.before), "after": asdict(done.after)}
    return json.dumps(parts | {"difference": asdict(done.differs)}, indent=2, default=_plain)


def _plain(moment: datetime) -> str:
    return moment.isoformat()
