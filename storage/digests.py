"""Which digests have been queued: one a channel and local date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, insert, select

from storage.database import Transaction
from storage.tables import TABLES

_ROWS = TABLES["digests"]
_LAST = select(_ROWS.c.team, _ROWS.c.channel, func.max(_ROWS.c.day)).group_by(_ROWS.c.team, _ROWS.c.channel)
Done = Mapping[tuple[str, str], date]
"""The local date of the newest digest, by team and channel."""


def last(transaction: Transaction) -> Done:
    """Return the local date of the newest digest of each team and channel."""
    return {(team, channel): day for team, channel, day in transaction.execute(_LAST)}


def note(transaction: Transaction, team: str, channel: str, day: date, now: datetime) -> None:
    """Record that the digest of `day` is queued; a second one of that day is refused by the table."""
    transaction.execute(insert(_ROWS).values(team=team, channel=channel, day=day, queued_at=now))
