"""What people are being told of a clock that a new policy plans anew: what still holds goes over to the new plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select, update

from storage import queued
from storage.queued import RUNG
from storage.tables import LOOKED_AFTER, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Table

    from casework.replan import Carried
    from storage.database import Transaction
    from storage.replanning import Of

_ANSWERS, _MESSAGES, _NOTICES, _TIMERS = (TABLES[name] for name in ("answers", "messages", "notices", "timers"))
_WAITS = _MESSAGES.c.state.in_(("queued", "sending", "in doubt"))
_IS_ANSWERED = exists().where(
    *(_ANSWERS.c[name] == _NOTICES.c[name] for name in ("reference", "clock", "version")),
    _ANSWERS.c.at >= _NOTICES.c.due_at,
)
_OPEN = or_(_WAITS, and_(LOOKED_AFTER, ~_IS_ANSWERED))


def unsettled(transaction: Transaction, reference: str) -> dict[Of, dict[str, set[int]]]:
    """Return of which rungs of a case a message speaks that is not over, with their turns, by clock and version.

    It waits, or Slack may have it; or Slack has it, and it is still to be looked whether somebody answers.
    """
    said = [_NOTICES.c[name] for name in RUNG]
    wanted = select(*said).join(_MESSAGES, _MESSAGES.c.key == _NOTICES.c.message)
    found: dict[Of, dict[str, set[int]]] = {}
    for row in transaction.execute(wanted.where(_NOTICES.c.reference == reference, _OPEN)):
        rungs = found.setdefault((row.reference, row.clock, row.version), {})
        rungs.setdefault(row.rung, set()).add(row.turn)
    return found


def carry(transaction: Transaction, of: Of, version: int, rungs: Iterable[Carried], now: datetime) -> None:
    """Let these rungs, with what was said of them and to whom, be those of `version` of the clock.

    Whoever is sending such a message has to claim it anew: it was drawn by what it said before.
    """
    keys = {key for each in rungs for key in _carried(transaction, of, version, each)}
    raised = update(_MESSAGES).where(_MESSAGES.c.key.in_(keys)).values(lease=_MESSAGES.c.lease + 1)
    transaction.execute(raised)
    for key in sorted(keys):
        said = transaction.execute(select(_NOTICES).where(_NOTICES.c.message == key))
        queued.carried(transaction, key, [dict(row) for row in said.mappings()], now)


def _carried(transaction: Transaction, of: Of, version: int, each: Carried) -> list[str]:
    """Carry one over; return the keys of the messages that speak of it."""
    for table in (_TIMERS, _NOTICES):
        where = _is(table, of, each.rung, each.turn)
        transaction.execute(update(table).where(*where).values(version=version, turn=each.becomes))
    new = _is(_NOTICES, (*of[:2], version), each.rung, each.becomes)
    return list(transaction.execute(select(_NOTICES.c.message).where(*new)).scalars())


def _is(table: Table, of: Of, rung: str, turn: int) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in zip(RUNG, (*of, rung, turn), strict=True)]
