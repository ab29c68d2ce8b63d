"""The form in which something that became known of a case is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import Block, View, asking, cut, section
from bot.views.forms import Learnt
from bot.views.mistakes import Mistakes, check
from bot.views.sheet import Sheet

_BETWEEN = " = "
"""Between question and answer in one choice: the menu offers only what belongs together."""


def form(sheet: Sheet) -> View:
    """The window of Add a fact: every question with its answers, grouped; the force knows it since now."""
    local = sheet.now.astimezone(sheet.zone)
    groups = {rule.question: [_choice(rule.name, answer) for answer in rule.answers] for rule in sheet.policy.fact}
    hour = fields.hour("since_time", "At what time", f"{local:%H:%M}")
    note = fields.optional(fields.paragraph("note", "Note", (0, reading.LONGEST)))
    return asking(
        "fact",
        "Add a fact",
        "Record it",
        [
            section(f"*{standing.title(sheet)}*"),
            fields.grouped("fact", "What is known", groups),
            fields.day("since_date", "Since which day the force knows it", f"{local:%Y-%m-%d}"),
            fields.explained(hour, f"24 hours, {sheet.zone.key} time. What follows from it counts from here."),
            fields.explained(note, "No names, no addresses."),
        ],
        reference=sheet.case.reference,
    )


def read(answers: Mapping[str, Any], sheet: Sheet) -> Learnt:
    """Return what became known; `Mistakes` when nothing was chosen, or the moment is still to come."""
    chosen = str(answers.get("fact") or "")
    name, _, answer = chosen.partition(_BETWEEN)
    allowed = {f"{rule.name}{_BETWEEN}{each}" for rule in sheet.policy.fact for each in rule.answers}
    found = [] if chosen in allowed else [("fact", "Choose what is known.")]
    since = sheet.now
    try:
        since = reading.moment(answers, "since", sheet.zone)
        found += reading.late(since, "since", sheet.now, sheet.zone)
    except Mistakes as mistakes:
        found += mistakes.fields.items()
    check([*found, *reading.short(answers, "note")])
    return Learnt(name, answer, since, answers.get("note") or "")


def _choice(name: str, answer: str) -> Block:
    """The question's name and the answer, since Slack shows only the choice once it is chosen."""
    return fields.option(cut(f"{name[:1].upper()}{name[1:]}: {answer}", 75), f"{name}{_BETWEEN}{answer}")
