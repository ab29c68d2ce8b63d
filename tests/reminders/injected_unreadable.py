"""What can be written into the record behind Caseclock's back that cannot be read, one thing each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, literal_column, select, text, update

from bot.views.alarm import Wrong
from storage.tables import TABLES
from tests.reminders.injected import waiting_key
from tests.reminders.watch import COMING, OVERDUE

if TYPE_CHECKING:
    from sqlalchemy import Update

    from storage.database import Transaction
    from tests.reminders.injected import Injection

_TIMERS, _MESSAGES, _NOTICES, _CLOCKS = (TABLES[name] for name in ("timers", "messages", "notices", "clocks"))
_CASES, _JOURNAL = TABLES["cases"], TABLES["journal"]
_NO_MOMENT: ColumnElement[Any] = literal_column("'infinity'")
"""To SQLite any word is a moment, and to PostgreSQL this one; Python knows none of them."""
_NO_NUMBER: ColumnElement[Any] = literal_column("'purple'")


def _write(transaction: Transaction, statement: Update) -> None:
    assert transaction.execute(statement).rowcount >= 1, "there was nothing to break"


def _message(state: str, *columns: str, value: object = _NO_MOMENT) -> Injection:
    def inject(transaction: Transaction) -> None:
        own = _MESSAGES.c.key == waiting_key(transaction, state)
        _write(transaction, update(_MESSAGES).where(own).values(dict.fromkeys(columns, value)))

    return inject


def _timer(state: str, column: str, value: object = _NO_MOMENT) -> Injection:
    where = (_TIMERS.c.reference == OVERDUE, _TIMERS.c.state == state, _TIMERS.c.rung == "overdue")
    return lambda t: _write(t, update(_TIMERS).where(*where).values({column: value}))


def _notice(state: str) -> Injection:
    def inject(transaction: Transaction) -> None:
        own = _NOTICES.c.message == waiting_key(transaction, state)
        _write(transaction, update(_NOTICES).where(own).values(due_at=_NO_MOMENT))

    return inject


def a_case(transaction: Transaction) -> None:
    """Let a case have come at no moment."""
    _write(transaction, update(_CASES).where(_CASES.c.reference == COMING).values(received_at=_NO_MOMENT))


def a_clock(transaction: Transaction) -> None:
    """Let a clock of a case have no moment at which it is due."""
    where = (_CLOCKS.c.reference == COMING, _CLOCKS.c.name == "enforcement")
    _write(transaction, update(_CLOCKS).where(*where).values(due_at=_NO_MOMENT))


def a_card(transaction: Transaction, reference: str) -> str:
    """Have the first card of a case drawn anew at no moment, and let its lease and content be none; return its key."""
    own = (_MESSAGES.c.reference == reference, _MESSAGES.c.kind == "card")
    key = str(transaction.execute(select(_MESSAGES.c.key).where(*own).order_by(_MESSAGES.c.key)).scalars().first())
    broken = {"wanted": _MESSAGES.c.wanted + 1, "leased_until": _NO_MOMENT, "content": "{"}
    _write(transaction, update(_MESSAGES).where(_MESSAGES.c.key == key).values(broken))
    return key


def an_entry(transaction: Transaction, facts: Any = "{") -> None:  # noqa: ANN401 - text, or what makes it
    """Alter the entry of the journal that says of what waits that it is queued, as the owner of the database can."""
    is_sqlite = transaction.connection.dialect.name == "sqlite"
    name = "journal_no_update" if is_sqlite else "journal_append_only ON journal"
    transaction.execute(text(f"DROP TRIGGER {name}"))
    key = waiting_key(transaction, "queued")
    where = (_JOURNAL.c.event == "queued", _JOURNAL.c.facts.contains(key))
    _write(transaction, update(_JOURNAL).where(*where).values(facts=facts))


_MESSAGE, _TIMER = Wrong.MESSAGE_UNREADABLE, Wrong.REMINDER_CHANGED
MOMENTS: dict[str, tuple[Injection, Wrong]] = {
    "a message that waits was due at no moment": (_message("queued", "due_at"), _MESSAGE),
    "a message that waits is put off to no moment": (_message("queued", "not_before"), _MESSAGE),
    "a message that waits is leased until no moment": (_message("queued", "leased_until"), _MESSAGE),
    "a message that was sent is looked after at no moment": (_message("sent", "look_at"), _MESSAGE),
    "a message that was sent was so at no moment": (_message("sent", "sent_at", "due_at", "not_before"), _MESSAGE),
    "what a message that waits says was due at no moment": (_notice("queued"), Wrong.MESSAGE_CHANGED),
    "what a message that was sent says was due at no moment": (_notice("sent"), Wrong.MESSAGE_CHANGED),
    "a timer is due at no moment": (_timer("pending", "due_at"), _TIMER),
    "a timer was due at no moment": (_timer("fired", "due_at"), _TIMER),
    "a timer ended at no moment": (_timer("fired", "ended_at"), _TIMER),
}
NUMBERS: dict[str, tuple[Injection, Wrong]] = {
    "a message that waits is drawn in no number": (_message("queued", "drawn", value=_NO_NUMBER), _MESSAGE),
    "a message that waits is wanted in no number": (_message("queued", "wanted", value=_NO_NUMBER), _MESSAGE),
    "a message that was sent has a lease that is none": (
        _message("sent", "lease", "attempts", value=_NO_NUMBER),
        _MESSAGE,
    ),
    "a timer is due at nothing": (_timer("pending", "due_at", literal_column("''")), _TIMER),
}
"""What only SQLite takes."""
