"""Closing a case with an outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles
from casework import lifecycle
from casework.errors import NotYetDone, NotYours

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.forms import Closing
    from casework.case import Case


def close(context: Context, reference: str, closing: Closing, request: str) -> Case:
    """Close a case: the outcome says what must have happened before, and whether a supervisor has to decide it."""
    case = casefiles.for_move(context, reference, "close")
    if casefiles.is_repeat(context, request, reference):
        return case
    lifecycle.check_reason(closing.explanation, context.policy)
    outcome = context.policy.outcome_rule(closing.outcome)
    missing = next((fact for fact in outcome.needs if case.moment(fact) is None), None)
    if missing:
        raise NotYetDone(outcome=outcome.name, missing=missing, reference=reference)
    if outcome.by == "supervisor" and context.actor.role not in access.LEADERS:
        raise NotYours(move=f"“{outcome.name}”", reference=reference, by=f"a supervisor of {case.team}")
    context.record("closed", reference, note=closing.explanation, outcome=outcome.name)
    return casefiles.keep(context, replace(case, outcome=outcome.name, closed_at=context.now))
