"""Logging a referral: the case, its clocks, its card and the answer to the officer, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles, grading
from casework.case import Case, Evidence, Grade
from casework.errors import NoTeam, NotYours
from storage import cases, outbox, requests
from storage.outbox import Message

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.forms import Referral


def refer(context: Context, referral: Referral, request: str) -> Case:
    """Log a referral for the actor's team; the same window logs one case, however often it is submitted."""
    repeat, reference = requests.seen(context.transaction, request)
    if repeat and reference:
        return cases.get(context.transaction, reference)
    check_may_refer(context)
    grading.check_assessor(context, referral.graded_by or context.actor.slack)
    case = _case(context, referral)
    requests.note(context.transaction, request, context.now, case.reference)
    typed = {"summary": referral.summary, "external_reference": referral.external_reference}
    cases.add(context.transaction, case, typed)
    casefiles.promise(context, case)
    context.record(
        "referred", case.reference, source=case.source, kind=case.kind, received=case.received_at.isoformat()
    )
    if case.graded_at:
        context.record("graded", case.reference, grade=case.grade, tool=case.grade_tool, by=case.graded_by)
    _announce(context, case)
    return case


def check_may_refer(context: Context) -> None:
    """Refuse whoever cannot log a referral, before anything is typed."""
    if context.actor.team not in context.roster.teams:
        raise NoTeam
    if context.actor.role not in access.WORKERS:
        raise NotYours(move="Log a referral", reference="a new case", by=f"an officer of {context.actor.team}")


def _case(context: Context, referral: Referral) -> Case:
    graded = referral.grade is not Grade.UNGRADED
    return Case(
        reference=cases.next_reference(context.transaction, context.now.astimezone(context.zone()).year),
        team=context.actor.team,
        source=referral.source,
        kind=referral.kind,
        received_at=referral.received_at,
        logged_at=context.now,
        child_at_risk=referral.child_at_risk,
        child_in_contact=referral.child_in_contact,
        suspect_identified=referral.suspect_identified,
        evidence=referral.evidence,
        evidence_known_at=None if referral.evidence is Evidence.NONE else context.now,
        grade=referral.grade,
        grade_tool=referral.grade_tool if graded else None,
        graded_by=(referral.graded_by or context.actor.slack) if graded else None,
        graded_at=context.now if graded else None,
    )


def _announce(context: Context, case: Case) -> None:
    """Queue the card for the team's channel and the answer to the officer who logged it."""
    channel = context.roster.teams[case.team].channel
    messages = [
        Message(kind, recipient, case.team, case.grade.severity, context.now, case.reference)
        for kind, recipient in (("card", channel), ("receipt", context.actor.slack))
    ]
    outbox.queue(context.transaction, messages, context.now)
