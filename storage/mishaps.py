"""What failed because of an error of our own: cases and messages that are put aside, until when, since when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from storage.tables import PENDING, TABLES

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction

_ROWS, _TIMERS, _CASES = TABLES["mishaps"], TABLES["timers"], TABLES["cases"]
# Worked out from each case that is put aside, of which there are few: a join may begin at the many timers.
_FIRST = select(func.min(_TIMERS.c.due_at)).where(_TIMERS.c.reference == _ROWS.c.subject, PENDING)
_ASIDE = select(_ROWS.c.subject, _ROWS.c.until, _FIRST.scalar_subquery().label("due_at")).order_by(
    _ROWS.c.until, _ROWS.c.subject
)


@dataclass(frozen=True, slots=True)
class Mishap:
    """That a case's reminders (`subject` is its reference) or a message (its key) failed `failures` times since then.

    It is tried again at `until`. `error` is the kind and place of the error, and nothing of what was being handled.
    """

    subject: str
    reference: str | None
    failures: int
    since: datetime
    until: datetime
    error: str


def find(transaction: Transaction, subject: str) -> Mishap | None:
    """Return what became of a case or a message that failed, or `None` when it works."""
    row = transaction.execute(select(_ROWS).where(_ROWS.c.subject == subject)).one_or_none()
    return Mishap(**row._asdict()) if row else None


def about(transaction: Transaction, reference: str) -> list[Mishap]:
    """Return all that failed of a case, itself and its messages, what failed first on top."""
    wanted = select(_ROWS).where(_ROWS.c.reference == reference).order_by(_ROWS.c.since, _ROWS.c.subject)
    return [Mishap(**row._asdict()) for row in transaction.execute(wanted)]


def subjects(transaction: Transaction) -> set[str]:
    """Return all that failed and does not work yet: references of cases, keys of messages."""
    return set(transaction.execute(select(_ROWS.c.subject)).scalars())


def note(transaction: Transaction, mishap: Mishap) -> None:
    """Write a failure over the one before it."""
    values = asdict(mishap)
    if not transaction.execute(update(_ROWS).where(_ROWS.c.subject == mishap.subject).values(values)).rowcount:
        transaction.execute(insert(_ROWS).values(values))


def clear(transaction: Transaction, subject: str) -> bool:
    """Note that it works again; `False` when nothing was wrong with it."""
    return bool(transaction.execute(delete(_ROWS).where(_ROWS.c.subject == subject)).rowcount)


def to_try(transaction: Transaction, now: datetime) -> list[str]:
    """Return the cases that are to be tried again at `now`: their pause is over and something of theirs is due."""
    return [reference for reference, at in _cases(transaction).items() if at <= now]


def next_try(transaction: Transaction) -> datetime | None:
    """Return when the next case is to be tried again, or `None` when there is none."""
    return min(_cases(transaction).values(), default=None)


def _cases(transaction: Transaction) -> dict[str, datetime]:
    return {row.subject: max(row.until, row.due_at) for row in transaction.execute(_ASIDE) if row.due_at}


def count(transaction: Transaction) -> tuple[int, int, datetime | None]:
    """Return how many cases and how many messages are put aside, and since when the oldest of them is."""
    is_case = _ROWS.c.subject == _ROWS.c.reference
    wanted = select(func.count().filter(is_case), func.count(), func.min(_ROWS.c.since))
    cases, every, since = transaction.execute(wanted.select_from(_ROWS)).one()
    return int(cases), int(every) - int(cases), since


def team(transaction: Transaction, reference: str) -> str:
    """Return the team of a case by its row alone: a case that cannot be read has a team all the same."""
    found = transaction.execute(select(_CASES.c.team).where(_CASES.c.reference == reference)).scalar_one_or_none()
    return str(found or "")
