"""What Slack has delivered and what came of it, so that a delivery takes effect once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from storage.tables import TABLES

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction

_ROWS = TABLES["requests"]
_NOTE = insert(_ROWS)


def seen(transaction: Transaction, key: str) -> tuple[bool, str | None]:
    """Return whether the delivery `key` has taken effect, and the case to which it led."""
    row = transaction.execute(select(_ROWS.c.reference).where(_ROWS.c.key == key)).one_or_none()
    return row is not None, row.reference if row else None


def note(transaction: Transaction, key: str, at: datetime, reference: str | None) -> None:
    """Record that the delivery `key` has taken effect.

    `IntegrityError` when another process was quicker; the writer then runs the whole use case anew, which sees it.
    """
    transaction.execute(_NOTE, {"key": key, "at": at, "reference": reference})
