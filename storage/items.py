"""Facts and items of cases as rows and as values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from casework.case import Fact, Item
from storage.encrypted import Private, belonging
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import BindParameter, Row

    from casework.case import Case
    from storage.database import Transaction

_ITEMS, _FACTS = TABLES["items"], TABLES["facts"]
_ITEM, _FACT = (tuple(field.name for field in fields(kind)) for kind in (Item, Fact))
_OF_CASE: BindParameter[str] = bindparam("its_reference")
_OF = (
    select(_ITEMS.c.reference, *(_ITEMS.c[name] for name in _ITEM))
    .where(_ITEMS.c.reference.in_(bindparam("of", expanding=True)))
    .order_by(_ITEMS.c.number)
)
_FACTS_OF = (
    select(_FACTS.c.reference, *(_FACTS.c[name] for name in _FACT))
    .where(_FACTS.c.reference.in_(bindparam("of", expanding=True)))
    .order_by(_FACTS.c.name)
)
_ADD, _ADD_FACT = insert(_ITEMS), insert(_FACTS)
_CHANGE = update(_ITEMS).where(_ITEMS.c.reference == _OF_CASE, _ITEMS.c.number == bindparam("its_number"))
_CHANGE_FACT = update(_FACTS).where(_FACTS.c.reference == _OF_CASE, _FACTS.c.name == bindparam("its_name"))


@dataclass(frozen=True, slots=True)
class Written:
    """What officers typed about an item: when it was opened, and when it ended."""

    text: Private | None
    ending: Private | None


def of(transaction: Transaction, references: Collection[str]) -> dict[str, tuple[Item, ...]]:
    """Return the items of each of `references` that has any, in the order of their numbers."""
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for row in transaction.execute(_OF, {"of": list(references)}):
        found[row.reference].append(Item(*row[1:]))
    return {reference: tuple(items) for reference, items in found.items()}


def facts(transaction: Transaction, references: Collection[str]) -> dict[str, tuple[Fact, ...]]:
    """Return what is known of each of `references` of which anything is, in the order of the names."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for row in transaction.execute(_FACTS_OF, {"of": list(references)}):
        found[row.reference].append(Fact(*row[1:]))
    return {reference: tuple(known) for reference, known in found.items()}


def keep(transaction: Transaction, case: Case) -> None:
    """Make the stored items and facts of a case those that it has; none is ever taken away."""
    stored = {item.number: item for item in of(transaction, [case.reference]).get(case.reference, ())}
    added = [_row(item) | {"reference": case.reference} for item in case.items if item.number not in stored]
    changed = [
        _row(item) | {"its_reference": case.reference, "its_number": item.number}
        for item in case.items
        if stored.get(item.number, item) != item
    ]
    known = {fact.name: fact for fact in facts(transaction, [case.reference]).get(case.reference, ())}
    learnt = [_fact(fact) | {"reference": case.reference} for fact in case.facts if fact.name not in known]
    other = [
        _fact(fact) | {"its_reference": case.reference, "its_name": fact.name}
        for fact in case.facts
        if known.get(fact.name, fact) != fact
    ]
    for statement, rows in ((_ADD, added), (_CHANGE, changed), (_ADD_FACT, learnt), (_CHANGE_FACT, other)):
        if rows:
            transaction.execute(statement, rows)


def write(transaction: Transaction, reference: str, number: int, **typed: str) -> None:
    """Keep what was typed about an item, encrypted: its `text`, its `ending`; nothing for an empty text."""
    given = {name: Private(_about(reference, number, name), words) for name, words in typed.items() if words}
    if given:
        where = (_ITEMS.c.reference == reference, _ITEMS.c.number == number)
        transaction.execute(update(_ITEMS).where(*where).values(given))


def written(transaction: Transaction, reference: str) -> dict[int, Written]:
    """Return what was typed about the items of a case; the caller journals that it was shown, and to whom."""
    wanted = select(_ITEMS.c.number, _ITEMS.c.text, _ITEMS.c.ending).where(_ITEMS.c.reference == reference)
    return {row.number: _written(row, reference) for row in transaction.execute(wanted)}


def _written(row: Row[Any], reference: str) -> Written:
    number = row.number
    return Written(
        belonging(row.text, _about(reference, number, "text")),
        belonging(row.ending, _about(reference, number, "ending")),
    )


def _about(reference: str, number: int, name: str) -> str:
    return f"{reference}/{number}/{name}"


def _row(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _ITEM}


def _fact(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in _FACT}
