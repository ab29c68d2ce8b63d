"""What the dead-man's switch works with: when the bot last checked in, and the running clocks that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, insert, select, update

from casework.case import Grade
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select

    from storage.database import Transaction

_CASES, _CLOCKS, _MESSAGES, _NOTICES, _SETTINGS = (
    TABLES[name] for name in ("cases", "clocks", "messages", "notices", "settings")
)
_NAME, _SILENT, _OLDER = "checked in", "silent", "older than Slack since"
_IS_IT = _SETTINGS.c.name == _NAME
_SILENCE = timedelta(minutes=5)
"""How long nobody has checked in where something has happened meanwhile: it is done every two minutes."""
_RECENT = timedelta(days=1)
_SHOWN = (_CASES.c.team, _CASES.c.grade, _CASES.c.owner, *(_CLOCKS.c[name] for name in ("reference", "name")))
_RUNNING = (
    select(*_SHOWN, _CLOCKS.c.due_at, _CLOCKS.c.known_at)
    .join(_CLOCKS, _CLOCKS.c.reference == _CASES.c.reference)
    .where(_CLOCKS.c.stopped_at.is_(None))
    .order_by(_CLOCKS.c.due_at, _CLOCKS.c.reference, _CLOCKS.c.name)
)


@dataclass(frozen=True, slots=True)
class Running:
    """A running clock: whose it is, when it is due, and since when it is on record at all."""

    team: str
    grade: Grade
    owner: str | None
    reference: str
    clock: str
    due_at: datetime
    known_at: datetime


def check_in(transaction: Transaction, until: datetime, every: timedelta) -> datetime | None:
    """Note that the bot lives at `until` and return when it checked in before (`until` itself the first time).

    `None`, and nothing noted, where that is less than `every` ago: one of several processes does it. A moment that lies
    ahead is that of a clock that has been put right since.
    """
    written = transaction.execute(select(_SETTINGS.c.value).where(_IS_IT).with_for_update()).scalar_one_or_none()
    if written is None:
        transaction.execute(insert(_SETTINGS).values(name=_NAME, value=until.isoformat()))
        return until
    before = datetime.fromisoformat(written)
    if until - every < before <= until:
        return None
    transaction.execute(update(_SETTINGS).where(_IS_IT).values(value=until.isoformat()))
    if until - before > _SILENCE:
        _write(transaction, _SILENT, f"{before.isoformat()} {until.isoformat()}")
    return before


def silent_since(transaction: Transaction, now: datetime) -> datetime | None:
    """Return since when nobody had checked in when Caseclock was started; `None` where it was hardly silent.

    A silence that another process has ended since counts for a day.
    """
    last, silent = _read(transaction, _NAME), _read(transaction, _SILENT)
    if last and now - datetime.fromisoformat(last) > _SILENCE:
        return datetime.fromisoformat(last)
    since, until = map(datetime.fromisoformat, silent.split()) if silent else (now, now)
    return since if since < until <= now < until + _RECENT else None


def note_older(transaction: Transaction, since: datetime) -> bool:
    """Note that Slack shows what the record, silent since then, does not know; `False` where that is noted already."""
    if _read(transaction, _OLDER) == since.isoformat():
        return False
    _write(transaction, _OLDER, since.isoformat())
    return True


def _read(transaction: Transaction, name: str) -> str | None:
    return transaction.execute(select(_SETTINGS.c.value).where(_SETTINGS.c.name == name)).scalar_one_or_none()


def _write(transaction: Transaction, name: str, value: str) -> None:
    if not transaction.execute(update(_SETTINGS).where(_SETTINGS.c.name == name).values(value=value)).rowcount:
        transaction.execute(insert(_SETTINGS).values(name=name, value=value))


def due_before(transaction: Transaction, moment: datetime) -> list[Running]:
    """Return the clocks that run and are due before `moment`, the first due first; those that are overdue too."""
    return _found(transaction, _RUNNING.where(_CLOCKS.c.due_at < moment))


def unsaid(transaction: Transaction, grades: Collection[Grade]) -> list[Running]:
    """Return the running clocks of cases of `grades` of which Slack shows nothing yet that was due with them."""
    said = exists().where(
        _NOTICES.c.reference == _CLOCKS.c.reference,
        _NOTICES.c.clock == _CLOCKS.c.name,
        _NOTICES.c.version == _CLOCKS.c.version,
        _NOTICES.c.due_at >= _CLOCKS.c.due_at,
        _MESSAGES.c.key == _NOTICES.c.message,
        _MESSAGES.c.ts.is_not(None),
    )
    return _found(transaction, _RUNNING.where(_CASES.c.grade.in_([grade.value for grade in grades]), ~said))


def _found(transaction: Transaction, wanted: Select[*tuple[Any, ...]]) -> list[Running]:
    return [
        Running(row.team, Grade(row.grade), row.owner, row.reference, row.name, row.due_at, row.known_at)
        for row in transaction.execute(wanted)
    ]
