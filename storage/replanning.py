"""The timers of a case by what became of them, and their change where the policy is another than before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from casework.case import Grade
from casework.ladder import Rung
from storage import timers
from storage.tables import PENDING, RUNNING, TABLES

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, TextClause

    from storage.database import Transaction

_CASES, _CLOCKS, _TIMERS, _SETTINGS = (TABLES[name] for name in ("cases", "clocks", "timers", "settings"))
_NAME, _SINCE = "policy", "policy since"
Of = tuple[str, str, int]
"""Reference, clock, version of the clock."""


def fired(transaction: Transaction, references: Collection[str]) -> dict[Of, set[str]]:
    """Return the names of the rungs that were reached, by case, clock and version."""
    wanted = select(_TIMERS.c.reference, _TIMERS.c.clock, _TIMERS.c.version, _TIMERS.c.rung)
    found: dict[Of, set[str]] = {}
    for row in transaction.execute(wanted.where(_TIMERS.c.reference.in_(references), _TIMERS.c.state == "fired")):
        found.setdefault((row.reference, row.clock, row.version), set()).add(row.rung)
    return found


def pending(transaction: Transaction, references: Collection[str]) -> dict[Of, dict[str, Rung]]:
    """Return the rungs that are still to be reached, by case, clock and version."""
    wanted = select(_TIMERS).where(_TIMERS.c.reference.in_(references), PENDING)
    found: dict[Of, dict[str, Rung]] = {}
    for row in transaction.execute(wanted):
        rung = Rung(row.rung, row.due_at, row.turn)
        found.setdefault((row.reference, row.clock, row.version), {})[row.rung] = rung
    return found


def move(transaction: Transaction, of: Of, rung: str, at: datetime) -> None:
    """Let a rung that is still to be reached be due at another moment."""
    transaction.execute(update(_TIMERS).where(*_of(of), _TIMERS.c.rung == rung).values(due_at=at))


def promise(transaction: Transaction, of: Of, rungs: Collection[Rung]) -> None:
    """Let these rungs be reached, which are not pending: also one that an earlier policy had, and not the last."""
    timers.add(transaction, [(*of, rung) for rung in rungs])


def withdraw(transaction: Transaction, of: Of, rungs: Collection[str], now: datetime) -> None:
    """Let these rungs, which the policy no longer has, not be reached any more."""
    where = (*_of(of), _TIMERS.c.rung.in_(rungs))
    transaction.execute(update(_TIMERS).where(*where).values(state="withdrawn", ended_at=now))


def _of(of: Of) -> tuple[ColumnElement[bool] | TextClause, ...]:
    reference, clock, version = of
    return _TIMERS.c.reference == reference, _TIMERS.c.clock == clock, _TIMERS.c.version == version, PENDING


def by_severity(transaction: Transaction) -> list[str]:
    """Return the references of the cases in which a clock runs, of closed ones too, the most severe first."""
    runs = select(_CLOCKS.c.reference).where(_CLOCKS.c.reference == _CASES.c.reference, RUNNING)
    wanted = select(_CASES.c.reference, _CASES.c.grade).where(runs.exists())
    rows = transaction.execute(wanted).all()
    return [row.reference for row in sorted(rows, key=lambda row: (Grade(row.grade).severity, row.reference))]


def planned_by(transaction: Transaction) -> str | None:
    """Return the hash of the policy by which the open cases are planned, or `None` where that is not known."""
    return _setting(transaction, _NAME)


def planned_since(transaction: Transaction) -> datetime | None:
    """Return since when all open cases are planned by it, or `None` where that is not known."""
    written = _setting(transaction, _SINCE)
    return datetime.fromisoformat(written) if written else None


def _setting(transaction: Transaction, name: str) -> str | None:
    return transaction.execute(select(_SETTINGS.c.value).where(_SETTINGS.c.name == name)).scalar_one_or_none()


def note(transaction: Transaction, policy: str, now: datetime) -> None:
    """Write that hash, and that it holds since `now`."""
    for name, value in ((_NAME, policy), (_SINCE, now.isoformat())):
        if not transaction.execute(update(_SETTINGS).where(_SETTINGS.c.name == name).values(value=value)).rowcount:
            transaction.execute(_SETTINGS.insert().values(name=name, value=value))
