"""Leases of the outbox, made longer while a process works on what it has claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from storage.database import Transaction

_MESSAGES = TABLES["messages"]


def renew(transaction: Transaction, held: Mapping[str, int], until: datetime) -> set[str]:
    """Let the leases of messages (key → the lease under which it was claimed) end at `until` and not before.

    Return the keys of those that still are ours; what was claimed anew or done with since is left as it is.
    """
    wanted = select(_MESSAGES.c.key, _MESSAGES.c.lease).where(
        _MESSAGES.c.key.in_(held), _MESSAGES.c.leased_until.is_not(None)
    )
    rows = transaction.execute(transaction.hold(wanted)).all()
    ours = {row.key for row in rows if row.lease == held[row.key]}
    if ours:
        transaction.execute(update(_MESSAGES).where(_MESSAGES.c.key.in_(ours)).values(leased_until=until))
    return ours
