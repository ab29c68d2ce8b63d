"""The audit of what was queued: each row of the outbox beside what the journal says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bot.reminders import alarms
from bot.reminders.audit_messages import Found, Moment, Row, is_held, is_readable, mended, parts, released, wrong
from bot.reminders.ledger import Ledger
from bot.views.alarm import Line, Wrong
from storage import audits, mending, mishaps
from storage.database import Transaction
from storage.queued import Part, Queued

_AT_ONCE = 500
"""How many rows are read at once."""
_RECALLED = 20
"""Of how many messages that are not known it is asked in one look whether they were ever queued."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A message with which something is wrong, and how it was when that was seen; whether anybody queued it."""

    key: str
    row: Row | None
    parts: frozenset[Part]
    was_queued: bool = True


def suspects(transaction: Transaction, ledger: Ledger, at: Moment) -> Iterator[Suspect]:
    """Yield the messages that are not as they ought to be: as the journal has them, or as nothing may be held."""
    strange = dict.fromkeys(ledger.strange)
    for rows in chain(audits.waiting(transaction, _AT_ONCE), [audits.overdrawn(transaction, _AT_ONCE)]):
        strange |= dict.fromkeys(row["key"] for row in rows if _is_strange(row, ledger))
        yield from (Suspect(row["key"], row, frozenset()) for row in rows if _is_released(row, ledger, at))
    unknown = ledger.unknown(transaction, list(strange)[:_RECALLED])
    found = audits.messages(transaction, unknown)
    yield from (Suspect(key, found.get(key), frozenset(), was_queued=False) for key in unknown)
    keys = list(ledger.queued)
    for start in range(0, len(keys), _AT_ONCE):
        for each in _found(transaction, ledger, keys[start : start + _AT_ONCE]):
            if wrong(each, at):
                yield Suspect(each.queued.key, each.row, each.parts)


def _is_strange(row: Row, ledger: Ledger) -> bool:
    """Whether it has to be asked who queued a message: it is to be said, or makes no sense, and is not known."""
    return row["key"] not in ledger.queued and (row["ts"] is None or not _makes_sense(row))


def _makes_sense(row: Row) -> bool:
    try:
        json.loads(row["content"] or "{}")
    except ValueError:
        return False
    return is_readable(row)


def _is_released(row: Row, ledger: Ledger, at: Moment) -> bool:
    """Whether a message is not drawn when it ought to, of which the journal need not be asked, or cannot be."""
    return is_readable(row) and (bool(row["ts"]) or ledger.is_broken) and is_held(row, at)


def _found(transaction: Transaction, ledger: Ledger, keys: list[str]) -> Iterator[Found]:
    rows, said = audits.messages(transaction, keys), audits.notices(transaction, keys)
    for key in keys:
        queued = ledger.queued[key]
        own = parts(said.get(key, ()), queued.row["recipient"])
        yield Found(queued, ledger.ended.get(key), rows.get(key), own, key in ledger.noted)


def put_right(transaction: Transaction, ledger: Ledger, suspect: Suspect, at: Moment) -> Line | None:
    """Put right what is wrong with a message; `None` where it has changed since it was seen."""
    if not suspect.was_queued:
        return _take_out(transaction, suspect, at)
    found = next(_found(transaction, ledger, [suspect.key])) if suspect.key in ledger.queued else None
    what = wrong(found, at) if found else None
    if found is None or what is None:
        return _release(transaction, suspect, at)
    if (found.row, found.parts) != (suspect.row, suspect.parts):
        return None
    values = mended(found, at.now)
    mending.message(transaction, values, ledger.standing_at(values["channel"], values["ts"]))
    mending.notices(transaction, suspect.key, found.queued.row["recipient"], found.queued.parts)
    again = {"again": 1} if found.was_missent else {}
    line = Line(what, _about(found.queued), is_right=True)
    alarms.note(transaction, line, at.now, key=suspect.key, **again)
    return line


def _take_out(transaction: Transaction, suspect: Suspect, at: Moment) -> Line | None:
    """Keep a message that nobody queued from being said, and from counting as said; what Slack shows stays there."""
    row = audits.messages(transaction, [suspect.key]).get(suspect.key, {})
    mending.take_out(transaction, suspect.key)
    # What somebody wrote there is named only where it names a case.
    about = row.get("reference")
    about = about if about and mishaps.team(transaction, about) else None
    line = Line(Wrong.MESSAGE_ADDED, about, is_right=bool(row) and row["ts"] is None)
    alarms.note(transaction, line, at.now, key=suspect.key)
    return line


def _release(transaction: Transaction, suspect: Suspect, at: Moment) -> Line | None:
    """Let a message go that is held although the journal has nothing against it."""
    row = audits.messages(transaction, [suspect.key]).get(suspect.key)
    if row is None or row != suspect.row or not is_held(row, at):
        return None
    mending.release(transaction, suspect.key, released(row, at))
    line = Line(Wrong.MESSAGE_HELD, row["reference"], is_right=True)
    alarms.note(transaction, line, at.now, key=suspect.key)
    return line


def reference(ledger: Ledger, suspect: Suspect) -> str | None:
    """Return the case that a message with which something is wrong is about, as the journal has it."""
    return _about(ledger.queued[suspect.key]) if suspect.key in ledger.queued else None


def _about(queued: Queued) -> str | None:
    """Return the case that a message is about, of several the first."""
    own: str | None = queued.row["reference"]
    return own or min((part[0] for part in queued.parts), default=None)
