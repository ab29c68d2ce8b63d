"""`/caseclock rehearse`: what would be said and what would run out in the days to come, and what an absence changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.views import fields, standing
from bot.views.blocks import Block, View, asking, context, divider, escape, packed, section
from bot.views.mistakes import check
from casework.absence import Leave
from casework.case import Grade
from casework.wording import plural
from storage.roster import Person

_MOST = 20
_NOTHING = "While nobody does anything, that is: who acts stops the clocks, and less is said."


@dataclass(frozen=True, slots=True)
class Line:
    """One clock that runs out or one rung that is said: when, in which case, and who hears of it, by name."""

    at: datetime
    reference: str
    grade: Grade
    clock: str
    rung: str = ""
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a rehearsal comes to: messages to each by name, as things are and as rehearsed; what runs out; what differs.

    `about` says what was rehearsed instead of what holds now; it is empty where nothing was.
    """

    about: str
    until: datetime
    loads: tuple[tuple[str, int, int], ...]
    breaches: tuple[Line, ...]
    new: tuple[Line, ...]
    no_longer: tuple[Line, ...]


def rehearsal(members: Sequence[Person], shown: Shown, now: datetime, zone: ZoneInfo) -> View:
    """The window: the result on top, and below it the fields for an absence to try out."""
    choices = [fields.option(person.name, person.slack, person.role) for person in members]
    groups = {"Of the team": choices[:100]}
    blocks = [
        *_result(shown, now, zone),
        divider(),
        section("*What if somebody is away?* Nothing is entered by this."),
        fields.optional(fields.grouped("person", "Who", groups)),
        fields.optional(fields.day("starts", "Away from", None)),
        fields.optional(fields.day("ends", "Back on", None)),
        fields.optional(fields.grouped("cover", "Who would cover", groups)),
    ]
    return asking("rehearse", "Rehearsal", "Rehearse", blocks)


def read(answers: Mapping[str, Any]) -> Leave | None:
    """Return the absence to try out, or `None` for none; `Mistakes` where a day is missing or ends before it begins."""
    person, starts, ends = answers.get("person"), answers.get("starts"), answers.get("ends")
    if not person:
        return None
    missing = [(name, "Choose a day.") for name, day in (("starts", starts), ("ends", ends)) if not day]
    check(missing)
    if str(ends) <= str(starts):
        check([("ends", "Choose a day after the beginning.")])
    return Leave(person, date.fromisoformat(str(starts)), date.fromisoformat(str(ends)), answers.get("cover") or None)


def _result(shown: Shown, now: datetime, zone: ZoneInfo) -> list[Block]:
    until = standing.dated(shown.until, now, zone)
    cases = len({line.reference for line in shown.breaches})
    head = f"*Until {until}:* {plural(len(shown.breaches), 'clock')} of {plural(cases, 'case')} overdue or running out."
    tried = [section(f"*Rehearsed:* {escape(shown.about, 1000)}")] if shown.about else []
    loads = [_load(*each) for each in shown.loads]
    parts = {
        "*Messages to each*": loads,
        "*Overdue or running out*": [_line(line, now, zone) for line in _worst(shown.breaches)],
        "*Would be said, and is not by what holds now*": [_line(line, now, zone) for line in shown.new],
        "*Is said by what holds now, and would not be*": [_line(line, now, zone) for line in shown.no_longer],
    }
    return [
        *tried,
        section(head),
        context(_NOTHING),
        *(block for title, lines in parts.items() if lines for block in _part(title, lines)),
    ]


def _worst(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.grade.severity, line.at, line.reference))


def _part(title: str, lines: Sequence[str]) -> list[Block]:
    more = len(lines) - _MOST
    rest = [f"… and {plural(more, 'other')}: `caseclock rehearse` prints them all."] if more > 0 else []
    return [section(text) for text in packed([title, *lines[:_MOST], *rest])]


def _load(name: str, before: int, after: int) -> str:
    changed = f", now {before:,}" if before != after else ""
    return f"• {escape(name, standing.LONGEST_NAME)}: {after:,}{changed}"


def _line(line: Line, now: datetime, zone: ZoneInfo) -> str:
    rung = f" · {escape(line.rung, standing.LONGEST_NAME)}" if line.rung else ""
    who = f" → {escape(', '.join(line.who), 300)}" if line.who else ""
    at = standing.dated(line.at, now, zone)
    clock = escape(line.clock, standing.LONGEST_NAME)
    return f"• {at} · {standing.MARKS[line.grade]} {line.reference} · {clock}{rung}{who}"
