"""Cases, clocks and moments for the rule tests: plain functions with plain defaults."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from casework.case import Case
from casework.clocks import Clock
from casework.workdays import Calendar

LONDON = ZoneInfo("Europe/London")
ENGLAND = Calendar(LONDON, "GB", "ENG", time(8))


def utc(text: str) -> datetime:
    """Return the moment of "2026-11-02 09:00", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str) -> datetime:
    """Return the UTC moment of "2026-11-02 09:00" on a clock in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def a_case(**known: Any) -> Case:  # noqa: ANN401 - a field of a case, whatever its type
    """Return a case that was received and logged on Monday 2 November 2026 at 09:00 UTC, but for what is given."""
    received = known.get("received_at", utc("2026-11-02 09:00"))
    fields = {"reference": "CC-26-00042", "team": "North", "source": "CEOP", "kind": "Grooming"}
    return Case(**{**fields, "received_at": received, "logged_at": received, **known})


def a_clock(**known: Any) -> Clock:  # noqa: ANN401 - a field of a clock, whatever its type
    """Return the enforcement clock of a case received on 2 November 2026 at 09:00 UTC and due next day."""
    started = known.get("started_at", utc("2026-11-02 09:00"))
    fields = {"name": "enforcement", "period": "24 hours", "grade": None, "stopped_at": None}
    due = {"due_at": utc("2026-11-03 09:00"), "known_at": started}
    return Clock(**{**fields, "started_at": started, **due, **known})


def cells(table: str) -> list[list[str]]:
    """Return the rows of a table that is written with a line for each row and bars between its cells; “-” is empty."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [["" if cell == "-" else cell for cell in row] for row in rows]
