"""What people answered to a reminder: that they have it, until that expires; or that they are to be told later."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from storage.database import Transaction

_ANSWERS = TABLES["answers"]
_CLOCKS = TABLES["clocks"]
Turn = tuple[str, str, int, int]
"""Reference, clock, version of the clock, turn from 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """That `by` said “I have this” to a version of a clock at `at`; it holds until `until` (aware UTC)."""

    reference: str
    clock: str
    version: int
    turn: int
    by: str
    at: datetime
    until: datetime


def next_turn(transaction: Transaction, reference: str, clock: str, version: int) -> int:
    """Return the turn of the next answer to this version of a clock, from 1."""
    of_it = (_ANSWERS.c.reference == reference, _ANSWERS.c.clock == clock, _ANSWERS.c.version == version)
    return int(transaction.execute(select(func.count()).select_from(_ANSWERS).where(*of_it)).scalar_one()) + 1


def give(transaction: Transaction, answer: Answer) -> None:
    """Record an answer, in place of the one before."""
    transaction.execute(insert(_ANSWERS), [asdict(answer)])
    where = (_CLOCKS.c.reference == answer.reference, _CLOCKS.c.name == answer.clock)
    present = {"answered_by": answer.by, "answered_at": answer.at, "answered_until": answer.until}
    transaction.execute(update(_CLOCKS).where(*where).values(present))


def given(transaction: Transaction, references: Collection[str]) -> dict[Turn, Answer]:
    """Return every answer that was given about these cases."""
    rows = transaction.execute(select(_ANSWERS).where(_ANSWERS.c.reference.in_(references)))
    return {(row.reference, row.clock, row.version, row.turn): Answer(*row) for row in rows}
