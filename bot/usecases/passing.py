"""“Not mine…”: whoever has something to see to passes it on, to the form that fits what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot import access
from bot.usecases import allocation, casefiles, notices
from casework import items
from casework.allocation import HANDOVER, Candidate, Presence
from casework.answer_errors import AnsweredNotPassedOn, NotTheirsToPassOn
from casework.clocks import item_of
from casework.errors import EndedMeanwhile
from storage import cases, outbox
from storage.outbox import Message

if TYPE_CHECKING:
    from bot.context import Context
    from bot.usecases.notices import Place
    from casework.case import Case, Item


class Way(NamedTuple):
    """The form by which something is passed on: the move of that name, and what it is about."""

    move: str
    about: dict[str, str]


def way(context: Context, place: Place, subject: str) -> Way:
    """Return how the actor passes on the clock `subject` of the message at `place`.

    The owner hands the case over; whoever an item was given to gives it to somebody else; an offer is answered. A
    cover passes nothing on (`NotTheirsToPassOn`).
    """
    message, notice = notices.find(context, place, subject)
    case = cases.get(context.transaction, notice.reference)
    access.check_sight(context.actor, case)
    kept = notices.running(context, notice)
    if notices.check_theirs(context, message, notice, case, kept) != context.actor.slack:
        raise NotTheirsToPassOn(reference=case.reference, team=case.team)
    item = item_of(kept.clock, case)
    about = {"reference": case.reference}
    if item is None or item.doer is None:
        return Way("handover", about)
    about |= {"number": str(item.number)}
    if item.kind == HANDOVER:
        return Way("done", about)
    return Way("give", about)


def others(context: Context, case: Case) -> list[Candidate]:
    """Return who on duty may do something of a case instead of the actor: its owner first, then the best suited."""
    found = [
        each
        for each in allocation.candidates(context, case)
        if each.slack != context.actor.slack and each.presence is not Presence.AWAY
    ]
    return sorted(found, key=lambda each: each.slack != case.owner)


def give(context: Context, reference: str, number: int, to: str, request: str) -> Case:
    """Give an item to somebody else to do, who is told. Its clock runs on as it did.

    By whoever has it to do, the owner or a supervisor. A hand-over is answered, not passed on.
    """
    case = casefiles.for_move(context, reference, "done")
    if casefiles.is_repeat(context, request, reference):
        return case
    item = items.find(case, number)
    label = context.policy.clock_rule(item.kind).label
    if not item.is_open:
        raise EndedMeanwhile(label=label, reference=reference, result=str(item.result))
    if item.kind == HANDOVER:
        raise AnsweredNotPassedOn(reference=reference, name=context.roster.name(item.doer))
    if item.doer != context.actor.slack:
        access.check_by(context.actor, case, "owner", label, context.roster)
    chosen = allocation.a_worker(context, case, to)
    context.record("given", reference, clock=item.kind, item=number, to=chosen.slack, before=item.doer)
    kept = casefiles.keep(context, items.put(case, replace(item, doer=chosen.slack)))
    outbox.queue(context.transaction, [_told(context, case, item, to)], context.now)
    return kept


def _told(context: Context, case: Case, item: Item, to: str) -> Message:
    about = {"number": item.number}
    return Message("given", to, case.team, case.grade.severity, context.now, case.reference, content=about)
