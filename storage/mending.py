"""What an audit puts back: rows of the outbox and of what it says, and what was put aside for too long."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, update

from storage.queued import PARTS, RUNG
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from casework.clocks import Clock
    from storage.answers import Answer
    from storage.database import Transaction
    from storage.queued import Part
    from storage.replanning import Of

_MESSAGES, _NOTICES, _TIMERS, _MISHAPS = (TABLES[name] for name in ("messages", "notices", "timers", "mishaps"))
_CLOCKS, _ANSWERS = TABLES["clocks"], TABLES["answers"]
_NOWHERE = {"state": "withdrawn", "wanted": 0, "drawn": 0, "look_at": None, "leased_until": None}


def message(transaction: Transaction, values: Mapping[str, Any], there_too: Collection[str] = ()) -> None:
    """Write a message's row over what there is of it, or anew; where it stands no other does but those `there_too`."""
    where = _MESSAGES.c.key == values["key"]
    if values["ts"]:
        there = (_MESSAGES.c.channel == values["channel"], _MESSAGES.c.ts == values["ts"])
        others = (~where, _MESSAGES.c.key.not_in(there_too))
        transaction.execute(update(_MESSAGES).where(*there, *others).values(channel=None, ts=None, **_NOWHERE))
    if not transaction.execute(update(_MESSAGES).where(where).values(**values)).rowcount:
        transaction.execute(insert(_MESSAGES).values(**values))


def release(transaction: Transaction, key: str, values: Mapping[str, Any]) -> None:
    """Write only some columns of a message's row."""
    transaction.execute(update(_MESSAGES).where(_MESSAGES.c.key == key).values(**values))


def take_out(transaction: Transaction, key: str) -> None:
    """Let a message that nobody queued go nowhere and say nothing; its row stays, so that it can be looked into."""
    where = _MESSAGES.c.key == key
    transaction.execute(update(_MESSAGES).where(where).values(**_NOWHERE, lease=_MESSAGES.c.lease + 1))
    transaction.execute(delete(_NOTICES).where(_NOTICES.c.message == key))


def notices(transaction: Transaction, key: str, recipient: str, parts: Iterable[Part]) -> None:
    """Make what a message says these notices and no others, wherever they are by now."""
    transaction.execute(delete(_NOTICES).where(_NOTICES.c.message == key))
    for part in parts:
        row = dict(zip(PARTS, part, strict=True))
        of = [_NOTICES.c[name] == row[name] for name in RUNG]
        transaction.execute(delete(_NOTICES).where(*of, _NOTICES.c.recipient == recipient))
        transaction.execute(insert(_NOTICES).values(message=key, recipient=recipient, **row))


def clock(transaction: Transaction, clock: Clock, of: Of, answer: Answer | None) -> None:
    """Write a clock's row as it ought to be, over what there is of it or anew, in the version that it had.

    What there is keeps the moment at which it was known; who has it in hand is whoever gave the last `answer`.
    """
    reference, name, version = of
    basis = {"started_at": clock.started_at, "due_at": clock.due_at, "period": clock.period, "grade": clock.grade}
    values = {"version": version, "stopped_at": clock.stopped_at, **basis}
    values |= {f"answered_{name}": getattr(answer, name, None) for name in ("by", "at", "until")}
    where = (_CLOCKS.c.reference == reference, _CLOCKS.c.name == name)
    if not transaction.execute(update(_CLOCKS).where(*where).values(**values)).rowcount:
        values |= {"reference": reference, "name": name, "known_at": clock.known_at}
        transaction.execute(insert(_CLOCKS).values(**values))


def answers(transaction: Transaction, reference: str, given: Collection[Answer]) -> None:
    """Make the answers about a case these and no others."""
    transaction.execute(delete(_ANSWERS).where(_ANSWERS.c.reference == reference))
    if given:
        transaction.execute(insert(_ANSWERS), [asdict(answer) for answer in given])


def no_clocks_but(transaction: Transaction, reference: str, names: Collection[str]) -> None:
    """Take away the clocks of a case that it does not have."""
    transaction.execute(delete(_CLOCKS).where(_CLOCKS.c.reference == reference, _CLOCKS.c.name.not_in(names)))


def withdraw(transaction: Transaction, ids: Collection[int], now: datetime) -> None:
    """Withdraw timers that are no promise."""
    if ids:
        transaction.execute(update(_TIMERS).where(_TIMERS.c.id.in_(ids)).values(state="withdrawn", ended_at=now))


def put_back(transaction: Transaction, timer: int, due: datetime, ended: datetime) -> None:
    """Write of a timer that has been said when it was due, and when it ended."""
    values = {"due_at": due, "state": "fired", "ended_at": ended}
    transaction.execute(update(_TIMERS).where(_TIMERS.c.id == timer).values(**values))


def take_up(transaction: Transaction, subject: str, now: datetime) -> None:
    """Let what is put aside be tried again at `now`."""
    transaction.execute(update(_MISHAPS).where(_MISHAPS.c.subject == subject).values(until=now))
