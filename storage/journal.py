"""The journal: what happened, when and by whom; only ever added to, each row sealed over the one before it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, bindparam, insert, select, type_coerce, update

from storage.encrypted import Private, belonging, opened
from storage.keys import KeysError, encoded
from storage.tables import TABLES
from storage.utc import aware

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row, RowMapping

    from storage.database import Transaction
    from storage.keys import Keyring

_START = b"the journal starts here"
_ROWS = TABLES["journal"]
_HEAD = TABLES["journal_head"]
_WRITE = insert(_ROWS)
_END = select(_HEAD.c.number, _HEAD.c.seal)
_MOVE_END = update(_HEAD).values(number=bindparam("last"), seal=bindparam("its_seal"))
_SEALED = ("number", "actor", "event", "reference", "facts", "note_seal", "key")
# The note as it is stored, so that one that cannot be opened is named by its row; a thousand rows at a time.
_ALL = (
    select(*(type_coerce(column, LargeBinary) if column.name == "note" else column for column in _ROWS.columns))
    .order_by(_ROWS.c.number)
    .execution_options(yield_per=1_000)
)


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
    """Add `entry` to the journal of this transaction; it is written and sealed just before the commit.

    What could not be written (a moment without a zone, a fact that is no plain value) is refused here, where it only
    fails its own transaction, and so is a transaction that only reads: its entry would be lost.
    """
    if transaction.reads_only:
        raise RuntimeError("what is journalled must be written: this transaction only reads")
    aware(entry.at)
    json.dumps(entry.facts)
    transaction.entries.append(entry)


def seal(transaction: Transaction, entries: Sequence[Entry]) -> None:
    """Write `entries` behind the last row. The head is locked from here to the commit, so this comes last."""
    if not entries:
        return
    written, last = transaction.execute(transaction.hold(_END)).one()
    rows = [_row(number, entry, transaction.keyring) for number, entry in enumerate(entries, written + 1)]
    for row in rows:
        last = row["seal"] = transaction.keyring.seal(_content(row, last))
    transaction.execute(_WRITE, rows)
    transaction.execute(_MOVE_END, {"last": rows[-1]["number"], "its_seal": last})


def _row(number: int, entry: Entry, keyring: Keyring) -> dict[str, Any]:
    note = Private(f"journal/{number}", entry.note) if entry.note else None
    return {
        "number": number,
        "at": entry.at,
        "actor": entry.actor,
        "event": entry.event,
        "reference": entry.reference,
        "facts": json.dumps(entry.facts, sort_keys=True),
        "note": note,
        "note_seal": keyring.seal(_noted(note)) if note else None,
        "key": keyring.newest_audit,
    }


def _noted(note: Private) -> bytes:
    return encoded(f"{note.about}/{note.text}")


def _content(row: Mapping[str, Any] | RowMapping, before: str) -> bytes:
    """Return what a row's seal covers: all of it but the encrypted note, for which its own seal stands."""
    return json.dumps([before, aware(row["at"]).isoformat(), *(row[name] for name in _SEALED)]).encode()


def begin(transaction: Transaction) -> None:
    """Write the head of an empty journal."""
    start = transaction.keyring.seal(_START, min(transaction.keyring.audit))
    transaction.execute(insert(_HEAD), {"id": 1, "number": 0, "seal": start})


def of(transaction: Transaction, reference: str) -> list[Row[tuple[int, datetime, str, str, str]]]:
    """Return what happened to a case, oldest first: number, at, actor, event, facts (JSON); never the notes."""
    wanted = select(_ROWS.c.number, _ROWS.c.at, _ROWS.c.actor, _ROWS.c.event, _ROWS.c.facts)
    return list(transaction.execute(wanted.where(_ROWS.c.reference == reference).order_by(_ROWS.c.number)))


def notes(transaction: Transaction, reference: str) -> dict[int, Private]:
    """Return what was typed with what happened to a case, by number; the caller journals that it was shown."""
    wanted = select(_ROWS.c.number, _ROWS.c.note).where(_ROWS.c.reference == reference, _ROWS.c.note.is_not(None))
    found = ((row.number, belonging(row.note, f"journal/{row.number}")) for row in transaction.execute(wanted))
    return {number: note for number, note in found if note is not None}


def verify(transaction: Transaction) -> str | None:
    """Return a sentence that names the first row that is not as it was written, or `None` when the journal is whole.

    It wants a transaction that reads everything as it was at one moment, and needs the memory of a thousand rows.
    """
    number, last = 0, transaction.keyring.seal(_START, min(transaction.keyring.audit))
    with transaction.execute(_ALL) as rows:
        for row in rows.mappings():
            wrong = _wrong(row, number + 1, last, transaction.keyring)
            if wrong:
                return wrong
            number, last = row["number"], row["seal"]
    head = transaction.execute(_END).one_or_none()
    if head is None:
        return "The journal’s head is missing: nobody can say where the journal ends."
    if head.number > number:
        return f"The journal ends at row {number}, but {head.number} were written: its end is missing."
    if (head.number, head.seal) != (number, last):
        return f"The journal’s head was altered: it does not belong to row {number}, the last."
    return None


def _wrong(row: RowMapping, number: int, last: str, keyring: Keyring) -> str | None:
    if row["number"] != number:
        return f"Row {number} of the journal is missing."
    if row["key"] not in keyring.audit:
        return f"Row {number} of the journal is sealed with audit key number {row['key']}, which the key file lacks."
    if row["seal"] != keyring.seal(_content(row, last), row["key"]):
        return f"Row {number} of the journal was altered."
    if row["note"] is not None and not _is_note_of(row, keyring):
        return f"The note of row {number} of the journal was altered."
    return None


def _is_note_of(row: RowMapping, keyring: Keyring) -> bool:
    try:
        return bool(row["note_seal"] == keyring.seal(_noted(opened(row["note"], keyring)), row["key"]))
    except KeysError:
        return False
