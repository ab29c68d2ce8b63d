"""Logging a referral: the case, its clocks, its card and the answer to the officer, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles, grading
from bot.views.forms import Grading
from casework.case import (
    CHILD_AT_RISK,
    CHILD_IN_CONTACT,
    SUSPECT_IDENTIFIED,
    Answer,
    Case,
    Evidence,
    Fact,
    Grade,
)
from casework.errors import NoTeam, NotYours
from casework.items import Event, facts_of
from storage import cases, outbox, requests
from storage.outbox import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.context import Context
    from bot.views.forms import Referral


def refer(context: Context, referral: Referral, request: str) -> Case:
    """Log a referral for the actor's team; the same window logs one case, however often it is submitted."""
    repeat, reference = requests.seen(context.transaction, request)
    if repeat and reference:
        return cases.get(context.transaction, reference)
    check_may_refer(context)
    case = _case(context, referral)
    case = casefiles.followed(context, case, *_events(context, case))
    if referral.grade is not Grade.UNGRADED:
        case, judged = grading.judged(context, case, _grading(referral))
        case = casefiles.followed(context, case, judged)
    typed = {"summary": referral.summary, "external_reference": referral.external_reference}
    cases.add(context.transaction, case, typed)
    casefiles.promise(context, case)
    context.record(
        "referred", case.reference, source=case.source, kind=case.kind, received=case.received_at.isoformat()
    )
    casefiles.take_effect(context, request, case.reference)
    _announce(context, case)
    return case


def check_may_refer(context: Context) -> None:
    """Refuse whoever cannot log a referral, before anything is typed."""
    if context.actor.team not in context.roster.teams:
        raise NoTeam
    if context.actor.role not in access.WORKERS:
        raise NotYours(move="Log a referral", reference="a new case", by=f"an officer of {context.actor.team}")


def _case(context: Context, referral: Referral) -> Case:
    return Case(
        reference=cases.next_reference(context.transaction, context.now.astimezone(context.zone()).year),
        team=context.actor.team,
        source=referral.source,
        kind=referral.kind,
        received_at=referral.received_at,
        logged_at=context.now,
        evidence=referral.evidence,
        evidence_known_at=None if referral.evidence is Evidence.NONE else context.now,
        progress_at=context.now,
        facts=tuple(_facts(context, referral)),
    )


def _facts(context: Context, referral: Referral) -> Iterator[Fact]:
    """Yield what was answered at logging; the force knows it since it was told."""
    answers = {
        CHILD_AT_RISK: referral.child_at_risk,
        CHILD_IN_CONTACT: referral.child_in_contact,
        SUSPECT_IDENTIFIED: referral.suspect_identified,
    }
    for name, answer in answers.items():
        if answer is not Answer.UNKNOWN:
            yield Fact(name, answer.value, referral.received_at, context.now, context.actor.slack)


def _events(context: Context, case: Case) -> Iterator[Event]:
    """Yield what the logging of a case is: what was known of it is known since the force was told."""
    yield Event("logged", context.now)
    for known in sorted(facts_of(case)):
        yield Event(f"fact {known}", case.received_at)


def _grading(referral: Referral) -> Grading:
    return Grading(
        grade=referral.grade,
        tool=referral.grade_tool or "",
        graded_by=referral.graded_by,
        reason=None,
        explanation="",
        present=Grade.UNGRADED,
    )


def _announce(context: Context, case: Case) -> None:
    """Queue the card for the team's channel and the answer to the officer who logged it."""
    channel = context.roster.teams[case.team].channel
    messages = [
        Message(kind, recipient, case.team, case.grade.severity, context.now, case.reference)
        for kind, recipient in (("card", channel), ("receipt", context.actor.slack))
    ]
    outbox.queue(context.transaction, messages, context.now)
