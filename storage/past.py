"""What an audit reads of the journal: what was decided of a case."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, bindparam, select

from casework.case import Grade
from storage.answers import Answer
from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection

    from storage.database import Transaction

_JOURNAL = TABLES["journal"]
_IN: BindParameter[Any] = bindparam("of", expanding=True)
_ANEW, _ANSWERED, _GRADED = "planned anew", "answered", ("graded", "grade confirmed")
_DECIDED = (
    select(*(_JOURNAL.c[name] for name in ("reference", "at", "actor", "event", "facts")))
    .where(_JOURNAL.c.reference.in_(_IN), _JOURNAL.c.event.in_((_ANEW, _ANSWERED, *_GRADED)))
    .order_by(_JOURNAL.c.number)
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of cases: when each was last planned anew, what was answered, and its grades and since when."""

    anew: dict[str, datetime] = field(default_factory=dict)
    heard: list[Answer] = field(default_factory=list)
    graded: dict[str, list[tuple[datetime, Grade]]] = field(default_factory=dict)


def decided(transaction: Transaction, references: Collection[str]) -> Decided:
    """Return what was decided of these cases, as the journal has it, the earliest first."""
    found = Decided()
    for row in transaction.execute(_DECIDED, {"of": list(references)}):
        if row.event == _ANEW:
            found.anew[row.reference] = row.at
        elif row.event in _GRADED:
            found.graded.setdefault(row.reference, []).append((row.at, Grade(json.loads(row.facts)["grade"])))
        elif "until" in (facts := json.loads(row.facts)):
            of = (row.reference, facts["clock"], facts["version"], facts["turn"])
            found.heard.append(Answer(*of, row.actor, row.at, datetime.fromisoformat(facts["until"])))
    return found
