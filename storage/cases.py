"""Cases as rows and as values."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, text, update

from casework.case import Case, Evidence, Grade, Status
from casework.errors import NoSuchCase
from storage import items
from storage.encrypted import Private, belonging
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row

    from casework.case import Fact, Item
    from storage.database import Transaction

_ROWS = TABLES["cases"]
_NAMES = tuple(field.name for field in fields(Case) if field.name not in {"facts", "items"})
_WORDS = {"evidence": Evidence, "grade": Grade, "status": Status}
_COLUMNS = [_ROWS.c[name] for name in _NAMES]
_TYPED = ("external_reference", "summary")
_LOAD = (
    # In the order of their references, so that two who want the same cases do not wait for each other.
    select(*_COLUMNS).where(_ROWS.c.reference.in_(bindparam("of", expanding=True))).order_by(_ROWS.c.reference)
)
_HOLD = _LOAD.with_for_update()
_ADD = insert(_ROWS)
_SAVE = update(_ROWS).where(_ROWS.c.reference == bindparam("its_reference"))
# One statement, so that two processes that log the first referral of a year do not give the same number.
_COUNT = text(
    "INSERT INTO settings (name, value) VALUES (:name, '1') ON CONFLICT (name) "
    "DO UPDATE SET value = CAST(CAST(settings.value AS INTEGER) + 1 AS VARCHAR) RETURNING value"
)

_PASS_OVER = text(
    "INSERT INTO settings (name, value) VALUES (:name, :number) ON CONFLICT (name) "
    "DO UPDATE SET value = excluded.value WHERE CAST(settings.value AS INTEGER) < CAST(excluded.value AS INTEGER)"
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


def pass_over(transaction: Transaction, references: Iterable[str]) -> None:
    """Never give these references, which the record does not know."""
    for reference in references:
        _, year, number = reference.split("-")
        transaction.execute(_PASS_OVER, {"name": f"last number of 20{year}", "number": str(int(number))})


def add(transaction: Transaction, case: Case, particulars: dict[str, str]) -> None:
    """Write a new case, and what was typed about it, encrypted."""
    typed = {name: Private(_about(case.reference, name), particulars[name]) for name in _TYPED if particulars.get(name)}
    transaction.execute(_ADD, _values(case) | dict.fromkeys(_TYPED) | typed)
    items.keep(transaction, case)


def get(transaction: Transaction, reference: str) -> Case:
    """Return the case as it stands, held against other writers until the commit; `NoSuchCase` when there is none."""
    found = load(transaction, [reference])
    if reference not in found:
        raise NoSuchCase(reference=reference)
    return found[reference]


def load(transaction: Transaction, references: Iterable[str]) -> dict[str, Case]:
    """Return the cases of `references` that exist, each held against other writers until the commit."""
    wanted = _LOAD if transaction.reads_only else _HOLD
    rows = transaction.execute(wanted, {"of": list(set(references))}).all()
    return {case.reference: case for case in _whole(transaction, rows)}


def save(transaction: Transaction, case: Case) -> None:
    """Write `case` over its row; its version rises by one."""
    values = _values(case) | {"version": case.version + 1}
    transaction.execute(_SAVE, {"its_reference": values.pop("reference")} | values)
    items.keep(transaction, case)


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
    return _whole(transaction, transaction.execute(transaction.hold(wanted.order_by(_ROWS.c.reference))).all())


def _whole(transaction: Transaction, rows: Sequence[Row[Any]]) -> list[Case]:
    """Return the cases of rows with their items and facts."""
    references = [row.reference for row in rows]
    opened, known = items.of(transaction, references), items.facts(transaction, references)
    return [_case(row, known.get(row.reference, ()), opened.get(row.reference, ())) for row in rows]


def _about(reference: str, name: str) -> str:
    return f"{reference}/{name}"


def _values(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in _NAMES}


def _case(row: Row[Any], known: tuple[Fact, ...], opened: tuple[Item, ...]) -> Case:
    values = row._asdict()
    words = {name: word(values[name]) for name, word in _WORDS.items()}
    proposed = Grade(row.proposed) if row.proposed else None
    return Case(**values | words | {"proposed": proposed, "facts": known, "items": opened})
