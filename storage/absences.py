"""Absences as rows and as values. A row outlives its person's place on the roster, and then does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update

from casework.absence import Absence
from storage.tables import TABLES

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction

_ROWS = TABLES["absences"]
_FROM_NOW = (
    select(_ROWS)
    .where(_ROWS.c.ends_at > bindparam("now"), _ROWS.c.ends_at > _ROWS.c.starts_at)
    .order_by(_ROWS.c.starts_at, _ROWS.c.id)
)


def from_now(transaction: Transaction, now: datetime) -> list[Absence]:
    """Return every absence that has not ended at `now`, those to come included, in the order in which they begin."""
    rows = transaction.execute(_FROM_NOW, {"now": now})
    return [Absence(row.person, row.starts_at, row.ends_at, row.cover, row.id) for row in rows]


def add(transaction: Transaction, absence: Absence) -> None:
    """Write a new absence."""
    values = {"person": absence.person, "starts_at": absence.starts_at, "ends_at": absence.ends_at}
    transaction.execute(insert(_ROWS).values(**values, cover=absence.cover))


def end(transaction: Transaction, absence: Absence, at: datetime) -> None:
    """Let an absence end at `at`; one that had not begun never does."""
    ends = max(at, absence.starts_at)
    transaction.execute(update(_ROWS).where(_ROWS.c.id == absence.id).values(ends_at=ends))
