"""What was promised of a case, and what became of each promise: its timers with the messages that said them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.tables import TABLES

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction

_TIMERS, _MESSAGES, _NOTICES = TABLES["timers"], TABLES["messages"], TABLES["notices"]
Key = tuple[str, int, str, int]
"""Clock, its version, rung and turn: what tells one promise from another of the same case."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A timer: pending, fired or withdrawn; `ended_at` is when it was pending no more."""

    key: Key
    due_at: datetime
    state: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """A message that says it: to whom and as what, how far it has come, and where it stands in Slack."""

    recipient: str
    role: str
    state: str
    sent_at: datetime | None
    channel: str | None
    ts: str | None
    problem: str | None


def promised(transaction: Transaction, reference: str) -> list[Promised]:
    """Return every timer of a case that there ever was, the first due first."""
    wanted = select(_TIMERS).where(_TIMERS.c.reference == reference).order_by(_TIMERS.c.due_at, _TIMERS.c.id)
    return [
        Promised((row.clock, row.version, row.rung, row.turn), row.due_at, row.state, row.ended_at)
        for row in transaction.execute(wanted)
    ]


def said(transaction: Transaction, reference: str) -> dict[Key, list[Said]]:
    """Return the messages of each promise of a case, in the order in which they were queued."""
    told = [_MESSAGES.c[name] for name in ("state", "sent_at", "channel", "ts", "problem")]
    wanted = (
        select(_NOTICES, *told)
        .join(_MESSAGES, _MESSAGES.c.key == _NOTICES.c.message)
        .where(_NOTICES.c.reference == reference)
        .order_by(_NOTICES.c.id)
    )
    found: dict[Key, list[Said]] = {}
    for row in transaction.execute(wanted):
        message = Said(row.recipient, row.role, row.state, row.sent_at, row.channel, row.ts, row.problem)
        found.setdefault((row.clock, row.version, row.rung, row.turn), []).append(message)
    return found
