"""Recording progress, and opening a closed case again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.usecases import casefiles
from casework import lifecycle
from casework.items import Event

if TYPE_CHECKING:
    from bot.context import Context
    from casework.case import Case


def note(context: Context, reference: str, text: str, request: str) -> Case:
    """Record in words what was done, or what stands in the way; the clock of a case without progress starts anew."""
    case = casefiles.for_move(context, reference, "update")
    if casefiles.is_repeat(context, request, reference):
        return case
    context.record("progress", reference, note=text)
    return casefiles.keep(context, replace(case, progress_at=context.now))


def reopen(context: Context, reference: str, text: str, request: str) -> Case:
    """Open a closed case again, for a reason; every clock that its closing ended runs on."""
    case = casefiles.for_move(context, reference, "reopen")
    if casefiles.is_repeat(context, request, reference):
        return case
    lifecycle.check_reason(text, context.policy)
    context.record("reopened", reference, note=text, outcome=case.outcome)
    opened = replace(case, closed_at=None, outcome=None, reopened_at=context.now, progress_at=context.now)
    return casefiles.keep(context, opened, Event("reopened", context.now))
