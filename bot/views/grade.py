"""The form in which the risk is graded, or graded again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import Block, View, asking, escape, section
from bot.views.forms import Grading
from bot.views.mistakes import check
from bot.views.refer import GRADES
from bot.views.sheet import Sheet
from casework.case import Grade
from casework.lifecycle import lowers
from casework.policy import Policy


def form(sheet: Sheet) -> View:
    """The window of Grade and Re-grade; it remembers the grade with which it was opened."""
    case = sheet.case
    again = case.grade is not Grade.UNGRADED
    tools = fields.options(row.name for row in sheet.policy.tool)
    assessor = fields.optional(fields.person("graded_by", "Graded by"))
    return asking(
        "grade",
        "Grade again" if again else "Grade the risk",
        "Save the grade",
        [
            section(f"*{standing.title(sheet)}*{_by(sheet)}"),
            fields.select("grade", "Grade of risk", GRADES),
            fields.select("grade_tool", "Tool", tools),
            fields.explained(assessor, "Leave it empty if you graded it."),
            *(_lowering(sheet.policy) if again else ()),
        ],
        reference=case.reference,
        present=case.grade,
    )


def read(answers: Mapping[str, Any], sheet: Sheet) -> Grading:
    """Return the grading, against the grade that the window was opened with; `Mistakes` on the fields to mend."""
    present = Grade(answers["present"])
    check(_mistakes(answers, present, sheet.policy))
    return Grading(
        grade=Grade(answers["grade"]),
        tool=answers["grade_tool"],
        graded_by=answers.get("graded_by"),
        reason=answers.get("reason"),
        explanation=answers.get("explanation") or "",
        present=present,
    )


def _by(sheet: Sheet) -> str:
    case = sheet.case
    if case.graded_at is None:
        return ""
    when = standing.dated(case.graded_at, sheet.now, sheet.zone)
    name = escape(sheet.name(case.graded_by), standing.LONGEST_NAME)
    return f"\nGraded {when} by {name}, {escape(case.grade_tool or 'no tool recorded', standing.LONGEST_NAME)}"


def _lowering(policy: Policy) -> list[Block]:
    reasons = fields.options(row.name for row in policy.reason)
    return [
        fields.explained(
            fields.optional(fields.select("reason", "Reason", reasons)),
            "Needed to lower the grade. That is for a supervisor; the present clock runs on until then.",
        ),
        fields.explained(
            fields.optional(fields.paragraph("explanation", "What changed", (0, reading.LONGEST))),
            "Needed to lower the grade. Risk decides, not resources. No names.",
        ),
    ]


def _mistakes(answers: Mapping[str, Any], present: Grade, policy: Policy) -> reading.Found:
    if not answers.get("grade"):
        yield "grade", "Choose the grade."
        return
    yield from reading.choice(answers, "grade_tool", policy.tool)
    if lowers(present, Grade(answers["grade"])):
        yield from reading.choice(answers, "reason", policy.reason)
        yield from reading.text(answers, "explanation")
        yield from reading.reason(answers, "explanation", policy)
