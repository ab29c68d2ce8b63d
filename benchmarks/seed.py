"""Fills a record by a few statements: cases with a clock, and a timer each, that is due or still pending."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, Integer, String, cast, func, insert, literal, select, type_coerce

from casework.case import Evidence, Grade, Status
from storage import people
from storage.roster import Person, Roster, Team
from storage.tables import TABLES
from storage.utc import Moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement

    from storage.database import Transaction

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
"""The moment at which everything happens: a benchmark has no clock of its own but the stopwatch."""
TEAMS, OFFICERS = 10, 100
_DAY = timedelta(days=1)
Column = Any


def due(number: int) -> tuple[str, Callable[[Transaction], None]]:
    """Name and filling of a record with `number` timers that are due, each the repeated rung of an overdue clock."""
    return f"due{number}", lambda filling: _fill(filling, number, "2026-11-0")


def pending(number: int) -> tuple[str, Callable[[Transaction], None]]:
    """Name and filling of a record with `number` timers of which none is due for weeks."""
    return f"pending{number}", lambda filling: _fill(filling, number, "2027-02-1")


def roster() -> Roster:
    """Ten teams with a digest each, ten officers in each, under a supervisor and an inspector."""
    teams = [Team(f"Team {i}", f"C0TEAM{i}", time(8), "Europe/London", (f"C0DIGEST{i}",)) for i in range(TEAMS)]
    people = [
        person
        for i in range(TEAMS)
        for person in (
            Person(f"U0INSPECTOR{i}", f"Inspector {i}", f"Team {i}", "inspector", None, ()),
            Person(f"U0SERGEANT{i}", f"Sergeant {i}", f"Team {i}", "supervisor", f"U0INSPECTOR{i}", ()),
        )
    ]
    officers = [
        Person(f"U0OFFICER{i}", f"Officer {i}", f"Team {i % TEAMS}", "officer", f"U0SERGEANT{i % TEAMS}", ())
        for i in range(OFFICERS)
    ]
    return Roster({team.name: team for team in teams}, {each.slack: each for each in (*people, *officers)})


def _fill(filling: Transaction, number: int, days: str) -> None:
    people.replace(filling, roster())
    i = _series(filling, number)
    moment = _due_at(filling, i, days)
    reference = literal("CC-26-") + cast(1_000_000 + i, String)
    _insert(filling, "cases", _case(reference, i))
    _insert(filling, "clocks", _clock(reference, moment))
    timer = {"clock": literal("enforcement"), "version": literal(1), "rung": literal("overdue"), "turn": literal(1)}
    _insert(filling, "timers", {"reference": reference, **timer, "due_at": moment, "state": literal("pending")})


def _case(reference: Column, i: Column) -> dict[str, Column]:
    return {
        "reference": reference,
        "team": literal("Team ") + cast(i % TEAMS, String),
        "source": literal("NCA"),
        "kind": literal("image sharing"),
        "received_at": literal(NOW - 2 * _DAY, Moment()),
        "logged_at": literal(NOW - 2 * _DAY, Moment()),
        "evidence": literal(Evidence.NONE.value),
        "grade": literal(Grade.VERY_HIGH.value),
        "graded_at": literal(NOW - 2 * _DAY, Moment()),
        "status": literal(Status.ALLOCATED.value),
        "owner": literal("U0OFFICER") + cast(i % OFFICERS, String),
        "allocated_at": literal(NOW - 2 * _DAY, Moment()),
        "version": literal(1),
        "children_safeguarded": literal(0),
    }


def _clock(reference: Column, moment: Column) -> dict[str, Column]:
    return {
        "reference": reference,
        "name": literal("enforcement"),
        "version": literal(1),
        "started_at": literal(NOW - 2 * _DAY, Moment()),
        "due_at": moment,
        "known_at": literal(NOW - 2 * _DAY, Moment()),
        "period": literal("24 hours"),
        "grade": literal(Grade.VERY_HIGH.value),
    }


def _series(filling: Transaction, number: int) -> ColumnElement[int]:
    """The numbers from 1, as a column to select from."""
    if filling.connection.dialect.name == "postgresql":
        column: ColumnElement[int] = func.generate_series(1, number).table_valued("i").render_derived().c.i
        return type_coerce(column, Integer)
    numbers = select(literal(1).label("i")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.i + 1).where(numbers.c.i < number))
    return numbers.c.i


def _due_at(filling: Transaction, i: Column, days: str) -> Column:
    """A moment of three days, whose dates begin with `days`, minute by minute: text on SQLite, as it is kept there."""
    hour, minute = cast(i % 2, String), cast(10 + i // 2 % 50, String)
    text = literal(days) + cast(1 + i // 100 % 3, String) + literal(" 1") + hour + literal(":") + minute
    text = text + literal(":00.000000")
    return cast(text, DateTime(timezone=True)) if filling.connection.dialect.name == "postgresql" else text


def _insert(filling: Transaction, table: str, values: dict[str, Column]) -> None:
    filling.execute(insert(TABLES[table]).from_select(list(values), select(*values.values())))
