"""How many cases of certain kinds each person has lately been given, from the journal of who became their owner."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from storage.database import Transaction

_CASES, _JOURNAL = TABLES["cases"], TABLES["journal"]
GIVEN = ("taken", "allocated", "handed over")
"""The events of the journal by which somebody becomes the owner of a case."""


def since(transaction: Transaction, team: str, kinds: Collection[str], start: datetime) -> dict[str, int]:
    """Return how many different cases of `kinds` in `team` each person became the owner of since `start`."""
    # A case that was closed before has been given to nobody since: its journal is not looked through.
    still = or_(_CASES.c.closed_at.is_(None), _CASES.c.closed_at >= start)
    wanted = (
        select(_JOURNAL.c.reference, _JOURNAL.c.facts)
        .join(_CASES, _CASES.c.reference == _JOURNAL.c.reference)
        .where(_CASES.c.team == team, _CASES.c.kind.in_(kinds), _CASES.c.allocated_at.is_not(None), still)
        .where(_JOURNAL.c.event.in_(GIVEN), _JOURNAL.c.at >= start)
    )
    given = {(json.loads(facts)["owner"], reference) for reference, facts in transaction.execute(wanted)}
    counts: dict[str, int] = {}
    for person, _ in given:
        counts[person] = counts.get(person, 0) + 1
    return counts
