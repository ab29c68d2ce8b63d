"""What an audit reads: promises, messages and the journal, in parts that fit into memory."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, String, and_, bindparam, cast, exists, func, or_, select

from casework.case import Status
from storage.queued import RUNG
from storage.tables import OVERDRAWN, PENDING, RUNNING, TABLES, TO_DRAW
from storage.utc import AsFound, Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Row, Table

    from storage.database import Transaction

_CASES, _CLOCKS, _TIMERS, _MISHAPS = (TABLES[name] for name in ("cases", "clocks", "timers", "mishaps"))
_MESSAGES, _NOTICES, _JOURNAL = (TABLES[name] for name in ("messages", "notices", "journal"))
_IN: BindParameter[Any] = bindparam("of", expanding=True)
_DECIDING = ("reference", "version", "team", "grade", "status", "received_at", "graded_at", "closed_at")
_RUNS = exists().where(_CLOCKS.c.reference == _CASES.c.reference, RUNNING)
_TIMED = ("reference", "clock", "version", "rung", "turn", "due_at", "state", "ended_at")


def _plain(table: Table, names: Iterable[str]) -> list[ColumnElement[Any]]:
    """Return columns so that moments stay as the database writes them: they are only compared, and that is many."""
    columns = [table.c[name] for name in names]
    return [cast(each, String).label(each.name) if isinstance(each.type, Moment) else each for each in columns]


def _as_found(table: Table) -> list[ColumnElement[Any]]:
    """Return all columns so that a moment that somebody altered keeps no other row from being read."""
    return [cast(each, AsFound).label(each.name) if isinstance(each.type, Moment) else each for each in table.c]


_PAGE = (
    select(*_plain(_CASES, _DECIDING))
    .where(_CASES.c.reference > bindparam("after"), or_(_CASES.c.status != Status.CLOSED.value, _RUNS))
    .order_by(_CASES.c.reference)
    .limit(bindparam("most"))
)
_ITS_CLOCK = and_(
    _CLOCKS.c.reference == _TIMERS.c.reference,
    _CLOCKS.c.name == _TIMERS.c.clock,
    _CLOCKS.c.version == _TIMERS.c.version,
)
_OF_CLOCKS = (
    select(*_plain(_CLOCKS, _CLOCKS.c.keys()))
    .where(_CLOCKS.c.reference.in_(_IN))
    .order_by(_CLOCKS.c.reference, _CLOCKS.c.name)
)
# What was promised of a basis that no longer holds is left out, unless it is still pending: it may not be said.
_OF_TIMERS = (
    select(*_plain(_TIMERS, _TIMED))
    .join(_CLOCKS, _ITS_CLOCK, isouter=True)
    .where(_TIMERS.c.reference.in_(_IN), or_(PENDING, _CLOCKS.c.stopped_at.is_(None)))
    .where(or_(PENDING, _CLOCKS.c.name.is_not(None)))
    .order_by(_TIMERS.c.id)
)
_EVERY_TIMER = select(*_as_found(_TIMERS)).where(_TIMERS.c.reference.in_(_IN)).order_by(_TIMERS.c.id)
_OF_ANSWERS, _OF_WISHES = (
    select(*_plain(table, table.c.keys())).where(table.c.reference.in_(_IN)).order_by(*table.primary_key.columns)
    for table in (TABLES["answers"], TABLES["wishes"])
)
_LATE = (
    select(_TIMERS.c.reference)
    .distinct()
    .where(PENDING, _TIMERS.c.due_at <= bindparam("before"), _TIMERS.c.reference.not_in(select(_MISHAPS.c.subject)))
    .order_by(_TIMERS.c.reference)
    .limit(bindparam("most"))
)
_NEW_PARTS = select(_NOTICES.c.id, _NOTICES.c.message).where(_NOTICES.c.id > bindparam("after"))
_BY_KEY = select(*_as_found(_MESSAGES)).where(_MESSAGES.c.key.in_(_IN)).order_by(_MESSAGES.c.key)
_WAITING = (
    select(*_as_found(_MESSAGES))
    .where(TO_DRAW, _MESSAGES.c.key > bindparam("after"))
    .order_by(_MESSAGES.c.key)
    .limit(bindparam("most"))
)
_OVERDRAWN = select(*_as_found(_MESSAGES)).where(OVERDRAWN).order_by(_MESSAGES.c.key).limit(bindparam("most"))
_SAID = select(*(_NOTICES.c[name] for name in (*RUNG, "due_at"))).where(_NOTICES.c.reference.in_(_IN))
_PARTS = select(*_as_found(_NOTICES)).where(_NOTICES.c.message.in_(_IN))


def page(transaction: Transaction, after: str, most: int) -> dict[str, int]:
    """Return marks of up to `most` cases after `after`: of those that are open, or in which a clock runs.

    By reference: whatever of a case changes what is promised of it changes its mark. Marks hold in this process only.
    """
    return _standing(transaction, transaction.execute(_PAGE, {"after": after, "most": most}).all())


def _standing(transaction: Transaction, cases: Sequence[Row[Any]]) -> dict[str, int]:
    found = {row.reference: [hash(row)] for row in cases}
    for wanted in (_OF_CLOCKS, _OF_TIMERS, _OF_ANSWERS, _OF_WISHES):
        # All of these have the reference first: asking for it by its name takes as long as reading the row.
        for row in transaction.execute(wanted, {"of": list(found)}):
            found[row[0]].append(hash(row))
    return {reference: hash(tuple(marks)) for reference, marks in found.items()}


def standing(transaction: Transaction, reference: str) -> int | None:
    """Return the mark of one case, or `None` where it is not one of those that `page` gives."""
    one = _PAGE.where(_CASES.c.reference == bindparam("its_reference"))
    rows = transaction.execute(one, {"after": "", "most": 1, "its_reference": reference}).all()
    return _standing(transaction, rows).get(reference)


def timers(transaction: Transaction, references: Collection[str]) -> dict[str, list[Row[Any]]]:
    """Return every timer that these cases ever had."""
    found: dict[str, list[Row[Any]]] = {reference: [] for reference in references}
    for row in transaction.execute(_EVERY_TIMER, {"of": list(references)}):
        found[row.reference].append(row)
    return found


def said(transaction: Transaction, references: Collection[str]) -> dict[str, dict[tuple[str, int, str, int], datetime]]:
    """Return of which rungs of these cases a message speaks (clock, version, rung, turn), and when each was due."""
    found: dict[str, dict[tuple[str, int, str, int], datetime]] = {reference: {} for reference in references}
    for row in transaction.execute(_SAID, {"of": list(references)}):
        found[row.reference][row.clock, row.version, row.rung, row.turn] = row.due_at
    return found


def late(transaction: Transaction, before: datetime, most: int) -> list[str]:
    """Return up to `most` cases that are not put aside and of which something was due before a moment."""
    return list(transaction.execute(_LATE, {"before": before, "most": most}).scalars())


def aside_beyond(transaction: Transaction, moment: datetime) -> list[tuple[str, str | None]]:
    """Return what is put aside for longer than until `moment`: its subject, and the case that it is about."""
    wanted = select(_MISHAPS.c.subject, _MISHAPS.c.reference).where(_MISHAPS.c.until > moment)
    return [(row.subject, row.reference) for row in transaction.execute(wanted.order_by(_MISHAPS.c.subject))]


def last_part(transaction: Transaction) -> int:
    """Return the number of the last row of what messages say; 0 where there is none."""
    return int(transaction.execute(select(func.max(_NOTICES.c.id))).scalar_one() or 0)


def new_parts(transaction: Transaction, after: int) -> list[tuple[int, str]]:
    """Return the rows of what messages say that were added after the one of a number: their numbers, and messages."""
    return [(row.id, row.message) for row in transaction.execute(_NEW_PARTS, {"after": after})]


def messages(transaction: Transaction, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the rows of these messages that there are; held against others until the commit, by a writer."""
    rows = transaction.execute(transaction.hold(_BY_KEY), {"of": list(keys)})
    return {row.key: dict(row._mapping) for row in rows}  # noqa: SLF001 - how SQLAlchemy names a row's columns


def overdrawn(transaction: Transaction, most: int) -> list[dict[str, Any]]:
    """Return up to `most` rows of messages that are said to be drawn oftener than was ever wanted."""
    rows = transaction.execute(_OVERDRAWN, {"most": most})
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - how SQLAlchemy names a row's columns


def notices(transaction: Transaction, keys: Collection[str]) -> dict[str, list[Row[Any]]]:
    """Return the rows of what these messages say."""
    found: dict[str, list[Row[Any]]] = {}
    for row in transaction.execute(_PARTS, {"of": list(keys)}):
        found.setdefault(row.message, []).append(row)
    return found


def waiting(transaction: Transaction, at_once: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of all that is still to be drawn, so many at a time."""
    after = ""
    while rows := transaction.execute(_WAITING, {"after": after, "most": at_once}).all():
        yield [dict(row._mapping) for row in rows]  # noqa: SLF001 - the same
        after = rows[-1].key
