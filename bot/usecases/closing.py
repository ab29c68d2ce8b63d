"""Closing a case with an outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles
from casework import lifecycle
from casework.clocks import clocks
from casework.errors import ClosedByAnother, HeldOpen, NotYetDone, NotYours
from casework.items import Event

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
    _check_held(context, case)
    if case.grade in context.policy.closing.grades:
        _check_another(context, case)
    context.record("closed", reference, note=closing.explanation, outcome=outcome.name)
    closed = replace(case, outcome=outcome.name, closed_at=context.now)
    return casefiles.keep(context, closed, Event("closed", context.now))


def _check_held(context: Context, case: Case) -> None:
    """Refuse while a clock of safeguarding or evidence runs, or any other that the policy says holds a case open."""
    calendar = context.policy.calendar(context.zone(case.team))
    running = [clock for clock in clocks(case, context.policy, calendar) if clock.is_running]
    rules = [context.policy.clock_rule(clock.name) for clock in running]
    held = dict.fromkeys(rule.label for rule in rules if rule.holds_case)
    if held:
        raise HeldOpen(reference=case.reference, labels=", ".join(held))


def _check_another(context: Context, case: Case) -> None:
    if context.actor.role not in access.LEADERS or context.actor.slack == case.owner:
        raise ClosedByAnother(grade=case.grade.value, team=case.team)
