"""What the auditor found to be wrong with Caseclock's own record: in plain words, with references only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.views.blocks import Payload, context, escape, message, packed, section
from bot.views.standing import dated
from casework.wording import plural

_MOST = 20
"""Lines of one message: what somebody reads on a telephone."""


class Wrong(StrEnum):
    """What can be wrong, as it is said."""

    CLOCK = "a clock was not as the case demands"
    ANSWER = "who has a clock in hand was not as it was said"
    REMINDER_MISSING = "a reminder was missing"
    REMINDER_CHANGED = "a reminder was not as it was planned"
    REMINDER_LATE = "a reminder was due and had not been worked out"
    ASIDE = "reminders were put aside for longer than they ever are"
    MESSAGE_MISSING = "a message was missing"
    MESSAGE_CHANGED = "a message was not as it was queued"
    MESSAGE_MARKED = "a message was marked as done and was not"
    MESSAGE_HELD = "a message was held back"
    MESSAGE_ADDED = "there was a message that nobody had queued"
    MESSAGE_UNREADABLE = "the record of a message made no sense"
    BEAT = "the beat of Caseclock was not planned"
    STANDSTILL = "no beat of Caseclock has come to its end for a minute"
    JOURNAL = "the journal is not as it was written"
    UNREADABLE = "the record of a case makes no sense"
    AUDIT = "the audit of Caseclock was not planned"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was wrong: of which case, where it is of one, and whether it was put right."""

    wrong: Wrong
    reference: str | None
    is_right: bool


def alarm(lines: Sequence[Line], now: datetime, zone: ZoneInfo) -> Payload:
    """Say what was found at `now`, the worst first: what could not be put right."""
    ordered = sorted(dict.fromkeys(lines), key=lambda line: (line.is_right, line.reference or ""))
    left = [line for line in ordered if not line.is_right]
    end = "It could not put all of it right." if left else "It put all of it right."
    says = f"Caseclock looked through its own record and found {plural(len(ordered), 'thing')} wrong. {end}"
    shown = [_line(line) for line in ordered[:_MOST]]
    if len(ordered) > _MOST:
        shown.append(f"… and {len(ordered) - _MOST} more.")
    what_now = (
        "Look at the clocks of these cases by hand, and tell whoever runs Caseclock."
        if left
        else "What had not been said is said now. Whoever runs Caseclock should find out what changed the record."
    )
    texts = packed(shown)
    at = f"Looked at {dated(now, now, zone)}. {what_now}"
    return message(says, [section(f"*{says}*"), *(section(text) for text in texts), context(at)])


def _line(line: Line) -> str:
    about = f"*{escape(line.reference, 100)}*: " if line.reference else ""
    return f"• {about}{line.wrong}{'' if line.is_right else ', and could not be put right'}"
