"""Clocks and timers as rows: what was promised, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from storage.tables import PENDING, TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from storage.database import Transaction

_CASES = TABLES["cases"]
_CLOCKS = TABLES["clocks"]
_TIMERS = TABLES["timers"]
_OF = select(_CLOCKS).where(_CLOCKS.c.reference.in_(bindparam("of", expanding=True)))
_ADD_CLOCK = insert(_CLOCKS)
_IN_SQLITE, _IN_POSTGRESQL = sqlite.insert(_TIMERS), postgresql.insert(_TIMERS)
_RUNG = ("reference", "clock", "version", "rung", "turn")
_AGAIN = {"due_at": _IN_SQLITE.excluded.due_at, "state": _IN_SQLITE.excluded.state, "ended_at": None}
_ADD = {
    "sqlite": _IN_SQLITE.on_conflict_do_update(index_elements=_RUNG, set_=_AGAIN),
    "postgresql": _IN_POSTGRESQL.on_conflict_do_update(index_elements=_RUNG, set_=_AGAIN),
}
_FIRED = (
    update(_TIMERS)
    .where(_TIMERS.c.id.in_(bindparam("timers", expanding=True)))
    .values(state="fired", ended_at=bindparam("now"))
)
_NO_LIMIT = 2**31 - 1
ASIDE = select(TABLES["mishaps"].c.subject)
"""The cases that are put aside."""
_EVERY_DUE = (
    select(
        _TIMERS.c.id,
        _TIMERS.c.reference,
        _TIMERS.c.clock,
        _TIMERS.c.version,
        _TIMERS.c.rung,
        _TIMERS.c.turn,
        _TIMERS.c.due_at,
    )
    # The case is held first: the timers of one that somebody else holds are left for the next beat, all of them.
    .select_from(_CASES)
    .join(_TIMERS, _CASES.c.reference == _TIMERS.c.reference)
    .where(PENDING, _TIMERS.c.due_at <= bindparam("now"))
    .order_by(_TIMERS.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_DUE = _EVERY_DUE.where(_TIMERS.c.reference.not_in(ASIDE))
_DUE_OF = _EVERY_DUE.where(_TIMERS.c.reference == bindparam("its_reference"))
_DUE_IN = _DUE.where(_TIMERS.c.reference.in_(bindparam("of", expanding=True)))
_NEXT = select(_TIMERS.c.due_at).where(PENDING, _TIMERS.c.reference.not_in(ASIDE)).order_by(_TIMERS.c.due_at).limit(1)
# From each name to the next one in the index: a million clocks have some hundred names.
_FIRST = select(func.min(_CLOCKS.c.name).label("name")).cte("found", recursive=True)
_FOLLOWING = select(func.min(_CLOCKS.c.name)).where(_CLOCKS.c.name > _FIRST.c.name).scalar_subquery()
_FOUND = _FIRST.union_all(select(_FOLLOWING).where(_FIRST.c.name.is_not(None)))
_NAMES = select(_FOUND.c.name).where(_FOUND.c.name.is_not(None))


@dataclass(frozen=True, slots=True)
class Kept:
    """A clock as it is stored: with its version, and the last answer that somebody gave to this version."""

    clock: Clock
    version: int
    answered_by: str | None = None
    answered_at: datetime | None = None
    answered_until: datetime | None = None

    def is_answered(self, now: datetime) -> bool:
        """Whether somebody has it at `now`: an answer expires."""
        return self.answered_until is not None and now < self.answered_until


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
    for row in transaction.execute(_OF, {"of": list(set(references))}):
        grade = Grade(row.grade) if row.grade else None
        clock = Clock(row.name, row.started_at, row.due_at, row.known_at, row.period, grade, row.stopped_at)
        answer = (row.answered_by, row.answered_at, row.answered_until)
        found.setdefault(row.reference, {})[row.name] = Kept(clock, row.version, *answer)
    return found


def keep(
    transaction: Transaction, reference: str, plan: Sequence[tuple[Clock, tuple[Rung, ...]]], now: datetime
) -> None:
    """Make the stored clocks and pending timers of a case those of `plan`, at `now`.

    A clock whose basis changed (start, due moment, grade, whether it runs) gets the next version, no answer, and its
    rungs anew; what was pending for the version before is withdrawn. A clock that is no longer in the plan goes, with
    what was pending of it. Any other clock is left as it is, with the timers that have fired.
    """
    stored = clocks(transaction, [reference]).get(reference, {})
    planned = {clock.name for clock, _ in plan}
    changed = [(clock, rungs) for clock, rungs in plan if not _is_kept(stored.get(clock.name), clock)]
    outdated = {name for name in stored if name not in planned} | {clock.name for clock, _ in changed} & stored.keys()
    versions = _versions(transaction, reference, stored)
    if outdated:
        _withdraw(transaction, reference, outdated, now)
        of_these = (_CLOCKS.c.reference == reference, _CLOCKS.c.name.in_(outdated))
        transaction.execute(delete(_CLOCKS).where(*of_these))
    if changed:
        rows = [_row(reference, clock, versions.get(clock.name, 0) + 1) for clock, _ in changed]
        transaction.execute(_ADD_CLOCK, rows)
        add(
            transaction,
            [
                (reference, clock.name, versions.get(clock.name, 0) + 1, rung)
                for clock, rungs in changed
                for rung in rungs
            ],
        )


def _is_kept(kept: Kept | None, clock: Clock) -> bool:
    return kept is not None and stands(kept, clock)


def stands(kept: Kept, clock: Clock) -> bool:
    """Whether a stored clock still has the basis that `clock` has, so that what was planned for it holds."""
    return _basis(kept.clock) == _basis(clock)


def _basis(clock: Clock) -> tuple[object, ...]:
    return clock.started_at, clock.due_at, clock.grade, clock.is_running


def _versions(transaction: Transaction, reference: str, stored: dict[str, Kept]) -> dict[str, int]:
    """Return the last version of each clock of a case, also of one that went: its number is not given again."""
    last = select(_TIMERS.c.clock, func.max(_TIMERS.c.version)).where(_TIMERS.c.reference == reference)
    used = dict[str, int](transaction.execute(last.group_by(_TIMERS.c.clock)).all())
    return used | {name: max(kept.version, used.get(name, 0)) for name, kept in stored.items()}


def _row(reference: str, clock: Clock, version: int) -> dict[str, Any]:
    return {
        "reference": reference,
        "name": clock.name,
        "version": version,
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "known_at": clock.known_at,
        "period": clock.period,
        "grade": clock.grade,
        "stopped_at": clock.stopped_at,
    }


def _withdraw(transaction: Transaction, reference: str, names: Collection[str], now: datetime) -> None:
    where = (_TIMERS.c.reference == reference, _TIMERS.c.clock.in_(names), PENDING)
    transaction.execute(update(_TIMERS).where(*where).values(state="withdrawn", ended_at=now))


def add(transaction: Transaction, timers: Sequence[tuple[str, str, int, Rung]]) -> None:
    """Let these rungs be reached: reference, clock, version of the clock, rung.

    Where there is such a timer already, withdrawn by an audit or by an earlier policy, it is pending again.
    """
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
        transaction.execute(_ADD[transaction.connection.dialect.name], rows)


def due(transaction: Transaction, now: datetime, limit: int) -> list[Due]:
    """Return up to `limit` timers that are due, the longest overdue first; others pass these over until the commit.

    Those of a case that is put aside are left out: see `due_of`.
    """
    return _due(transaction, _DUE, {"now": now, "most": limit})


def due_in(transaction: Transaction, references: Collection[str], now: datetime) -> list[Due]:
    """Return all timers of these cases that are due; of a case that another holds, none."""
    return _due(transaction, _DUE_IN, {"now": now, "most": _NO_LIMIT, "of": list(references)})


def due_of(transaction: Transaction, reference: str, now: datetime, limit: int) -> list[Due]:
    """Return up to `limit` timers of one case that are due, put aside or not."""
    return _due(transaction, _DUE_OF, {"now": now, "most": limit, "its_reference": reference})


def _due(transaction: Transaction, wanted: Select[Any], values: dict[str, Any]) -> list[Due]:
    rows = transaction.execute(wanted, values)
    return [Due(row.id, row.reference, row.clock, row.version, Rung(row.rung, row.due_at, row.turn)) for row in rows]


def fired(transaction: Transaction, ids: Sequence[int], now: datetime) -> None:
    """Mark timers as having done their work at `now`."""
    if ids:
        transaction.execute(_FIRED, {"timers": list(ids), "now": now})


def next_due(transaction: Transaction) -> datetime | None:
    """Return when the next timer is due, or `None` when nothing is pending; of what is put aside, nothing is."""
    moment: datetime | None = transaction.execute(_NEXT).scalar_one_or_none()
    return moment


def names(transaction: Transaction) -> set[str]:
    """Return the names of the policy's clocks that a case has run by; an item's clock bears its row's name."""
    return {name.partition(" #")[0] for name in transaction.execute(_NAMES).scalars()}
