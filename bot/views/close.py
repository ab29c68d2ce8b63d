"""The form in which a case is closed with an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import Block, View, asking, section
from bot.views.forms import Closing
from bot.views.mistakes import check
from bot.views.sheet import Sheet
from casework.policy import Outcome


def form(sheet: Sheet) -> View:
    """The window of Close: each outcome says what it needs."""
    explanation = fields.paragraph("explanation", "Why it is closed", (reading.SHORTEST, reading.LONGEST))
    return asking(
        "close",
        "Close the case",
        "Close the case",
        [
            section(f"*{standing.title(sheet)}*"),
            fields.select("outcome", "Outcome", [_choice(row) for row in sheet.policy.outcome]),
            fields.explained(explanation, "Risk decides, not resources. No names."),
        ],
        reference=sheet.case.reference,
    )


def read(answers: Mapping[str, Any], sheet: Sheet) -> Closing:
    """Return the closing; `Mistakes` when the outcome lacks what it needs, or the reason is none."""
    check(_mistakes(answers, sheet))
    return Closing(answers["outcome"], answers["explanation"])


def _choice(outcome: Outcome) -> Block:
    needs = [f"needs: {', '.join(outcome.needs)}"] if outcome.needs else []
    by = ["for a supervisor to decide"] if outcome.by == "supervisor" else []
    return fields.option(outcome.name, outcome.name, "; ".join([*needs, *by]))


def _mistakes(answers: Mapping[str, Any], sheet: Sheet) -> reading.Found:
    yield from reading.choice(answers, "outcome", sheet.policy.outcome)
    yield from reading.text(answers, "explanation")
    yield from reading.reason(answers, "explanation", sheet.policy)
    chosen = [row for row in sheet.policy.outcome if row.name == answers.get("outcome")]
    missing = [fact for row in chosen for fact in row.needs if sheet.case.moment(fact) is None]
    if missing:
        yield "outcome", f"There is no {missing[0]} on record. Record it first, or choose the outcome that fits."
