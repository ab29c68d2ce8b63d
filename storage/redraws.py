"""What is to be drawn anew and would look as it does: said to be drawn without a lease and without Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from storage import outbox
from storage.tables import TABLES, TO_DRAW

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from storage.database import Transaction
    from storage.outbox import Claimed

_MESSAGES = TABLES["messages"]
_WAITING = (
    select(_MESSAGES)
    .where(
        TO_DRAW,
        _MESSAGES.c.not_before <= bindparam("now"),
        _MESSAGES.c.leased_until.is_(None),
        _MESSAGES.c.ts.is_not(None),
        _MESSAGES.c.looks.is_not(None),
        _MESSAGES.c.key.not_in(bindparam("known", expanding=True)),
    )
    .limit(bindparam("most"))
)
_DRAWN = (
    update(_MESSAGES)
    .where(
        _MESSAGES.c.key == bindparam("its_key"),
        _MESSAGES.c.lease == bindparam("its_lease"),
        _MESSAGES.c.leased_until.is_(None),
    )
    .values(drawn=bindparam("its_drawing"))
)


def waiting(transaction: Transaction, now: datetime, known: Collection[str] = (), most: int = 200) -> list[Claimed]:
    """Return up to `most` messages that Slack shows and that are to be drawn anew.

    What somebody is sending is left out, and so are those whose keys are `known`.
    """
    rows = list(transaction.execute(_WAITING, {"now": now, "most": most, "known": list(known)}))
    return outbox.as_found(transaction, rows, now)


def as_they_are(transaction: Transaction, drawn: Sequence[Claimed]) -> None:
    """Note that these look as they are wanted; what has been claimed meanwhile, or is wanted anew, stays as it is."""
    rows = [{"its_key": each.key, "its_lease": each.lease - 1, "its_drawing": each.wanted} for each in drawn]
    transaction.execute(_DRAWN, rows)
