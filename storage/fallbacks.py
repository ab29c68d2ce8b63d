"""What is to be said beyond Slack: which reminders are looked after, and where else somebody is reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy import func, select, update

from storage import outbox
from storage.tables import LOOKED_AFTER, TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from storage.database import Transaction
    from storage.outbox import Claimed

_PLACE = "beyond Slack"
_PARTS = 4
_MESSAGES = TABLES["messages"]
_NEXT = select(func.min(_MESSAGES.c.look_at)).where(LOOKED_AFTER)
_LOST = ("undeliverable", "withdrawn")


@dataclass(frozen=True, slots=True)
class Place:
    """An address beyond Slack, by its number: of a person (a Slack id) or of whoever is on duty in a team (its name).

    `by` is what reaches it: "e-mail", or the name of a service.
    """

    whose: str
    number: int
    by: str

    @property
    def recipient(self) -> str:
        """The recipient of a message that goes there; no id of Slack's looks like it."""
        return f"{_PLACE}/{self.by.replace('/', ' ')}/{self.number}/{self.whose}"

    @classmethod
    def of(cls, recipient: str | None) -> Self | None:
        """Return where a message for `recipient` goes; `None` where it goes to Slack."""
        parts = (recipient or "").split("/", _PARTS - 1)
        if len(parts) < _PARTS or parts[0] != _PLACE:
            return None
        return cls(parts[3], int(parts[2]), parts[1])


def next_look(transaction: Transaction) -> datetime | None:
    """Return when it is looked next whether a reminder has arrived, or was answered."""
    moment: datetime | None = transaction.execute(_NEXT).scalar_one()
    return moment


def to_look_at(transaction: Transaction, now: datetime, limit: int) -> list[Claimed]:
    """Return up to `limit` reminders to look at by `now`; others pass these over until the commit."""
    wanted = select(_MESSAGES).where(LOOKED_AFTER, _MESSAGES.c.look_at <= now).order_by(_MESSAGES.c.look_at)
    rows = list(transaction.execute(wanted.limit(limit).with_for_update(skip_locked=True)))
    looked_at = update(_MESSAGES).where(_MESSAGES.c.key.in_([row.key for row in rows]))
    if rows:
        transaction.execute(looked_at.values(look_at=None))
    # Of what could not be delivered somebody else has been told, by a message of its own.
    return outbox.as_found(transaction, [row for row in rows if row.state not in _LOST], now)


def sent(transaction: Transaction, keys: Collection[str]) -> Sequence[datetime | None]:
    """Return when each of these messages was sent; `None` for one that Slack has not taken."""
    wanted = select(_MESSAGES.c.sent_at).where(_MESSAGES.c.key.in_(keys))
    return transaction.execute(wanted).scalars().all()
