"""Cases as rows and as values."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from casework.case import Answer, Case, Evidence, Grade, Status
from casework.errors import NoSuchCase
from storage.encrypted import Private
from storage.tables import TABLES, SettingRow

if TYPE_CHECKING:
    from collections.abc import Iterable

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


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an officer typed about a case; it is shown only where the showing is journalled."""

    external_reference: Private | None
    summary: Private | None


def next_reference(transaction: Transaction, year: int) -> str:
    """Return the next reference of `year`, such as CC-26-00042; a number that was given is never given again."""
    name = f"last number of {year}"
    row = transaction.session.get(SettingRow, name, with_for_update=True) or SettingRow(name=name, value="0")
    row.value = str(int(row.value) + 1)
    transaction.session.add(row)
    transaction.session.flush()
    return f"CC-{year % 100:02d}-{int(row.value):05d}"


def add(transaction: Transaction, case: Case, particulars: dict[str, str]) -> None:
    """Write a new case, and what was typed about it, encrypted."""
    private = {name: Private(f"{case.reference}/{name}", text) for name, text in particulars.items() if text}
    transaction.session.execute(insert(_ROWS).values(**_values(case), **private))


def get(transaction: Transaction, reference: str) -> Case:
    """Return the case as it stands, held against other writers until the commit; `NoSuchCase` when there is none."""
    found = load(transaction, [reference])
    if reference not in found:
        raise NoSuchCase(reference=reference)
    return found[reference]


def load(transaction: Transaction, references: Iterable[str]) -> dict[str, Case]:
    """Return the cases of `references` that exist, each held against other writers until the commit."""
    wanted = sorted(set(references))
    rows = transaction.session.execute(
        select(*_COLUMNS).where(_ROWS.c.reference.in_(wanted)).order_by(_ROWS.c.reference).with_for_update()
    )
    return {row.reference: _case(row) for row in rows}


def save(transaction: Transaction, case: Case) -> None:
    """Write `case` over its row; its version rises by one."""
    values = _values(case) | {"version": case.version + 1}
    transaction.session.execute(_ROWS.update().where(_ROWS.c.reference == case.reference).values(values))


def particulars(transaction: Transaction, reference: str) -> Particulars:
    """Return what was typed about a case; the caller journals that it was shown, and to whom."""
    wanted = select(_ROWS.c.external_reference, _ROWS.c.summary).where(_ROWS.c.reference == reference)
    row = transaction.session.execute(wanted).one()
    return Particulars(row.external_reference, row.summary)


def open_of(transaction: Transaction, owner: str) -> list[Case]:
    """Return the open cases that `owner` has."""
    wanted = select(*_COLUMNS).where(_ROWS.c.owner == owner, _ROWS.c.status != Status.CLOSED.value)
    return [_case(row) for row in transaction.session.execute(wanted)]


def _values(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in _NAMES}


def _case(row: Any) -> Case:  # noqa: ANN401  # a row of _COLUMNS
    values = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public name for it
    return Case(**values | {name: word(values[name]) for name, word in _WORDS.items()})
