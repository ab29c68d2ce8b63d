"""Offering a case to a colleague, who becomes its owner by accepting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.usecases import allocation, casefiles
from casework import items
from casework.allocation import HANDOVER, Candidate, Presence
from casework.case import Item
from casework.errors import NotAnOwner, OfferedAlready
from storage import outbox
from storage.outbox import Message

if TYPE_CHECKING:
    from bot.context import Context
    from casework.case import Case


def offer(context: Context, reference: str, to: str, request: str) -> Case:
    """Offer a case to `to` (a Slack id), who is told; it stays its owner's until they accept.

    `OfferedAlready` while somebody has not answered. An owner offers it to somebody with the skill (`WithoutTheSkill`);
    a supervisor may decide otherwise.
    """
    case = casefiles.for_move(context, reference, "handover")
    if casefiles.is_repeat(context, request, reference):
        return case
    check_free(context, case)
    chosen = allocation.a_worker(context, case, to)
    if chosen.slack == case.owner:
        raise NotAnOwner(name=f"{chosen.name}, who owns it already,", team=case.team)
    allocation.check_skill(context, case, chosen)
    offered = items.add(case, Item(0, HANDOVER, context.now, context.now, doer=to))
    number = offered.items[-1].number
    context.record("offered", reference, clock=HANDOVER, item=number, to=to)
    kept = casefiles.keep(context, offered)
    words = {"number": number}
    told = Message("hand-over", to, case.team, case.grade.severity, context.now, reference, content=words)
    outbox.queue(context.transaction, [told], context.now)
    return kept


def check_free(context: Context, case: Case) -> None:
    """Refuse a second offer while the first has no answer."""
    waiting = next((item for item in items.open_items(case) if item.kind == HANDOVER), None)
    if waiting:
        raise OfferedAlready(reference=case.reference, name=context.roster.name(waiting.doer))


def colleagues(context: Context, case: Case) -> list[Candidate]:
    """Return to whom a case may be offered, the best suited first: whoever is away cannot answer."""
    found = allocation.candidates(context, case)
    return [each for each in found if each.slack != case.owner and each.presence is not Presence.AWAY]
