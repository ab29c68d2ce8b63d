"""What is queued, as the journal has it: the outbox is held against this, and made anew where a row of it is gone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage import journal
from storage.tables import TABLES, TO_DRAW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Select

    from storage.database import Transaction

_MESSAGES, _NOTICES = TABLES["messages"], TABLES["notices"]
QUEUED, ADDED, CARRIED = "queued", "added", "carried over"
_BY = "caseclock"
_MOMENTS = ("due_at", "not_before", "look_at")
_NAMES = ("kind", "recipient", "team", "reference", "content", "severity", *_MOMENTS, "thread_ts")
RUNG = ("reference", "clock", "version", "rung", "turn")
"""What names a rung that is told, in the columns of notices."""
PARTS = (*RUNG, "due_at", "role")
Part = tuple[str, str, int, str, int, datetime, str]
"""A notice without its message: reference, clock, version, rung, turn, due at, role."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A message as it was queued: the columns of its row that do not change while it waits, and its notices."""

    key: str
    row: Mapping[str, Any]
    parts: frozenset[Part]


def note(transaction: Transaction, row: Mapping[str, Any], notices: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Journal that a message is queued at `now`, with all that its row and the rows of its notices say."""
    facts = {name: row[name] for name in ("key", *_NAMES)}
    journal.record(transaction, journal.Entry(now, _BY, QUEUED, None, _facts(facts, notices)))


def added(
    transaction: Transaction,
    key: str,
    changed: Mapping[str, Any],
    notices: Iterable[Mapping[str, Any]],
    now: datetime,
) -> None:
    """Journal that the message of `key` says these notices from now on, and no other does; and what else `changed`."""
    journal.record(transaction, journal.Entry(now, _BY, ADDED, None, _facts({"key": key, **changed}, notices)))


def carried(transaction: Transaction, key: str, notices: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Journal that the message of `key` says these notices instead of those before."""
    journal.record(transaction, journal.Entry(now, _BY, CARRIED, None, _facts({"key": key}, notices)))


def adopt(transaction: Transaction, now: datetime) -> None:
    """Journal what waits and was queued before that was journalled, as it stands."""
    waiting = select(_MESSAGES).where(TO_DRAW, _MESSAGES.c.ts.is_(None)).order_by(_MESSAGES.c.key)
    for row in _rows(transaction, waiting):
        parts = select(_NOTICES).where(_NOTICES.c.message == row["key"]).order_by(_NOTICES.c.id)
        note(transaction, row, _rows(transaction, parts), now)


def _rows(transaction: Transaction, wanted: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in transaction.execute(wanted).mappings()]


def _facts(values: Mapping[str, Any], notices: Iterable[Mapping[str, Any]]) -> dict[str, str | int | None]:
    parts = json.dumps([[_plain(notice[name]) for name in PARTS] for notice in notices])
    return {name: _plain(value) for name, value in values.items()} | {"parts": parts}


def _plain(value: Any) -> str | int | None:  # noqa: ANN401 - a column of messages or notices
    return value.isoformat() if isinstance(value, datetime) else value


def read(facts: dict[str, Any]) -> Queued:
    """Return what an entry of the journal says of a message; of one that was added to, what is new."""
    row = {name: facts[name] for name in _NAMES if name in facts}
    for name in _MOMENTS:
        if row.get(name):
            row[name] = datetime.fromisoformat(row[name])
    return Queued(facts["key"], row, frozenset(_part(part) for part in json.loads(facts["parts"])))


def _part(written: list[Any]) -> Part:
    reference, clock, version, rung, turn, due_at, role = written
    return reference, clock, version, rung, turn, datetime.fromisoformat(due_at), role
