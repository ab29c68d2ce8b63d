"""Identifiers of cases as keyed hashes: they can be compared, and nobody can read them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, text

from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from casework.identifiers import Identifier
    from storage.database import Transaction

_ROWS = TABLES["identifiers"]
_OTHERS = _ROWS.alias("others")
_ADD = insert(_ROWS)
_TURN = text(
    "INSERT INTO settings (name, value) VALUES ('turn of identifiers', '') "
    "ON CONFLICT (name) DO UPDATE SET value = settings.value"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of entering identifiers: how many are new to the case, how many it had, and who shares the new ones."""

    new: int
    known: int
    sharing: tuple[str, ...] = ()


def take_turn(transaction: Transaction) -> None:
    """Hold up every other process that enters identifiers until the commit; it comes before any case is held.

    Of two that enter the same one for two cases at once, neither would see the other's.
    """
    transaction.execute(_TURN)


def keep(transaction: Transaction, reference: str, identifiers: Iterable[Identifier], at: datetime, by: str) -> Kept:
    """Store the hashes of those identifiers that the case does not have yet, and find the cases that have one too."""
    stored = set(transaction.execute(select(_ROWS.c.digest).where(_ROWS.c.reference == reference)).scalars())
    new: dict[str, str] = {}
    count = known = 0
    for identifier in identifiers:
        fresh = {transaction.keyring.identify(form) for form in identifier.forms} - stored - new.keys()
        count, known = count + bool(fresh), known + (not fresh)
        new |= dict.fromkeys(fresh, identifier.kind)
    if new:
        rows = [{"kind": kind, "digest": digest} for digest, kind in sorted(new.items())]
        transaction.execute(_ADD, [{"reference": reference, "at": at, "by": by, **row} for row in rows])
    return Kept(count, known, _having(transaction, new, reference))


def take_out(transaction: Transaction, reference: str, identifiers: Iterable[Identifier]) -> int:
    """Delete the hashes of what was entered for a case by mistake, and return how many identifiers it had."""
    known = [[transaction.keyring.identify(form) for form in identifier.forms] for identifier in identifiers]
    mine = _ROWS.c.reference == reference
    counted = 0
    for digests in known:
        counted += bool(transaction.execute(delete(_ROWS).where(mine, _ROWS.c.digest.in_(digests))).rowcount)
    return counted


def _having(transaction: Transaction, digests: Collection[str], reference: str) -> tuple[str, ...]:
    others = select(_ROWS.c.reference).where(_ROWS.c.digest.in_(digests), _ROWS.c.reference != reference)
    return tuple(transaction.execute(others.distinct().order_by(_ROWS.c.reference)).scalars())


def shared_with(transaction: Transaction, reference: str) -> tuple[str, ...]:
    """Return the other cases that have an identifier of this one, in the order of their references."""
    mine = (_ROWS.c.reference == reference, _OTHERS.c.digest == _ROWS.c.digest, _OTHERS.c.reference != reference)
    wanted = select(_OTHERS.c.reference).where(*mine).distinct().order_by(_OTHERS.c.reference)
    return tuple(transaction.execute(wanted).scalars())
