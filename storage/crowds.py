"""What belongs together where more is due than is handled at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, select

from storage.tables import PENDING, TABLES
from storage.timers import ASIDE

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction

_CASES, _TIMERS = TABLES["cases"], TABLES["timers"]
_SOONEST = (
    select(_TIMERS.c.reference, _TIMERS.c.due_at)
    .where(PENDING, _TIMERS.c.due_at <= bindparam("now"), _TIMERS.c.reference.not_in(ASIDE))
    .order_by(_TIMERS.c.due_at)
    .limit(bindparam("most"))
    .subquery()
)
_WAITING = (
    select(_SOONEST.c.reference, _CASES.c.team, _CASES.c.grade, func.count().label("number"))
    .join(_CASES, _CASES.c.reference == _SOONEST.c.reference)
    .group_by(_SOONEST.c.reference, _CASES.c.team, _CASES.c.grade)
    .order_by(func.min(_SOONEST.c.due_at), _SOONEST.c.reference)
)


class Waiting(NamedTuple):
    """A case, its team and grade, and how many of its timers are due."""

    reference: str
    team: str
    grade: str
    number: int


def waiting(transaction: Transaction, now: datetime, most: int) -> list[Waiting]:
    """Return the cases of the `most` timers that are due, the longest overdue first; nobody is kept from them."""
    return [Waiting(*row) for row in transaction.execute(_WAITING, {"now": now, "most": most})]
