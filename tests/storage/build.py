"""Plain values and small steps that the tests of storage share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from casework.case import Case
from casework.clocks import Clock
from casework.ladder import Rung
from storage import cases, journal, timers
from storage.database import transaction
from storage.outbox import Message, Notice

if TYPE_CHECKING:
    from storage.database import Transaction
    from storage.opening import Opened

NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECRET = "the caller was most upset"


def a_case(reference: str = "CC-26-00001", **facts: Any) -> Case:  # noqa: ANN401 - fields of a case
    return Case(reference, "North", "other police force", "image sharing", NOW, NOW, **facts)


def a_clock(name: str = "enforcement", **facts: Any) -> Clock:  # noqa: ANN401 - fields of a clock
    clock = Clock(name, NOW, NOW + 24 * HOUR, NOW, "24 hours", None, None)
    return replace(clock, **facts)


def a_plan(*clocks: Clock) -> list[tuple[Clock, tuple[Rung, ...]]]:
    """Each clock with a rung at half of its time and one when it is due; a stopped one without."""
    return [(clock, _rungs(clock) if clock.is_running else ()) for clock in clocks]


def _rungs(clock: Clock) -> tuple[Rung, ...]:
    return Rung("half", clock.started_at + (clock.due_at - clock.started_at) / 2), Rung("due", clock.due_at)


def a_message(recipient: str = "C0NORTH", **facts: Any) -> Message:  # noqa: ANN401 - fields of a message
    return replace(Message("card", recipient, "North", 0, NOW), **facts)


def a_notice(reference: str = "CC-26-00001", rung: str = "half", **facts: Any) -> Notice:  # noqa: ANN401 - of a notice
    return replace(Notice(reference, "enforcement", 1, Rung(rung, NOW), "owner"), **facts)


def refer(inner: Transaction) -> str:
    """Log a case with all that belongs to it and return its reference."""
    reference = cases.next_reference(inner, 2026)
    cases.add(inner, a_case(reference), {"summary": SECRET, "external_reference": "A/1"})
    timers.keep(inner, reference, a_plan(a_clock()), NOW)
    journal.record(inner, journal.Entry(NOW, "U0OFFICER1", "referred", reference, {"kind": "image sharing"}, SECRET))
    return reference


def referred(opened: Opened, number: int = 1) -> list[str]:
    """Log `number` cases, each in its own transaction."""
    references = []
    for _ in range(number):
        with transaction(opened.engine, opened.keyring) as inner:
            references.append(refer(inner))
    return references
