"""The forms in which progress is recorded, and a closed case is opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import View, asking, section
from bot.views.mistakes import check
from bot.views.sheet import Sheet


def form(sheet: Sheet) -> View:
    """The window of Record progress."""
    return _asking("update", "Record progress", "What was done, or what stands in the way", sheet)


def reopening(sheet: Sheet) -> View:
    """The window of Open it again."""
    return _asking("reopen", "Open it again", "Why it is opened again", sheet)


def _asking(callback: str, title: str, label: str, sheet: Sheet) -> View:
    text = fields.paragraph("text", label, (reading.SHORTEST, reading.LONGEST))
    blocks = [section(f"*{standing.title(sheet)}*"), fields.explained(text, "No names, no addresses.")]
    return asking(callback, title, "Save", blocks, reference=sheet.case.reference)


def read(answers: Mapping[str, Any]) -> str:
    """Return what was written; `Mistakes` when it is too short to say anything, or too long."""
    check(reading.text(answers, "text"))
    return str(answers["text"])


def read_reason(answers: Mapping[str, Any], sheet: Sheet) -> str:
    """Return the reason that was written; `Mistakes` when it is none."""
    check([*reading.text(answers, "text"), *reading.reason(answers, "text", sheet.policy)])
    return str(answers["text"])
