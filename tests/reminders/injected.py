"""What can be done to the record behind Caseclock's back, one thing each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.views.alarm import Wrong
from storage.tables import TABLES
from tests.reminders.watch import COMING, NIGHT, OVERDUE

if TYPE_CHECKING:
    from storage.database import Transaction

_TIMERS, _MESSAGES, _NOTICES = (TABLES[name] for name in ("timers", "messages", "notices"))
_CLOCKS, _MISHAPS = TABLES["clocks"], TABLES["mishaps"]
_FAR = NIGHT + timedelta(days=3_652)
_HOUR = timedelta(hours=1)
Injection = Callable[["Transaction"], None]
_THREE_QUARTERS = (_TIMERS.c.reference == COMING, _TIMERS.c.clock == "enforcement", _TIMERS.c.rung == "three quarters")
_AGAIN = (_TIMERS.c.reference == OVERDUE, _TIMERS.c.rung == "overdue", _TIMERS.c.state == "pending")


def _timer(*where: Any, **values: Any) -> Injection:  # noqa: ANN401 - conditions and columns
    return lambda t: _one(t, update(_TIMERS).where(*where).values(**values))


def _one(transaction: Transaction, statement: Any) -> None:  # noqa: ANN401 - a statement
    assert transaction.execute(statement).rowcount >= 1, "there was nothing to break"


def _no_timer(*where: Any) -> Injection:  # noqa: ANN401 - conditions
    return lambda t: _one(t, delete(_TIMERS).where(*where))


def _one_more(transaction: Transaction) -> None:
    row = dict(transaction.execute(select(_TIMERS).where(*_THREE_QUARTERS)).one()._mapping)  # noqa: SLF001 - its columns
    transaction.execute(insert(_TIMERS).values(**{**row, "id": 100_000, "turn": 7, "due_at": NIGHT + 2 * _HOUR}))


def _clock(reference: str, **values: Any) -> Injection:  # noqa: ANN401 - columns
    own = (_CLOCKS.c.reference == reference, _CLOCKS.c.name == "enforcement")
    return lambda t: _one(t, update(_CLOCKS).where(*own).values(**values))


def _aside(transaction: Transaction) -> None:
    row = {"subject": COMING, "reference": COMING, "failures": 1, "since": NIGHT, "until": _FAR, "error": "none"}
    transaction.execute(insert(_MISHAPS).values(**row))


def waiting_key(transaction: Transaction, state: str, kind: str = "reminder") -> str:
    """Return the key of the message that waits for the morning, or of the last one of a kind that was sent."""
    wanted = select(_MESSAGES.c.key).where(_MESSAGES.c.state == state, _MESSAGES.c.kind == kind)
    return str(transaction.execute(wanted.order_by(_MESSAGES.c.due_at.desc()).limit(1)).scalar_one())


def _message(of: str, **values: Any) -> Injection:  # noqa: ANN401 - columns
    return lambda t: _one(t, update(_MESSAGES).where(_MESSAGES.c.key == waiting_key(t, of)).values(**values))


def _no_message(state: str, kind: str = "reminder") -> Injection:
    def inject(transaction: Transaction) -> None:
        key = waiting_key(transaction, state, kind)
        transaction.execute(delete(_NOTICES).where(_NOTICES.c.message == key))
        _one(transaction, delete(_MESSAGES).where(_MESSAGES.c.key == key))

    return inject


def _no_notice(transaction: Transaction) -> None:
    _one(transaction, delete(_NOTICES).where(_NOTICES.c.message == waiting_key(transaction, "queued")))


def _notice(**values: Any) -> Injection:  # noqa: ANN401 - columns
    return lambda t: _one(t, update(_NOTICES).where(_NOTICES.c.message == waiting_key(t, "queued")).values(**values))


def _drawn(transaction: Transaction) -> None:
    _one(
        transaction,
        update(_MESSAGES).where(_MESSAGES.c.key == waiting_key(transaction, "queued")).values(drawn=_MESSAGES.c.wanted),
    )


def _no_queued_one(transaction: Transaction) -> None:
    """Add a message that speaks of a rung that is to come, at once."""
    row = _copied(transaction, not_before=NIGHT + _HOUR, content='{"for": "U0OFFICER2"}')
    said = {"message": row["key"], "clock": "enforcement", "version": 1, "rung": "three quarters", "turn": 0}
    of = {"reference": COMING, "recipient": row["recipient"], "role": "owner", "due_at": NIGHT}
    transaction.execute(insert(_NOTICES).values(**said, **of))


def _another_key(transaction: Transaction) -> None:
    """Let what waits have another key, and what it says go with it."""
    old, row = waiting_key(transaction, "queued"), _copied(transaction)
    transaction.execute(update(_NOTICES).where(_NOTICES.c.message == old).values(message=row["key"]))
    _one(transaction, delete(_MESSAGES).where(_MESSAGES.c.key == old))


def _copied(transaction: Transaction, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - columns
    own = _MESSAGES.c.key == waiting_key(transaction, "queued")
    row = {**transaction.execute(select(_MESSAGES).where(own)).mappings().one(), "key": "another", **values}
    transaction.execute(insert(_MESSAGES).values(**row))
    return row


def _an_answer(transaction: Transaction) -> None:
    """Let somebody have said that they have what is overdue, who has not: by their answer and by the clock."""
    given = {"by": "U0SERGEANT1", "at": NIGHT, "until": _FAR}
    of = {"reference": OVERDUE, "clock": "enforcement", "version": 1, "turn": 1}
    transaction.execute(insert(TABLES["answers"]).values(**of, **given))
    _clock(OVERDUE, **_ANSWERED)(transaction)


_ANSWERED = {"answered_by": "U0SERGEANT1", "answered_at": NIGHT, "answered_until": _FAR}
MISSING, CHANGED, CLOCK = Wrong.REMINDER_MISSING, Wrong.REMINDER_CHANGED, Wrong.CLOCK
LOST, ALTERED, MARKED, HELD = (
    Wrong.MESSAGE_MISSING,
    Wrong.MESSAGE_CHANGED,
    Wrong.MESSAGE_MARKED,
    Wrong.MESSAGE_HELD,
)
INJECTED: dict[str, tuple[Injection, Wrong]] = {
    "a timer is gone": (_no_timer(*_THREE_QUARTERS), MISSING),
    "a timer that repeats is gone": (_no_timer(*_AGAIN), MISSING),
    "all timers of a case are gone": (_no_timer(_TIMERS.c.reference == COMING, _TIMERS.c.state == "pending"), MISSING),
    "a timer is put off": (_timer(*_THREE_QUARTERS, due_at=_FAR), CHANGED),
    "a timer is put off a little": (_timer(*_THREE_QUARTERS, due_at=NIGHT + 6 * _HOUR), CHANGED),
    "a timer is brought forward": (_timer(*_THREE_QUARTERS, due_at=NIGHT + _HOUR), CHANGED),
    "a timer is brought forward to this moment": (_timer(*_THREE_QUARTERS, due_at=NIGHT), CHANGED),
    "a timer that repeats is put off": (_timer(*_AGAIN, due_at=_FAR), CHANGED),
    "a timer that repeats has another turn": (_timer(*_AGAIN, turn=9), MISSING),
    "a timer is marked as fired": (_timer(*_THREE_QUARTERS, state="fired"), CHANGED),
    "a timer is marked as fired now": (_timer(*_THREE_QUARTERS, state="fired", ended_at=NIGHT), CHANGED),
    "a timer that repeats is marked as fired": (_timer(*_AGAIN, state="fired", ended_at=NIGHT + 2 * _HOUR), CHANGED),
    "a timer is withdrawn": (_timer(*_THREE_QUARTERS, state="withdrawn", ended_at=NIGHT), CHANGED),
    "a timer is in no state that there is": (_timer(*_THREE_QUARTERS, state="frozen"), CHANGED),
    "a timer is of another version": (_timer(*_THREE_QUARTERS, version=2), MISSING),
    "a timer is of another rung": (_timer(*_THREE_QUARTERS, rung="half again"), MISSING),
    "a timer is of another clock": (_timer(*_THREE_QUARTERS, clock="allocate", turn=9), MISSING),
    "a timer is of another case": (_timer(*_THREE_QUARTERS, reference=OVERDUE, rung="none"), MISSING),
    "there is one timer more": (_one_more, CHANGED),
    "a case is put aside for ten years": (_aside, Wrong.ASIDE),
    "a clock is gone": (
        lambda t: _one(t, delete(_CLOCKS).where(_CLOCKS.c.reference == COMING, _CLOCKS.c.name == "enforcement")),
        CLOCK,
    ),
    "a clock is put off": (_clock(COMING, due_at=_FAR), CLOCK),
    "a clock is stopped": (_clock(COMING, stopped_at=NIGHT), CLOCK),
    "a clock has another version": (_clock(COMING, version=7), CLOCK),
    "somebody is noted to have a clock": (_clock(OVERDUE, **_ANSWERED), Wrong.ANSWER),
    "an answer is there that nobody gave": (_an_answer, Wrong.ANSWER),
    "a message waits that nobody queued": (_no_queued_one, Wrong.MESSAGE_ADDED),
    "a message that waits has another key": (_another_key, Wrong.MESSAGE_ADDED),
    "a message that waits is looked after in ten years": (_message("queued", look_at=_FAR), ALTERED),
    "a message that waits was sent at a time": (_message("queued", sent_at=NIGHT), MARKED),
    "a message that was sent is looked after in ten years": (_message("sent", look_at=_FAR), ALTERED),
    "a message that was sent was so in ten years": (_message("sent", sent_at=_FAR), ALTERED),
    "a message that was sent was so at no time": (_message("sent", sent_at=None), ALTERED),
    "a message that was sent is drawn oftener than wanted": (_message("sent", drawn=9), ALTERED),
    "a message that was sent was never wanted": (_message("sent", wanted=-3), ALTERED),
    "a message that waits is gone": (_no_message("queued"), LOST),
    "a message that waits says nothing": (_no_notice, ALTERED),
    "a message that waits says something else": (_notice(rung="due"), ALTERED),
    "a message that waits speaks of another case": (_notice(reference=COMING, turn=5), ALTERED),
    "what it says is for somebody else": (_notice(recipient="U0OFFICER2"), ALTERED),
    "a message that waits is for somebody else": (_message("queued", recipient="U0OFFICER2"), ALTERED),
    "a message that waits has another content": (_message("queued", content='{"deferred": []}'), ALTERED),
    "a message that waits was due at another time": (_message("queued", due_at=NIGHT), ALTERED),
    "a message that waits is put off": (_message("queued", not_before=_FAR), HELD),
    "a message that waits is put off a little": (_message("queued", not_before=NIGHT + 9 * _HOUR), HELD),
    "a message that waits is let go at night": (_message("queued", not_before=NIGHT), ALTERED),
    "a message that waits is leased for ten years": (_message("queued", state="sending", leased_until=_FAR), HELD),
    "a message that waits is marked as sent": (_message("queued", state="sent", sent_at=NIGHT), MARKED),
    "a message that waits is marked as drawn": (_drawn, MARKED),
    "a message that waits has a place": (_message("queued", state="sent", channel="D0OFFICER1", ts="1.5"), MARKED),
    "a message that waits is withdrawn": (_message("queued", state="withdrawn", drawn=1), MARKED),
    "a message that waits is given up": (_message("queued", state="undeliverable", drawn=1), MARKED),
    "a message that was sent is gone": (_no_message("sent"), LOST),
    "a card is gone": (_no_message("sent", "card"), LOST),
    "a message that was sent stands somewhere else": (_message("sent", ts="1.5"), ALTERED),
    "a message that was sent is marked as withdrawn": (_message("sent", state="withdrawn"), ALTERED),
    "a message that was sent is leased for ten years": (_message("sent", wanted=9, leased_until=_FAR), HELD),
    "a message that was sent is drawn in ten years": (_message("sent", wanted=9, not_before=_FAR), HELD),
}
