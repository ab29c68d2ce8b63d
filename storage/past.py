"""What an audit reads of the journal: what became of messages and rungs, and what was decided of a case."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, bindparam, cast, func, or_, select
from sqlalchemy.exc import DataError

from casework.case import Grade
from storage import journal
from storage.answers import Answer
from storage.queued import ADDED, CARRIED, QUEUED
from storage.tables import TABLES
from storage.utc import AsFound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Row

    from storage.database import Transaction

_JOURNAL = TABLES["journal"]
_AT = cast(_JOURNAL.c.at, AsFound).label("at")
_IN: BindParameter[Any] = bindparam("of", expanding=True)
Happened = tuple[datetime, str, str | None, dict[str, Any]]
"""What the journal says: at, event, case, facts."""
UNREADABLE: dict[str, Any] = {"unreadable": True}
_ANEW, _ANSWERED, _GRADED = "planned anew", "answered", ("graded", "grade confirmed")
_DECIDED = (
    select(*(_JOURNAL.c[name] for name in ("reference", "at", "actor", "event", "facts")))
    .where(_JOURNAL.c.reference.in_(_IN), _JOURNAL.c.event.in_((_ANEW, _ANSWERED, *_GRADED)))
    .order_by(_JOURNAL.c.number)
)
EVENTS = (QUEUED, ADDED, CARRIED, "told", "not delivered", "withdrawn", "rung reached", "put right", "not put right")
_HAPPENED = (
    select(_AT, *(_JOURNAL.c[name] for name in ("event", "reference", "facts")))
    .where(_JOURNAL.c.number > bindparam("after"), _JOURNAL.c.number <= bindparam("upto"))
    .where(_JOURNAL.c.event.in_(EVENTS))
    .order_by(_JOURNAL.c.number)
)
_FIRST = select(_AT).where(_JOURNAL.c.event == QUEUED).order_by(_JOURNAL.c.number).limit(1)


def number_at(transaction: Transaction, moment: datetime) -> int:
    """Return the number of the last entry of the journal before a moment; 0 where there is none."""
    wanted = select(func.max(_JOURNAL.c.number)).where(_JOURNAL.c.at < moment)
    return int(transaction.execute(wanted).scalar_one() or 0)


def last_number(transaction: Transaction) -> int:
    """Return the number of the last entry of the journal; 0 where there is none."""
    return int(transaction.execute(select(func.max(_JOURNAL.c.number))).scalar_one() or 0)


def first_queued(transaction: Transaction) -> datetime | None:
    """Return since when what is queued is journalled, or `None` where nothing ever was."""
    moment: datetime | None = transaction.execute(_FIRST).scalar_one_or_none()
    return moment


def happened(transaction: Transaction, after: int, upto: int) -> list[Happened]:
    """Return what the journal has of messages after one number and up to another: at, event, case, facts."""
    return _read(transaction.execute(_HAPPENED, {"after": after, "upto": upto}))


def recalled(transaction: Transaction, keys: Collection[str], upto: int) -> list[Happened]:
    """Return the same of these messages alone, up to a number; it reads the whole journal, and is not for each look."""
    names = or_(*(_JOURNAL.c.facts.contains(f'"key": {json.dumps(key)}', autoescape=True) for key in keys))
    return _read(transaction.execute(_HAPPENED.where(names), {"after": 0, "upto": upto}))


def _read(rows: Iterable[Row[Any]]) -> list[Happened]:
    return [(row.at, row.event, row.reference, _facts(row.facts)) for row in rows]


def _facts(written: str) -> dict[str, Any]:
    """Return what an entry says: `UNREADABLE`, where somebody altered it so that it says nothing."""
    try:
        facts = json.loads(written)
    except ValueError:
        return UNREADABLE
    return facts if isinstance(facts, dict) else UNREADABLE


def is_whole(transaction: Transaction) -> bool:
    """Whether the journal is as it was written; it reads all of it, and is not for each look."""
    try:
        return journal.verify(transaction) is None
    except (ValueError, DataError):
        # What is no moment is none that was written.
        return False


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of cases: when each was last planned anew, what was answered, and its grades and since when."""

    anew: dict[str, datetime] = field(default_factory=dict)
    heard: list[Answer] = field(default_factory=list)
    graded: dict[str, list[tuple[datetime, Grade]]] = field(default_factory=dict)


def decided(transaction: Transaction, references: Collection[str]) -> Decided:
    """Return what was decided of these cases, as the journal has it, the earliest first."""
    found = Decided()
    for row in transaction.execute(_DECIDED, {"of": list(references)}):
        if row.event == _ANEW:
            found.anew[row.reference] = row.at
        elif row.event in _GRADED:
            found.graded.setdefault(row.reference, []).append((row.at, Grade(json.loads(row.facts)["grade"])))
        elif "until" in (facts := json.loads(row.facts)):
            of = (row.reference, facts["clock"], facts["version"], facts["turn"])
            found.heard.append(Answer(*of, row.actor, row.at, datetime.fromisoformat(facts["until"])))
    return found
