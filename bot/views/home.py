"""The Home tab: lists of cases, the most urgent first, each with the button that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.blocks import Block, View, context, header, section
from bot.views.queue import QueueLine, by_urgency, row
from casework.wording import plural

_ROWS = 80
"""Rows in all lists together: Slack takes a hundred blocks."""
_MOST_LISTS = 8

Lists = Sequence[tuple[str, Sequence[QueueLine]]]


def home(sections: Lists, now: datetime, zone: ZoneInfo) -> View:
    """The Home tab; what does not fit is counted, with the command that shows it."""
    shown = sections[:_MOST_LISTS]
    room = _ROWS // max(len(shown), 1)
    blocks = [block for title, lines in shown for block in _list(title, by_urgency(lines), room, (now, zone))]
    start = [] if blocks else [section("Nothing is open. `/refer` logs a referral.")]
    return {"type": "home", "blocks": [*start, *blocks, context("`/refer` logs a referral · `/caseclock help`")]}


def _list(title: str, lines: Sequence[QueueLine], room: int, reader: tuple[datetime, ZoneInfo]) -> list[Block]:
    if not lines:
        return [header(title), context("Nothing is open here.")]
    more = len(lines) - room
    rest = [context(f"… and {plural(more, 'case')} more: `/queue` shows them")] if more > 0 else []
    return [header(f"{title}: {len(lines):,}"), *(row(line, *reader) for line in lines[:room]), *rest]
