"""The form in which a second person agrees to a grade, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import Block, View, asking, escape, section
from bot.views.forms import Confirmation
from bot.views.mistakes import check
from bot.views.sheet import Sheet
from casework import grading
from casework.case import Case
from casework.grading import Judgement, Training
from casework.policy_items import Guard

_ANSWERS = [
    fields.option("I agree: the grade takes effect", "yes"),
    fields.option("I do not agree: the grade stays as it is", "no"),
]


def form(sheet: Sheet) -> View:
    """The window of the second person: the proposed grade, who judged it, and why it needs somebody else."""
    note = fields.paragraph("note", "Why", (reading.SHORTEST, reading.LONGEST))
    return asking(
        "confirm",
        "Second person",
        "Save",
        [
            section(f"*{standing.title(sheet)}*\n{proposed(sheet)}"),
            fields.radio("agrees", "Your judgement", _ANSWERS),
            fields.explained(
                note, "No names. You judge the risk yourself; whoever graded cannot be this second person."
            ),
        ],
        reference=sheet.case.reference,
    )


def read(answers: Mapping[str, Any], sheet: Sheet) -> Confirmation:
    """Return the second person's word; `Mistakes` where there is none, or its reason is none."""
    chosen = answers.get("agrees")
    missing: list[tuple[str, str]] = [] if chosen else [("agrees", "Say whether you agree.")]
    check([*missing, *reading.text(answers, "note"), *reading.reason(answers, "note", sheet.policy)])
    return Confirmation(chosen == "yes", answers["note"])


def proposed(sheet: Sheet) -> str:
    """Return which grade waits for a second person, and why, with the facts: for a window. Nothing when none does."""
    return _waits(sheet, _with_facts)


def standing_proposal(sheet: Sheet) -> list[Block]:
    """What the card says while a grade waits for a second person: which facts speak against it, no channel hears."""
    return [section(_waits(sheet, _without_facts))] if sheet.case.proposed else []


def _waits(sheet: Sheet, say: Callable[[Guard, Case], str]) -> str:
    case = sheet.case
    if case.proposed is None:
        return ""
    who = escape(sheet.name(case.proposed_by), standing.LONGEST_NAME)
    judged = Judgement(case.proposed, case.proposed_tool or "", Training(case.training or "valid"))
    why = "; ".join(say(guard, case) for guard in grading.guards(case, judged, sheet.policy))
    return f"{who} judged it *{case.proposed}*. It waits for a second qualified person: {escape(why, 1500)}."


def _with_facts(guard: Guard, case: Case) -> str:
    facts = grading.opposed(case, guard)
    return f"{guard.says} ({', '.join(facts)})" if facts else guard.says


def _without_facts(guard: Guard, _case: Case) -> str:
    return guard.says
