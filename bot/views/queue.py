"""Cases as lines to read, the most severe and then the first due on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.views.blocks import Block, View, actions, button, context, escape, section, telling
from bot.views.standing import LONGEST_NAME, MARKS
from casework.case import Grade, Status
from casework.wording import moment, plural

LENGTH = 20
"""Lines of a page."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """What a list says of a case: its reference, where it stands, the next clock and the owner."""

    reference: str
    grade: Grade
    status: Status
    owner_name: str | None
    clock_label: str | None
    due_at: datetime | None
    team: str


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of which queue is shown, from 0, and what the queue is called."""

    which: str
    title: str
    number: int = 0


def queue(page: Page, lines: Sequence[QueueLine], now: datetime, zone: ZoneInfo) -> View:
    """The window of `/queue`; a page that is no longer there gives the last one."""
    if not lines:
        return telling(page.title, [section(f"{escape(page.title)}: nothing is open here.")], which=page.which)
    number = min(page.number, (len(lines) - 1) // LENGTH)
    first = number * LENGTH
    shown = by_urgency(lines)[first : first + LENGTH]
    blocks = [
        context(f"{first + 1:,}–{first + len(shown):,} of {plural(len(lines), 'case')}, the most urgent first"),
        *(row(line, now, zone) for line in shown),
        *_turning(page.which, number, len(lines)),
    ]
    return telling(page.title, blocks, which=page.which, page=str(number))


def by_urgency(lines: Iterable[QueueLine]) -> list[QueueLine]:
    """Return lines by severity, then by due time, then by reference."""
    return sorted(lines, key=lambda line: (line.grade.severity, line.due_at or _NEVER, line.reference))


def row(line: QueueLine, now: datetime, zone: ZoneInfo) -> Block:
    """One case on two lines, with the button that opens it."""
    head = f"{MARKS[line.grade]} *{line.reference}* · {line.grade} · {line.status}"
    return section(f"{head}\n{next_due(line, now, zone)} · {owner(line)}", button("Open", "case", line.reference))


def next_due(line: QueueLine, now: datetime, zone: ZoneInfo) -> str:
    """Return the next clock and when it is due: "Grade it *overdue*, was due today 09:00"."""
    if line.clock_label is None or line.due_at is None:
        return "no clock runs"
    label, at = escape(line.clock_label, LONGEST_NAME), moment(line.due_at, now, zone)
    return f"{label} *overdue*, was due {at}" if line.due_at <= now else f"{label} due {at}"


def owner(line: QueueLine) -> str:
    """Return the owner's name, safe in mrkdwn."""
    return escape(line.owner_name, LONGEST_NAME) if line.owner_name else "*no owner*"


def _turning(which: str, number: int, length: int) -> list[Block]:
    turns = []
    if number > 0:
        turns.append(button("Previous", "queue_page", f"{which}/{number - 1}"))
    if (number + 1) * LENGTH < length:
        turns.append(button("Next", "queue_page", f"{which}/{number + 1}"))
    return [actions(turn) for turn in turns]
