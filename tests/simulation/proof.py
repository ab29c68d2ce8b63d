"""What a simulated life is judged by: the record and Slack's ledger as they are at its end, beside what was wanted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Row, select

from casework.absence import Absence
from storage.answers import Answer, Wish
from storage.database import Transaction
from storage.tables import TABLES
from tests.simulation.expected import Record, Rung, Saying, sayings
from tests.simulation.people import roster
from tests.simulation.slack import Shown, Try
from tests.simulation.world import Life


@dataclass
class Proof:
    """What is judged."""

    life: Life
    record: Transaction

    @cached_property
    def rows(self) -> dict[str, Row[Any]]:
        return {row.key: row for row in self.record.execute(select(TABLES["messages"]))}

    @cached_property
    def shown(self) -> dict[str, Shown]:
        return {shown.key: shown for shown in reversed(self.life.slack.posted)}

    @cached_property
    def first_try(self) -> dict[str, Try]:
        return {each.key: each for each in reversed(self.life.slack.tries)}

    @cached_property
    def notices(self) -> dict[str, list[tuple[Rung, str]]]:
        """By message: the rungs of which it speaks, and to whom."""
        found: defaultdict[str, list[tuple[Rung, str]]] = defaultdict(list)
        for row in self.record.execute(select(TABLES["notices"]).order_by(TABLES["notices"].c.id)):
            rung = (row.reference, row.clock, row.version, row.rung, row.turn)
            found[row.message].append((rung, row.recipient))
        return found

    @cached_property
    def wanted(self) -> dict[Rung, Saying]:
        life, rows = self.life, self.record.execute
        absences = [
            Absence(row.person, row.starts_at, row.ends_at, row.cover, row.id)
            for row in rows(select(TABLES["absences"]))
        ]
        return sayings(
            Record(
                life.seen,
                life.settled,
                roster(life.script.zone),
                absences,
                [Answer(*row) for row in rows(select(TABLES["answers"]))],
                [Wish(*row) for row in rows(select(TABLES["wishes"]))],
                life.rules,
            )
        )

    def queued_at(self, key: str) -> datetime | None:
        """Return when a message joined those that wait; `None` where it came of another that was refused.

        Such a one takes its place, or says that somebody cannot be reached.
        """
        row = self.rows[key]
        if "tried" in (row.content or "") or row.kind == "task":
            return None
        ready = [self.wanted[rung].ready_at for rung, _ in self.notices.get(key, ()) if rung in self.wanted]
        return min(ready, default=row.due_at)
