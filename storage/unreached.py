"""Whom messages do not reach: noted with the first that Slack refuses, forgotten with the first that arrives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from storage.tables import TABLES

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction

SLACK = "Slack"
"""The recipient that stands for all: Slack itself takes nothing, such as when the token was revoked."""
_ROWS = TABLES["unreached"]
_REACHED = delete(_ROWS).where(_ROWS.c.recipient.in_(bindparam("of", expanding=True)))


@dataclass(frozen=True, slots=True)
class Unreached:
    """A recipient (a Slack id, or `SLACK`) that messages do not reach, with Slack's word for why."""

    recipient: str
    team: str
    problem: str
    since: datetime
    messages: int


def every(transaction: Transaction) -> list[Unreached]:
    """Return whom messages do not reach, the longest on top."""
    rows = transaction.execute(select(_ROWS).order_by(_ROWS.c.since, _ROWS.c.recipient))
    return [Unreached(row.recipient, row.team, row.problem, row.since, row.messages) for row in rows]


def find(transaction: Transaction, recipient: str) -> Unreached | None:
    """Return how it stands with a recipient; `None` when messages reach it."""
    return next((each for each in every(transaction) if each.recipient == recipient), None)


def note(transaction: Transaction, unreached: Unreached) -> bool:
    """Note that one more message does not reach a recipient; return whether that is news."""
    known = _ROWS.c.recipient == unreached.recipient
    more = {"problem": unreached.problem, "messages": _ROWS.c.messages + unreached.messages}
    if transaction.execute(update(_ROWS).where(known).values(more)).rowcount:
        return False
    values = {"recipient": unreached.recipient, "team": unreached.team, "since": unreached.since}
    transaction.execute(
        insert(_ROWS).values(**values, problem=unreached.problem, messages=unreached.messages),
    )
    return True


def reached(transaction: Transaction, *recipients: str) -> bool:
    """Note that messages arrive; return whether that is news, of any of these recipients (`SLACK` stands for all)."""
    return bool(transaction.execute(_REACHED, {"of": list(recipients)}).rowcount)
