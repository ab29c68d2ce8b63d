"""Keeping evidence: what device or account is in the picture, and that the advice was given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.usecases import casefiles
from bot.views.forms import EvidenceNote
from casework.case import Evidence

if TYPE_CHECKING:
    from bot.context import Context
    from casework.case import Case
    from casework.policy import AdviceFor


def record(context: Context, reference: str, note: EvidenceNote, request: str) -> Case:
    """Record where the evidence is and, where the officer says so, that the preservation advice was given.

    Evidence that comes into the picture starts the clock of the advice; a confirmation stands until then.
    """
    case = casefiles.for_move(context, reference, "evidence")
    if casefiles.is_repeat(context, request, reference):
        return case
    return _keep(context, case, note)


def say(context: Context, reference: str, row: AdviceFor, request: str) -> Case:
    """Record that the advice of `row` was given about a case; where one waits for it, that confirms it."""
    case = casefiles.for_move(context, reference, "evidence")
    if casefiles.is_repeat(context, request, reference):
        return case
    context.record("advice said", reference, who=row.who, kind=row.kind, policy=context.policy.version)
    if case.evidence is Evidence.NONE or case.evidence_confirmed_at:
        return case
    return _keep(context, case, EvidenceNote(case.evidence, confirmed=True))


def _keep(context: Context, case: Case, note: EvidenceNote) -> Case:
    noted = _noted(context, case, note.evidence)
    reference = case.reference
    context.record("evidence noted", reference, evidence=noted.evidence, advice="confirmed" if note.confirmed else None)
    if note.confirmed and noted.evidence_known_at:
        noted = replace(noted, evidence_confirmed_at=context.now, evidence_confirmed_by=context.actor.slack)
    return casefiles.keep(context, replace(noted, progress_at=context.now))


def _noted(context: Context, case: Case, evidence: Evidence) -> Case:
    if evidence is case.evidence:
        return case
    if evidence is Evidence.NONE:
        return replace(case, evidence=evidence)
    # Another device or account: the advice has to be given to whoever holds that one.
    return replace(
        case,
        evidence=evidence,
        evidence_known_at=context.now,
        evidence_confirmed_at=None,
        evidence_confirmed_by=None,
    )
