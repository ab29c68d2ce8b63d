"""The journal: what happened, when and by whom; only ever added to, each row sealed over the one before it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from storage.encrypted import Private
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from storage.database import Transaction

_START = "the journal starts here"
_ROWS = TABLES["journal"]
_HEAD = TABLES["journal_head"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened; `facts` never hold what an officer typed, `note` may and is encrypted."""

    at: datetime
    actor: str
    event: str
    reference: str | None = None
    facts: dict[str, str | int | None] = field(default_factory=dict)
    note: str | None = field(default=None, repr=False)


def record(transaction: Transaction, entry: Entry) -> None:
    """Add `entry` to the journal of this transaction; it is written and sealed just before the commit."""
    transaction.entries.append(entry)


def seal(transaction: Transaction, entries: Sequence[Entry]) -> None:
    """Write `entries` behind the last row. The head is locked from here to the commit, so this comes last."""
    if not entries:
        return
    session, keyring = transaction.session, transaction.keyring
    head = session.execute(select(_HEAD.c.number, _HEAD.c.seal).with_for_update()).one()
    number, last = head.number, head.seal
    rows = []
    for entry in entries:
        number += 1
        note = Private(f"journal/{number}", entry.note) if entry.note else None
        row = {
            "number": number,
            "at": entry.at,
            "actor": entry.actor,
            "event": entry.event,
            "reference": entry.reference,
            "facts": json.dumps(entry.facts, sort_keys=True, ensure_ascii=False),
            "note": note,
            "note_seal": keyring.seal(f"{number}/{note.text}".encode()) if note else None,
            "key": keyring.newest_audit,
        }
        last = row["seal"] = keyring.seal(_content(row, last))
        rows.append(row)
    session.execute(insert(_ROWS), rows)
    session.execute(update(_HEAD).values(number=number, seal=last))


def _content(row: dict[str, object], before: str) -> bytes:
    """Return what a row's seal covers: everything in it but the encrypted note, for which its own seal stands."""
    at: datetime = row["at"]  # type: ignore[assignment]  # a row's moment
    fields = [row[name] for name in ("number", "actor", "event", "reference", "facts", "note_seal", "key")]
    return json.dumps([before, at.isoformat(), *fields], ensure_ascii=False).encode()


def begin(transaction: Transaction) -> None:
    """Write the head of an empty journal."""
    transaction.session.execute(insert(_HEAD).values(id=1, number=0, seal=transaction.keyring.seal(_START.encode())))


def of(transaction: Transaction, reference: str) -> list[Row[tuple[int, datetime, str, str, str]]]:
    """Return what happened to a case, oldest first: number, at, actor, event, facts (JSON); never the notes."""
    wanted = select(_ROWS.c.number, _ROWS.c.at, _ROWS.c.actor, _ROWS.c.event, _ROWS.c.facts)
    return list(transaction.session.execute(wanted.where(_ROWS.c.reference == reference).order_by(_ROWS.c.number)))


def verify(transaction: Transaction) -> str | None:
    """Return a sentence that names the first row that is not as it was written, or `None` when the journal is whole."""
    keyring, expected = transaction.keyring, 1
    last = keyring.seal(_START.encode(), min(keyring.audit))
    for row in _walk(transaction):
        if row["number"] != expected:
            return f"Row {expected} of the journal is missing."
        if row["seal"] != keyring.seal(_content(row, last), row["key"]):
            return f"Row {expected} of the journal was altered, or the one before it was."
        if row["note"] and keyring.seal(f"{expected}/{row['note'].text}".encode(), row["key"]) != row["note_seal"]:
            return f"The note of row {expected} of the journal was altered."
        last, expected = row["seal"], expected + 1
    head = transaction.session.execute(select(_HEAD.c.number, _HEAD.c.seal)).one_or_none()
    if head is None or (head.number, head.seal) != (expected - 1, last):
        return f"The journal ends at row {expected - 1}, but more was written: its end is missing."
    return None


def _walk(transaction: Transaction) -> Iterator[dict[str, object]]:
    for row in transaction.session.execute(select(_ROWS).order_by(_ROWS.c.number)).yield_per(1000).mappings():
        yield dict(row)
