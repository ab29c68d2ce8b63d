"""What can be done behind Caseclock's back to a case of which something has been said already, one thing each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.views.alarm import Wrong
from storage.tables import TABLES
from tests.reminders.watch import DEFERRED, NIGHT, OVERDUE

if TYPE_CHECKING:
    from storage.database import Transaction
    from tests.reminders.injected import Injection

_TIMERS, _CLOCKS = TABLES["timers"], TABLES["clocks"]
_FAR = NIGHT + timedelta(days=3_652)
_OWN = (_TIMERS.c.reference == OVERDUE, _TIMERS.c.clock == "enforcement")
_DUE = (_TIMERS.c.state == "fired", _TIMERS.c.rung == "due")
_LAST = (_TIMERS.c.state == "fired", _TIMERS.c.rung == "overdue")
_AGAIN = (*_OWN, _TIMERS.c.rung == "overdue", _TIMERS.c.state == "pending")


def timer(*where: Any, **values: Any) -> Injection:  # noqa: ANN401 - conditions and columns
    """Return what writes something over timers of the case that is overdue."""
    return lambda t: _one(t, update(_TIMERS).where(*_OWN, *where).values(**values))


def _one(transaction: Transaction, statement: Any) -> None:  # noqa: ANN401 - a statement
    assert transaction.execute(statement).rowcount >= 1, "there was nothing to break"


def _clock(reference: str, **values: Any) -> Injection:  # noqa: ANN401 - columns
    own = (_CLOCKS.c.reference == reference, _CLOCKS.c.name == "enforcement")
    return lambda t: _one(t, update(_CLOCKS).where(*own).values(**values))


def _no_clock(reference: str) -> Injection:
    own = (_CLOCKS.c.reference == reference, _CLOCKS.c.name == "enforcement")
    return lambda t: _one(t, delete(_CLOCKS).where(*own))


def _the_turn_after(transaction: Transaction) -> None:
    row = dict(transaction.execute(select(_TIMERS).where(*_AGAIN)).mappings().one())
    transaction.execute(insert(_TIMERS).values(**{**row, "id": 100_000, "turn": row["turn"] + 1}))


LATER: dict[str, tuple[Injection, Wrong]] = {
    "the clock of what is overdue is gone": (_no_clock(OVERDUE), Wrong.CLOCK),
    "the clock of what is overdue is put off": (_clock(OVERDUE, due_at=_FAR), Wrong.CLOCK),
    "the clock of what is overdue is stopped": (_clock(OVERDUE, stopped_at=NIGHT), Wrong.CLOCK),
    "the clock of what is deferred is gone": (_no_clock(DEFERRED), Wrong.CLOCK),
    "the clock of what is deferred is put off": (_clock(DEFERRED, due_at=_FAR), Wrong.CLOCK),
    "the clock of what is overdue has another version": (_clock(OVERDUE, version=7), Wrong.CLOCK),
    "the clock of what is deferred has another version": (_clock(DEFERRED, version=7), Wrong.CLOCK),
    "the turn after the next is there too": (_the_turn_after, Wrong.REMINDER_CHANGED),
    "the next turn is the one after": (
        timer(_TIMERS.c.rung == "overdue", _TIMERS.c.state == "pending", turn=_TIMERS.c.turn + 1),
        Wrong.REMINDER_MISSING,
    ),
    "what was said is to be said again": (timer(*_DUE, state="pending", ended_at=None), Wrong.REMINDER_CHANGED),
    "what was said is withdrawn": (timer(*_DUE, state="withdrawn"), Wrong.REMINDER_CHANGED),
    "what was said is to be said again later": (
        timer(*_DUE, state="pending", ended_at=None, due_at=NIGHT + timedelta(hours=3)),
        Wrong.REMINDER_CHANGED,
    ),
    "the last turn is to be said again": (timer(*_LAST, state="pending", ended_at=None), Wrong.REMINDER_CHANGED),
    "the last turn is withdrawn": (timer(*_LAST, state="withdrawn"), Wrong.REMINDER_CHANGED),
    "the last turn ends in ten years": (timer(*_LAST, ended_at=_FAR), Wrong.REMINDER_CHANGED),
    "the last turn has no end": (timer(*_LAST, ended_at=None), Wrong.REMINDER_CHANGED),
    "the last turn was due in ten years": (timer(*_LAST, due_at=_FAR), Wrong.REMINDER_CHANGED),
    "the last turn was due a day later": (timer(*_LAST, due_at=NIGHT + timedelta(hours=30)), Wrong.REMINDER_CHANGED),
}
