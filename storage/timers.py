"""Clocks and timers as rows: what was promised, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from storage.database import Transaction

_CLOCKS = TABLES["clocks"]
_TIMERS = TABLES["timers"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A clock as it is stored: with its version, and the answer that somebody gave to this version."""

    clock: Clock
    version: int
    answered_by: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that is due."""

    id: int
    reference: str
    clock: str
    version: int
    rung: Rung


def clocks(transaction: Transaction, references: Iterable[str]) -> dict[str, dict[str, Kept]]:
    """Return the stored clocks of each of `references`, by name."""
    found: dict[str, dict[str, Kept]] = {}
    for row in transaction.session.execute(select(_CLOCKS).where(_CLOCKS.c.reference.in_(sorted(set(references))))):
        grade = Grade(row.grade) if row.grade else None
        clock = Clock(row.name, row.started_at, row.due_at, row.known_at, row.period, grade, row.stopped_at)
        found.setdefault(row.reference, {})[row.name] = Kept(clock, row.version, row.answered_by, row.answered_at)
    return found


def keep(transaction: Transaction, reference: str, plan: Sequence[tuple[Clock, tuple[Rung, ...]]]) -> None:
    """Make the stored clocks and pending timers of a case those of `plan`.

    A clock whose basis changed (start, due moment, grade, whether it runs) gets the next version, no answer, and its rungs anew; what was
    pending for the version before is withdrawn. Any other clock is left as it is, with the timers that have fired.
    """
    stored = clocks(transaction, [reference]).get(reference, {})
    for clock, rungs in plan:
        before = stored.get(clock.name)
        if before and _basis(before.clock) == _basis(clock):
            continue
        version = before.version + 1 if before else 1
        withdraw(transaction, reference, clock.name)
        _write(transaction, reference, clock, version)
        add(transaction, [(reference, clock.name, version, rung) for rung in rungs])


def _basis(clock: Clock) -> tuple[object, ...]:
    return clock.started_at, clock.due_at, clock.grade, clock.is_running


def _write(transaction: Transaction, reference: str, clock: Clock, version: int) -> None:
    values = {
        name: getattr(clock, name) for name in ("started_at", "due_at", "known_at", "period", "grade", "stopped_at")
    }
    values |= {"version": version, "answered_by": None, "answered_at": None}
    where = (_CLOCKS.c.reference == reference, _CLOCKS.c.name == clock.name)
    transaction.session.execute(delete(_CLOCKS).where(*where))
    transaction.session.execute(insert(_CLOCKS).values(reference=reference, name=clock.name, **values))


def withdraw(transaction: Transaction, reference: str, clock: str) -> None:
    """Take back what is still pending of a clock."""
    where = (_TIMERS.c.reference == reference, _TIMERS.c.clock == clock, _TIMERS.c.state == "pending")
    transaction.session.execute(update(_TIMERS).where(*where).values(state="withdrawn"))


def add(transaction: Transaction, timers: Sequence[tuple[str, str, int, Rung]]) -> None:
    """Write new timers: reference, clock, version of the clock, rung."""
    rows = [
        {
            "reference": reference,
            "clock": clock,
            "version": version,
            "rung": rung.name,
            "turn": rung.turn,
            "due_at": rung.at,
            "state": "pending",
        }
        for reference, clock, version, rung in timers
    ]
    if rows:
        transaction.session.execute(insert(_TIMERS), rows)


def due(transaction: Transaction, now: datetime, limit: int) -> list[Due]:
    """Return up to `limit` timers that are due, the longest overdue first; other processes pass these over until the commit."""
    wanted = (
        select(
            _TIMERS.c.id,
            _TIMERS.c.reference,
            _TIMERS.c.clock,
            _TIMERS.c.version,
            _TIMERS.c.rung,
            _TIMERS.c.turn,
            _TIMERS.c.due_at,
        )
        .where(_TIMERS.c.state == "pending", _TIMERS.c.due_at <= now)
        .order_by(_TIMERS.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = transaction.session.execute(wanted)
    return [Due(row.id, row.reference, row.clock, row.version, Rung(row.rung, row.due_at, row.turn)) for row in rows]


def fired(transaction: Transaction, ids: Sequence[int]) -> None:
    """Mark timers as having done their work."""
    transaction.session.execute(
        _TIMERS.update().where(_TIMERS.c.id == bindparam("timer")).values(state="fired"),
        [{"timer": number} for number in ids],
    )


def next_due(transaction: Transaction) -> datetime | None:
    """Return when the next timer is due, or `None` when nothing is pending."""
    wanted = select(_TIMERS.c.due_at).where(_TIMERS.c.state == "pending").order_by(_TIMERS.c.due_at).limit(1)
    return transaction.session.execute(wanted).scalar_one_or_none()  # type: ignore[no-any-return]  # a moment


def answer(transaction: Transaction, reference: str, clock: str, by: str, at: datetime) -> None:
    """Record that `by` has this clock, as it now is."""
    where = (_CLOCKS.c.reference == reference, _CLOCKS.c.name == clock)
    transaction.session.execute(update(_CLOCKS).where(*where).values(answered_by=by, answered_at=at))
