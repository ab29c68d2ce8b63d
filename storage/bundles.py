"""What one message says: put together and taken apart, or left out, while Slack has nothing of it yet."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from storage import outbox, queued
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.database import Transaction
    from storage.outbox import Claimed, Message, Notice

_MESSAGES, _NOTICES = TABLES["messages"], TABLES["notices"]
_MOVE = (
    update(_NOTICES)
    .where(
        _NOTICES.c.message == bindparam("whole"),
        *(_NOTICES.c[name] == bindparam(f"its_{name}") for name in queued.RUNG),
    )
    .values(message=bindparam("apart"))
)


def queue(transaction: Transaction, messages: Sequence[Message], now: datetime) -> None:
    """Write messages; what is deferred joins what already waits for the same reader and moment."""
    fresh: list[Message] = []
    for message in messages:
        waits = _waiting(transaction, message) if message.not_before else None
        if waits is None:
            fresh.append(message)
        else:
            _join(transaction, waits, message, now)
    outbox.queue(transaction, fresh, now)


def _waiting(transaction: Transaction, message: Message) -> Any:  # noqa: ANN401 - a row of messages
    """Return the message that waits for the same reader, in whosever place, and moment; it is held until the commit."""
    wanted = select(_MESSAGES).where(
        _MESSAGES.c.recipient == message.recipient,
        _MESSAGES.c.team == message.team,
        _MESSAGES.c.kind == message.kind,
        _MESSAGES.c.state == "queued",
        _MESSAGES.c.not_before == message.not_before,
        _MESSAGES.c.attempts == 0,
    )
    rows = transaction.execute(transaction.hold(wanted.order_by(_MESSAGES.c.key)))
    return next((row for row in rows if _content(row).get("for") == message.content.get("for")), None)


def _content(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of messages
    return json.loads(row.content) if row.content else {}


def _join(transaction: Transaction, waits: Any, message: Message, now: datetime) -> None:  # noqa: ANN401 - a row
    known = _content(waits)
    why = sorted({*known.get("deferred", ()), *message.content.get("deferred", ())})
    values = {
        "severity": min(waits.severity, message.severity),
        "content": json.dumps(known | message.content | {"deferred": why}),
        "look_at": waits.look_at or message.look_at,
    }
    transaction.execute(update(_MESSAGES).where(_MESSAGES.c.key == waits.key).values(values))
    notices = [outbox.as_row(waits.key, message, notice) for notice in message.notices]
    transaction.execute(insert(_NOTICES), notices)
    queued.added(transaction, waits.key, values, notices, now)


def release(transaction: Transaction, reference: str, severity: int, look_at: datetime | None, now: datetime) -> None:
    """Let what waits for a later moment and speaks of a case go out now: it has become as severe as `severity`."""
    speaks = select(_NOTICES.c.message).where(_NOTICES.c.reference == reference)
    wanted = select(_MESSAGES).where(
        _MESSAGES.c.key.in_(speaks),
        _MESSAGES.c.kind == "reminder",
        _MESSAGES.c.state == "queued",
        _MESSAGES.c.attempts == 0,
        _MESSAGES.c.not_before > now,
    )
    for row in list(transaction.execute(transaction.hold(wanted.order_by(_MESSAGES.c.key)))):
        content = {name: value for name, value in _content(row).items() if name != "deferred"}
        values = {
            "severity": min(row.severity, severity),
            "content": json.dumps(content) if content else None,
            **dict.fromkeys(("due_at", "not_before"), now),
            "look_at": look_at,
        }
        transaction.execute(update(_MESSAGES).where(_MESSAGES.c.key == row.key).values(values))
        queued.added(transaction, row.key, values, [], now)


def part(transaction: Transaction, claimed: Claimed, apart: Sequence[Notice], now: datetime) -> str:
    """Let these notices of a message be said by one of their own; return its key."""
    [key] = outbox.queue(transaction, [replace(claimed.message, notices=())], now)
    rows = [
        {
            "whole": claimed.key,
            "apart": key,
            "its_reference": notice.reference,
            "its_clock": notice.clock,
            "its_version": notice.version,
            "its_rung": notice.rung.name,
            "its_turn": notice.rung.turn,
        }
        for notice in apart
    ]
    transaction.execute(_MOVE, rows)
    queued.added(transaction, key, {}, [outbox.as_row(key, claimed.message, notice) for notice in apart], now)
    left = [outbox.as_row(claimed.key, claimed.message, each) for each in claimed.message.notices if each not in apart]
    queued.carried(transaction, claimed.key, left, now)
    return key


def remember(transaction: Transaction, claimed: Claimed, more: dict[str, Any], now: datetime) -> bool:
    """Add to what a claimed message remembers; `False`, and nothing written, when a later claim has it."""
    ours = (_MESSAGES.c.key == claimed.key, _MESSAGES.c.lease == claimed.lease)
    values = {"content": json.dumps(claimed.message.content | more)}
    if not transaction.execute(update(_MESSAGES).where(*ours).values(values)).rowcount:
        return False
    notices = [outbox.as_row(claimed.key, claimed.message, notice) for notice in claimed.message.notices]
    queued.added(transaction, claimed.key, values, notices, now)
    return True


def unheard(transaction: Transaction, message: Message) -> tuple[Notice, ...]:
    """Return the notices of `message` that its recipient is not given by another message already."""
    wanted = select(_NOTICES).where(
        _NOTICES.c.recipient == message.recipient,
        _NOTICES.c.reference.in_({notice.reference for notice in message.notices}),
    )
    heard = {(row.reference, row.clock, row.version, row.rung, row.turn) for row in transaction.execute(wanted)}
    return tuple(
        notice
        for notice in message.notices
        if (notice.reference, notice.clock, notice.version, notice.rung.name, notice.rung.turn) not in heard
    )
