"""What people answered to a reminder: that they have it, until that expires; or that they are to be told later."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select, update

from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Table

    from storage.database import Transaction

_ANSWERS = TABLES["answers"]
_CLOCKS = TABLES["clocks"]
_WISHES = TABLES["wishes"]
_GIVEN = select(_ANSWERS).where(_ANSWERS.c.reference.in_(bindparam("of", expanding=True)))
_ASKED = select(_WISHES).where(_WISHES.c.reference.in_(bindparam("of", expanding=True))).order_by(_WISHES.c.turn)
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


@dataclass(frozen=True, slots=True)
class Wish:
    """That `person` asked at `asked_at` to be reminded of a version of a clock at `remind_at`, and not before."""

    reference: str
    clock: str
    version: int
    turn: int
    person: str
    asked_at: datetime
    remind_at: datetime


def next_turn(transaction: Transaction, reference: str, clock: str, version: int) -> int:
    """Return the turn of the next answer to this version of a clock, from 1."""
    return _next(transaction, _ANSWERS, reference, clock, version)


def next_wish(transaction: Transaction, reference: str, clock: str, version: int) -> int:
    """Return the turn of the next wish about this version of a clock, from 1."""
    return _next(transaction, _WISHES, reference, clock, version)


def _next(transaction: Transaction, table: Table, reference: str, clock: str, version: int) -> int:
    of_it = (table.c.reference == reference, table.c.clock == clock, table.c.version == version)
    return int(transaction.execute(select(func.count()).select_from(table).where(*of_it)).scalar_one()) + 1


def give(transaction: Transaction, answer: Answer) -> None:
    """Record an answer, in place of the one before."""
    transaction.execute(insert(_ANSWERS), [asdict(answer)])
    where = (_CLOCKS.c.reference == answer.reference, _CLOCKS.c.name == answer.clock)
    present = {"answered_by": answer.by, "answered_at": answer.at, "answered_until": answer.until}
    transaction.execute(update(_CLOCKS).where(*where).values(present))


def given(transaction: Transaction, references: Collection[str]) -> dict[Turn, Answer]:
    """Return every answer that was given about these cases."""
    rows = transaction.execute(_GIVEN, {"of": list(references)})
    return {(row.reference, row.clock, row.version, row.turn): Answer(*row) for row in rows}


def wish(transaction: Transaction, wish: Wish) -> None:
    """Record a wish; the last one that somebody has about a version of a clock is the one that counts."""
    transaction.execute(insert(_WISHES), [asdict(wish)])


def wishes(transaction: Transaction, references: Collection[str]) -> dict[Turn, Wish]:
    """Return every wish about these cases, the first asked for first."""
    rows = transaction.execute(_ASKED, {"of": list(references)})
    return {(row.reference, row.clock, row.version, row.turn): Wish(*row) for row in rows}


def that_count(wishes: Iterable[Wish]) -> list[Wish]:
    """Return of each person's wishes about a version of a clock the last, from `wishes` in their order."""
    return list({(wish.reference, wish.clock, wish.version, wish.person): wish for wish in wishes}.values())
