"""What Slack itself says when Caseclock has fallen silent, and what Caseclock says when it is back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.blocks import Payload, escape, message, section
from bot.views.standing import LONGEST_NAME, MARKS, dated
from casework.case import Grade
from casework.wording import length, plural

_MOST = 20
"""Lines of one message: what somebody reads on a telephone, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A clock that runs: reference, grade, what the force calls the clock, when it is due, and the owner's name."""

    reference: str
    grade: Grade
    label: str
    due_at: datetime
    owner: str | None


def silent(lines: Sequence[Line], since: datetime, until: datetime, zone: ZoneInfo) -> str:
    """Say, in text for Slack to keep, that Caseclock last checked in at `since` and what is due before `until`."""
    head = (
        f"*Caseclock has not checked in since {dated(since, since, zone)}.* Nobody may be being reminded: look at the "
        "queue by hand, and tell whoever runs Caseclock."
    )
    if not lines:
        return f"{head}\nNothing was due before {dated(until, since, zone)}."
    return "\n".join([head, f"These were due before {dated(until, since, zone)}:", *_told(lines, since, zone)])


def unsaid(lines: Sequence[Line], since: datetime, zone: ZoneInfo) -> str:
    """Say, in text for Slack to keep, that these clocks ran out and that Caseclock could not say so itself."""
    head = "*Not recorded as done, and Caseclock could not say so itself.* See to it by hand:"
    return "\n".join([head, *_told(lines, since, zone)])


def back(since: datetime, now: datetime, zone: ZoneInfo) -> Payload:
    """Say that Caseclock works again after it was silent since `since`."""
    text = (
        f"Caseclock is back since {dated(now, now, zone)}. It was silent for {length(now - since)}; what should have "
        "been said meanwhile comes now and says that it is late."
    )
    return message(text, [section(text)])


def put_back(since: datetime, now: datetime, zone: ZoneInfo) -> Payload:
    """Say that the record knows nothing of what was done after `since`: it was put back from a backup."""
    moment = dated(since, now, zone)
    head = f"Caseclock’s record is older than what Slack shows: it knows nothing of what was done after {moment}."
    what_now = (
        f"It was put back from a backup. Read what Caseclock said in Slack after {moment}, and record again what was "
        "logged, graded, allocated, done or closed since then: until then Caseclock reminds by what it knows."
    )
    return message(head, [section(f"*{head}*"), section(what_now)])


def _told(lines: Sequence[Line], since: datetime, zone: ZoneInfo) -> list[str]:
    shown = [_line(line, since, zone) for line in lines[:_MOST]]
    rest = len(lines) - len(shown)
    return [*shown, f"… and {plural(rest, 'more clock')}."] if rest else shown


def _line(line: Line, since: datetime, zone: ZoneInfo) -> str:
    owner = escape(line.owner, LONGEST_NAME) if line.owner else "no owner"
    head = f"{MARKS[line.grade]} *{line.reference}* · {line.grade}"
    return f"{head} · {escape(line.label, LONGEST_NAME)}, due {dated(line.due_at, since, zone)} · {owner}"
