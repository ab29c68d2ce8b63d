"""Grading a case, grading it again, and agreeing to a grade that needs a second person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles
from bot.views.mistakes import Mistakes
from casework import grading as rules
from casework import lifecycle
from casework.errors import (
    ChangedMeanwhile,
    GradedByWhom,
    NothingProposed,
    NotQualified,
    NotYours,
    NotYourself,
    OnlyUpwards,
)
from casework.grading import Judgement, Training
from casework.items import Event

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.forms import Confirmation, Grading
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
    case, event = judged(context, case, grading)
    return casefiles.keep(context, replace(case, progress_at=context.now), event)


def judged(context: Context, case: Case, grading: Grading) -> tuple[Case, Event]:
    """Return `case` with the grade, or with the grade proposed where the policy wants a second person; journalled."""
    assessor = grading.graded_by or context.actor.slack
    known = context.roster.people.get(assessor)
    if known is None:
        raise Mistakes({"graded_by": str(GradedByWhom())})
    today = context.now.astimezone(context.zone(case.team)).date()
    judgement = Judgement(
        grading.grade, grading.tool, rules.training(known.skills, grading.tool, today, context.policy)
    )
    guards = rules.guards(case, judgement, context.policy)
    facts = {"grade": grading.grade.value, "before": case.grade.value, "tool": grading.tool, "by": assessor}
    facts |= {"training": judgement.training.value}
    if guards:
        context.record("grade proposed", case.reference, note=grading.explanation, **facts, because=guards[0].says)
        return _proposed(context, case, judgement, assessor), Event("grade proposed", context.now)
    context.record("graded", case.reference, note=grading.explanation, **facts, reason=grading.reason)
    return _graded(context, case, judgement, assessor), Event("graded", context.now)


def _proposed(context: Context, case: Case, judgement: Judgement, assessor: str) -> Case:
    """The grade that stands goes on, with its clocks, until a second person agrees."""
    return replace(
        case,
        proposed=judgement.grade,
        proposed_tool=judgement.tool,
        proposed_by=assessor,
        proposed_at=context.now,
        training=judgement.training.value,
    )


def _graded(context: Context, case: Case, judgement: Judgement, assessor: str) -> Case:
    tool = context.policy.tool_rule(judgement.tool)
    return replace(
        _settled(case),
        grade=judgement.grade,
        grade_tool=judgement.tool,
        grade_tool_version=tool.version if tool else None,
        graded_by=assessor,
        graded_at=context.now,
        first_graded_at=case.judged_at or context.now,
        training=judgement.training.value,
        confirmed_by=None,
    )


def _settled(case: Case) -> Case:
    return replace(case, proposed=None, proposed_tool=None, proposed_by=None, proposed_at=None)


def confirm(context: Context, reference: str, confirmation: Confirmation, request: str) -> Case:
    """Let a second qualified person agree to the grade that was proposed, which takes effect by it, or not.

    `NotYourself` for whoever graded, `NotQualified` for whoever lacks the skill today.
    """
    case = casefiles.for_move(context, reference, "confirm")
    if casefiles.is_repeat(context, request, reference):
        return case
    check_second(context, case)
    facts = {"grade": str(case.proposed), "by": case.proposed_by}
    if not confirmation.agrees:
        context.record("grade not agreed", reference, note=confirmation.note, **facts)
        return casefiles.keep(context, _settled(case), Event("grade not agreed", context.now))
    context.record("grade confirmed", reference, note=confirmation.note, **facts)
    training = Training(case.training or Training.MISSING.value)
    judgement = Judgement(case.proposed or case.grade, case.proposed_tool or "", training)
    graded = _graded(context, case, judgement, case.proposed_by or context.actor.slack)
    confirmed = replace(graded, confirmed_by=context.actor.slack, progress_at=context.now)
    return casefiles.keep(context, confirmed, Event("graded", context.now))


def check_second(context: Context, case: Case) -> None:
    """Refuse whoever cannot be the second person for the proposed grade of `case`."""
    if case.proposed is None:
        raise NothingProposed(reference=case.reference)
    if case.proposed_by == context.actor.slack:
        raise NotYourself(name=context.actor.name, reference=case.reference)
    tool = context.policy.tool_rule(case.proposed_tool or "")
    today = context.now.astimezone(context.zone(case.team)).date()
    if rules.training(context.actor.skills, case.proposed_tool or "", today, context.policy) is not Training.VALID:
        raise NotQualified(skill=str(tool.skill if tool else ""))


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
