"""The audit of what was queued: each row of the outbox beside what the journal says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.reminders import alarms
from bot.reminders.audit_messages import Found, Moment, Row, is_held, mended, parts, released, wrong
from bot.reminders.ledger import Ledger
from bot.views.alarm import Line, Wrong
from storage import audits, mending
from storage.database import Transaction
from storage.queued import Part, Queued

_AT_ONCE = 500
"""How many rows are read at once."""

Righted = tuple[Wrong, str | None]
"""What was wrong, and of which case."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A message with which something is wrong, and how it was when that was seen."""

    key: str
    row: Row | None
    parts: frozenset[Part]


def suspects(transaction: Transaction, ledger: Ledger, at: Moment) -> Iterator[Suspect]:
    """Yield the messages that are not as they ought to be: as the journal has them, or as nothing may be held."""
    keys = list(ledger.queued)
    for start in range(0, len(keys), _AT_ONCE):
        for found in _found(transaction, ledger, keys[start : start + _AT_ONCE]):
            if wrong(found, at):
                yield Suspect(found.queued.key, found.row, found.parts)
    yield from _held(transaction, ledger, at)


def _held(transaction: Transaction, ledger: Ledger, at: Moment) -> Iterator[Suspect]:
    for rows in audits.waiting(transaction, _AT_ONCE):
        yield from (
            Suspect(row["key"], row, frozenset())
            for row in rows
            if (row["key"] not in ledger.queued or row["ts"]) and is_held(row, at)
        )


def _found(transaction: Transaction, ledger: Ledger, keys: list[str]) -> Iterator[Found]:
    rows, said = audits.messages(transaction, keys), audits.notices(transaction, keys)
    for key in keys:
        queued = ledger.queued[key]
        own = parts(said.get(key, ()), queued.row["recipient"])
        yield Found(queued, ledger.ended.get(key), rows.get(key), own, key in ledger.noted)


def put_right(transaction: Transaction, ledger: Ledger, suspect: Suspect, at: Moment) -> Righted | None:
    """Put right what is wrong with a message; `None` where it has changed since it was seen."""
    found = next(_found(transaction, ledger, [suspect.key])) if suspect.key in ledger.queued else None
    what = wrong(found, at) if found else None
    if found is None or what is None:
        return _release(transaction, suspect, at)
    if (found.row, found.parts) != (suspect.row, suspect.parts):
        return None
    mending.message(transaction, mended(found, at.now))
    mending.notices(transaction, suspect.key, found.queued.row["recipient"], found.queued.parts)
    about = _about(found.queued)
    again = {"again": 1} if found.was_missent else {}
    alarms.note(transaction, Line(what, about, is_right=True), at.now, key=suspect.key, **again)
    return what, about


def _release(transaction: Transaction, suspect: Suspect, at: Moment) -> Righted | None:
    """Let a message go that is held although the journal has nothing against it."""
    row = audits.messages(transaction, [suspect.key]).get(suspect.key)
    if row is None or row != suspect.row or not is_held(row, at):
        return None
    mending.release(transaction, suspect.key, released(row, at))
    alarms.note(transaction, Line(Wrong.MESSAGE_HELD, row["reference"], is_right=True), at.now, key=suspect.key)
    return Wrong.MESSAGE_HELD, row["reference"]


def _about(queued: Queued) -> str | None:
    """Return the case that a message is about, of several the first."""
    own: str | None = queued.row["reference"]
    return own or min((part[0] for part in queued.parts), default=None)
