"""Grading a case, and grading it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles
from bot.views.mistakes import Mistakes
from casework import lifecycle
from casework.errors import ChangedMeanwhile, GradedByWhom, NotYours, OnlyUpwards

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.forms import Grading
    from casework.case import Case


def grade(context: Context, reference: str, grading: Grading, request: str) -> Case:
    """Record a grade, the tool and the assessor; lowering one needs a supervisor and a reason that is about risk."""
    case = casefiles.for_move(context, reference, "grade")
    if casefiles.is_repeat(context, request, reference):
        return case
    if case.grade is not grading.present:
        raise ChangedMeanwhile(reference=reference)
    if lifecycle.lowers(case.grade, grading.grade):
        _check_lowering(context, case, grading)
    assessor = grading.graded_by or context.actor.slack
    check_assessor(context, assessor)
    graded = replace(case, grade=grading.grade, grade_tool=grading.tool, graded_by=assessor, graded_at=context.now)
    context.record(
        "graded",
        reference,
        note=grading.explanation,
        grade=graded.grade,
        before=case.grade,
        tool=graded.grade_tool,
        by=assessor,
        reason=grading.reason,
    )
    return casefiles.keep(context, graded)


def check_assessor(context: Context, slack: str) -> None:
    """Find whoever graded on the roster; `Mistakes` on the field of the form when they are not there."""
    if slack not in context.roster.people:
        raise Mistakes({"graded_by": str(GradedByWhom())})


def _check_lowering(context: Context, case: Case, grading: Grading) -> None:
    lifecycle.check_reason(grading.explanation, context.policy)
    refusal = OnlyUpwards(
        reference=case.reference, present=case.grade.value, wanted=grading.grade.value, team=case.team
    )
    try:
        access.check_move(context.actor, case, "lower", context.policy, context.roster)
    except NotYours:
        raise refusal from None
    if not grading.reason:
        raise refusal
