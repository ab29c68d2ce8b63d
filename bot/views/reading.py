"""Checks that forms share: a moment in the reader's zone, a choice of the policy, a text of the right length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.views.mistakes import Mistakes
from casework.errors import NotAReason
from casework.lifecycle import check_reason
from casework.policy import Choice, Policy

Found = Iterator[tuple[str, str]]
SHORTEST, LONGEST = 10, 1000
"""Characters of what an officer writes about a case."""


def moment(answers: Mapping[str, Any], name: str, zone: ZoneInfo) -> datetime:
    """Return the UTC moment of the fields `name`_date and `name`_time; `Mistakes` when the clock never showed it.

    Of an hour that the end of daylight saving brings twice, the first counts: due sooner rather than later.
    """
    day, hour = answers.get(f"{name}_date"), answers.get(f"{name}_time")
    if not day:
        raise Mistakes({f"{name}_date": "Choose the day."})
    if not hour:
        raise Mistakes({f"{name}_time": "Choose the time."})
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), zone)
    at = local.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Mistakes(
            {f"{name}_time": f"The clocks went forward that night: there was no {hour}. Choose the time after."}
        )
    return at


def late(at: datetime, name: str, now: datetime, zone: ZoneInfo) -> Found:
    """Find a moment that is still to come, on the field that has to be mended."""
    if at > now:
        other_day = at.astimezone(zone).date() != now.astimezone(zone).date()
        field = f"{name}_date" if other_day else f"{name}_time"
        yield field, f"That is still to come: it is now {now.astimezone(zone):%H:%M}."


def gone(at: datetime, name: str, now: datetime, zone: ZoneInfo) -> Found:
    """Find a moment that has gone by, on the field that has to be mended."""
    if at <= now:
        other_day = at.astimezone(zone).date() != now.astimezone(zone).date()
        field = f"{name}_date" if other_day else f"{name}_time"
        yield field, f"That has gone by: it is now {now.astimezone(zone):%H:%M}."


def choice(answers: Mapping[str, Any], name: str, rows: Sequence[Choice]) -> Found:
    """Find a choice that was not made, or that the force's policy does not have."""
    if answers.get(name) not in {row.name for row in rows}:
        yield name, "Choose one from the list."


def text(answers: Mapping[str, Any], name: str) -> Found:
    """Find a text that is too short to say anything, or too long."""
    length = len(answers.get(name) or "")
    if length < SHORTEST:
        yield name, f"Write a little more: at least {SHORTEST} characters."
    if length > LONGEST:
        yield name, f"Shorten it to {LONGEST:,} characters: it has {length:,}."


def reason(answers: Mapping[str, Any], name: str, policy: Policy) -> Found:
    """Find a reason that speaks of resources."""
    try:
        check_reason(answers.get(name) or "", policy)
    except NotAReason as refusal:
        yield name, str(refusal)


def short(answers: Mapping[str, Any], name: str) -> Found:
    """Find a note that is too long; it may be left out."""
    length = len(answers.get(name) or "")
    if length > LONGEST:
        yield name, f"Shorten it to {LONGEST:,} characters: it has {length:,}."
