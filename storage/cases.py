"""Cases as rows and as values."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, text, update

from casework.case import Answer, Case, Evidence, Grade, Status
from casework.errors import NoSuchCase
from storage.encrypted import Private, belonging
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from storage.database import Transaction

_ROWS = TABLES["cases"]
_NAMES = tuple(field.name for field in fields(Case))
_WORDS = {
    "child_at_risk": Answer,
    "child_in_contact": Answer,
    "suspect_identified": Answer,
    "evidence": Evidence,
    "grade": Grade,
    "status": Status,
}
_COLUMNS = [_ROWS.c[name] for name in _NAMES]
_TYPED = ("external_reference", "summary")
_ADD = insert(_ROWS)
_SAVE = update(_ROWS).where(_ROWS.c.reference == bindparam("its_reference"))
# One statement, so that two processes that log the first referral of a year do not give the same number.
_COUNT = text(
    "INSERT INTO settings (name, value) VALUES (:name, '1') ON CONFLICT (name) "
    "DO UPDATE SET value = CAST(CAST(settings.value AS INTEGER) + 1 AS VARCHAR) RETURNING value"
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an officer typed about a case; it is shown only where the showing is journalled."""

    external_reference: Private | None
    summary: Private | None


def next_reference(transaction: Transaction, year: int) -> str:
    """Return the next reference of `year`, such as CC-26-00042; a number that was given is never given again."""
    number = int(transaction.execute(_COUNT, {"name": f"last number of {year}"}).scalar_one())
    return f"CC-{year % 100:02d}-{number:05d}"


def add(transaction: Transaction, case: Case, particulars: dict[str, str]) -> None:
    """Write a new case, and what was typed about it, encrypted."""
    typed = {name: Private(_about(case.reference, name), particulars[name]) for name in _TYPED if particulars.get(name)}
    transaction.execute(_ADD, _values(case) | dict.fromkeys(_TYPED) | typed)


def get(transaction: Transaction, reference: str) -> Case:
    """Return the case as it stands, held against other writers until the commit; `NoSuchCase` when there is none."""
    found = load(transaction, [reference])
    if reference not in found:
        raise NoSuchCase(reference=reference)
    return found[reference]


def load(transaction: Transaction, references: Iterable[str]) -> dict[str, Case]:
    """Return the cases of `references` that exist, each held against other writers until the commit."""
    # In the order of their references, so that two who want the same cases do not wait for each other.
    wanted = select(*_COLUMNS).where(_ROWS.c.reference.in_(set(references))).order_by(_ROWS.c.reference)
    return {row.reference: _case(row) for row in transaction.execute(transaction.hold(wanted))}


def save(transaction: Transaction, case: Case) -> None:
    """Write `case` over its row; its version rises by one."""
    values = _values(case) | {"version": case.version + 1}
    transaction.execute(_SAVE, {"its_reference": values.pop("reference")} | values)


def particulars(transaction: Transaction, reference: str) -> Particulars:
    """Return what was typed about a case; the caller journals that it was shown, and to whom.

    `NoSuchCase` when there is none; `KeysError` when what is stored was altered or belongs to another case.
    """
    wanted = select(*(_ROWS.c[name] for name in _TYPED)).where(_ROWS.c.reference == reference)
    row = transaction.execute(wanted).mappings().one_or_none()
    if row is None:
        raise NoSuchCase(reference=reference)
    return Particulars(*(belonging(row[name], _about(reference, name)) for name in _TYPED))


def open_of(transaction: Transaction, owner: str) -> list[Case]:
    """Return the open cases that `owner` has."""
    wanted = select(*_COLUMNS).where(_ROWS.c.owner == owner, _ROWS.c.status != Status.CLOSED.value)
    return [_case(row) for row in transaction.execute(wanted.order_by(_ROWS.c.reference))]


def _about(reference: str, name: str) -> str:
    return f"{reference}/{name}"


def _values(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in _NAMES}


def _case(row: Row[Any]) -> Case:
    values = row._asdict()
    return Case(**values | {name: word(values[name]) for name, word in _WORDS.items()})
