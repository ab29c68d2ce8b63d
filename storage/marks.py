"""Marks of what a message says: nobody in Slack can read them, and a restored record makes the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from storage.database import Transaction
    from storage.keys import Keyring
    from storage.outbox import Message

_MOST = 300
"""Rungs of which one message bears marks: Slack takes 8,000 characters of metadata."""
_KEY = TABLES["messages"].c.key


def of(keyring: Keyring, message: Message) -> tuple[str, ...]:
    """Return a mark for each rung of which a message speaks, or one for a message that speaks of none."""
    rungs = [(part.reference, part.clock, part.version, part.rung.name, part.rung.turn) for part in message.notices]
    about: Sequence[tuple[object, ...]] = rungs or [(message.reference, message.due_at.isoformat())]
    return tuple(keyring.mark(repr((message.kind, *each))) for each in about) if len(about) <= _MOST else ()


def known(transaction: Transaction, keys: Collection[str]) -> set[str]:
    """Return those of `keys` that are keys of messages in the record."""
    return set(transaction.execute(select(_KEY).where(_KEY.in_(keys))).scalars())
