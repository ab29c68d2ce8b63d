"""Recording enforcement action, which stops the enforcement clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.usecases import casefiles
from casework.items import Event

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.forms import Enforcement
    from casework.case import Case


def record(context: Context, reference: str, enforcement: Enforcement, request: str) -> Case:
    """Record what was done and when; the first action stays the one that stopped the clock."""
    case = casefiles.for_move(context, reference, "enforce")
    if casefiles.is_repeat(context, request, reference):
        return case
    context.record(
        "enforcement action",
        reference,
        note=enforcement.note,
        action=enforcement.action,
        at=enforcement.at.isoformat(),
        children_safeguarded=enforcement.children_safeguarded,
    )
    safeguarded = case.children_safeguarded + enforcement.children_safeguarded
    case = replace(case, children_safeguarded=safeguarded, progress_at=context.now)
    if case.action_at is None:
        case = replace(case, action=enforcement.action, action_at=enforcement.at, action_recorded_at=context.now)
    return casefiles.keep(context, case, Event(f"action {enforcement.action}", enforcement.at))
