"""The form in which an enforcement action is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import View, asking, section
from bot.views.forms import Enforcement
from bot.views.mistakes import Mistakes, check
from bot.views.sheet import Sheet

_CUSTODY = (
    "In custody now? Add it under “To do” or “Add or change…”: charge, bail and release are then recorded in “To do”."
)


def form(sheet: Sheet) -> View:
    """The window of Record enforcement action; the action was now, unless said otherwise."""
    local = sheet.now.astimezone(sheet.zone)
    actions = fields.options(row.name for row in sheet.policy.action)
    hour = fields.hour("action_time", "At what time", f"{local:%H:%M}")
    note = fields.optional(fields.paragraph("note", "Note", (0, reading.LONGEST)))
    children = fields.optional(fields.line("children", "Children safeguarded by it", 3))
    return asking(
        "enforce",
        "Enforcement action",
        "Record it",
        [
            section(f"*{standing.title(sheet)}*"),
            fields.explained(fields.select("action", "What was done", actions), _CUSTODY),
            fields.day("action_date", "On which day", f"{local:%Y-%m-%d}"),
            fields.explained(hour, f"24 hours, {sheet.zone.key} time."),
            fields.explained(children, "A number; leave it empty for none."),
            fields.explained(note, "No names."),
        ],
        reference=sheet.case.reference,
    )


def read(answers: Mapping[str, Any], sheet: Sheet) -> Enforcement:
    """Return the action; `Mistakes` when it is to come, or was before the force was told."""
    found = list(reading.choice(answers, "action", sheet.policy.action))
    at = sheet.now
    try:
        at = reading.moment(answers, "action", sheet.zone)
    except Mistakes as mistakes:
        found += mistakes.fields.items()
    children = answers.get("children") or "0"
    if not children.isdecimal():
        found.append(("children", "Write a number, such as 2, or leave it empty."))
    check([*found, *_out_of_time(at, sheet), *reading.short(answers, "note")])
    return Enforcement(answers["action"], at, answers.get("note") or "", int(children))


def _out_of_time(at: datetime, sheet: Sheet) -> reading.Found:
    yield from reading.late(at, "action", sheet.now, sheet.zone)
    if at < sheet.case.received_at.replace(second=0, microsecond=0):
        told = standing.dated(sheet.case.received_at, sheet.now, sheet.zone)
        yield "action_date", f"That is before the force was told ({told}). Check the day and the time."
