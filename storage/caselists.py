"""Lists and counts of many cases, each by one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_, case, cast, func, select, union

from casework.case import Grade, Status
from storage.tables import OPEN, TABLES, UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select

    from storage.database import Transaction

_CASES, _CLOCKS, _ITEMS = TABLES["cases"], TABLES["clocks"], TABLES["items"]
_NAMES = ("reference", "team", "grade", "status", "owner", "graded_at", "evidence_known_at", "evidence_confirmed_at")
_SHOWN = [_CASES.c[name] for name in _NAMES]
_RUNS = _CLOCKS.c.stopped_at.is_(None)
_ITS_CLOCK = and_(
    _CLOCKS.c.reference == _ITEMS.c.reference,
    _CLOCKS.c.name == _ITEMS.c.kind + " #" + cast(_ITEMS.c.number, String),
    _RUNS,
)
"""The clock of an item, while it runs."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An open case in a list, with the clock that is due first; `None` where no clock runs."""

    reference: str
    team: str
    grade: Grade
    status: Status
    owner: str | None
    graded_at: datetime | None
    evidence_waits: bool
    clock: str | None
    due_at: datetime | None


def open_cases(transaction: Transaction, team: str, owner: str | None = None) -> list[Listed]:
    """Return the open cases of a team, or of one owner in it: by severity, then by what is due first."""
    wanted = select(_CASES.c.reference).where(_is_open(team))
    return _listing(transaction, wanted.where(_CASES.c.owner == owner) if owner else wanted)


def pressing(transaction: Transaction, team: str, by: datetime, clocks: Iterable[str]) -> list[Listed]:
    """Return the open cases of a team that want somebody's eye, in the order of `open_cases`.

    Something in them is due by a moment, or a clock of one of these names runs; nobody owns or has graded them, or
    evidence waits. The others are not read: of many cases few are pressing.
    """
    due = select(_CLOCKS.c.reference).where(_RUNS, _CLOCKS.c.due_at <= by)
    unsettled = select(_CASES.c.reference).where(_CASES.c.team == team, UNSETTLED)
    chosen = union(due, _with_clock(clocks), unsettled).subquery()
    wanted = select(_CASES.c.reference).join(chosen, chosen.c.reference == _CASES.c.reference).where(_is_open(team))
    return _listing(transaction, wanted)


def _is_open(team: str) -> ColumnElement[bool]:
    return and_(_CASES.c.team == team, OPEN)


def _listing(transaction: Transaction, references: Select[tuple[str]]) -> list[Listed]:
    """Return those cases by severity, then by what is due first."""
    chosen = references.cte("chosen")
    place = func.row_number().over(partition_by=_CLOCKS.c.reference, order_by=(_CLOCKS.c.due_at, _CLOCKS.c.name))
    running = (
        select(_CLOCKS.c.reference, _CLOCKS.c.name, _CLOCKS.c.due_at, place.label("place"))
        .join(chosen, chosen.c.reference == _CLOCKS.c.reference)
        .where(_RUNS)
        .subquery()
    )
    severity = case({grade.value: grade.severity for grade in Grade}, value=_CASES.c.grade)
    wanted = (
        select(*_SHOWN, running.c.name.label("clock"), running.c.due_at)
        .join(chosen, chosen.c.reference == _CASES.c.reference)
        .join(running, and_(running.c.reference == _CASES.c.reference, running.c.place == 1), isouter=True)
        .order_by(severity, running.c.due_at.is_(None), running.c.due_at, _CASES.c.reference)
    )
    return [_listed(row) for row in transaction.execute(wanted)]


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        reference=row.reference,
        team=row.team,
        grade=Grade(row.grade),
        status=Status(row.status),
        owner=row.owner,
        graded_at=row.graded_at,
        evidence_waits=row.evidence_known_at is not None and row.evidence_confirmed_at is None,
        clock=row.clock,
        due_at=row.due_at,
    )


def with_running_clocks(transaction: Transaction, team: str | None = None) -> list[str]:
    """Return the references of the cases of a team, or of all, in which a clock runs; of closed ones too."""
    wanted = (
        select(_CASES.c.reference)
        .distinct()
        .join(_CLOCKS, _CLOCKS.c.reference == _CASES.c.reference)
        .where(_RUNS)
        .order_by(_CASES.c.reference)
    )
    if team is not None:
        wanted = wanted.where(_CASES.c.team == team)
    return list(transaction.execute(wanted).scalars())


def open_count(transaction: Transaction) -> int:
    """Return how many cases are open, of all teams."""
    wanted = select(func.count()).select_from(_CASES).where(_CASES.c.status != Status.CLOSED.value)
    return int(transaction.execute(wanted).scalar_one())


def counts(transaction: Transaction, team: str) -> dict[Grade, int]:
    """Return how many open cases of each grade `team` has."""
    wanted = select(_CASES.c.grade, func.count()).where(_is_open(team)).group_by(_CASES.c.grade)
    return {Grade(grade): number for grade, number in transaction.execute(wanted)}


def open_by_owner(transaction: Transaction, team: str) -> dict[str, int]:
    """Return how many open cases each owner in `team` has."""
    wanted = (
        select(_CASES.c.owner, func.count()).where(_is_open(team), _CASES.c.owner.is_not(None)).group_by(_CASES.c.owner)
    )
    return dict[str, int](transaction.execute(wanted).all())


def running(transaction: Transaction, team: str, clocks: Iterable[str]) -> set[str]:
    """Return the references of a team's cases in which a clock of an item of one of these names runs."""
    wanted = (
        _with_clock(clocks)
        .distinct()
        .join(_CASES, _CASES.c.reference == _ITEMS.c.reference)
        .where(_CASES.c.team == team)
    )
    return set(transaction.execute(wanted).scalars())


def _with_clock(names: Iterable[str]) -> Select[tuple[str]]:
    return select(_ITEMS.c.reference).join(_CLOCKS, _ITS_CLOCK).where(_ITEMS.c.kind.in_(sorted(names)))


def left_behind(transaction: Transaction, person: str) -> list[str]:
    """Return the references of the open cases that `person` owns, and of those with an open item that they have."""
    owned = select(_CASES.c.reference).where(_CASES.c.owner == person, _CASES.c.status != Status.CLOSED.value)
    given = select(_ITEMS.c.reference).join(_CLOCKS, _ITS_CLOCK).where(_ITEMS.c.doer == person)
    return sorted(transaction.execute(owned.union(given)).scalars())
