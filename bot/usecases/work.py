"""Items of a case: opening one by hand, and recording what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import access
from bot.usecases import allocation, casefiles
from casework import items, lifecycle
from casework.absence import away, stand_in
from casework.allocation import HANDOVER
from casework.answer_errors import NotInTheirName
from casework.case import Answer, Item
from casework.errors import ChildAtTheAddress
from casework.items import Ending, Event
from storage import absences
from storage import items as rows

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.forms import Ended, Opened
    from casework.case import Case
    from casework.policy_items import ResultRule


def open_item(context: Context, reference: str, opened: Opened, request: str) -> Case:
    """Open a task, a referral or an item of evidence; its time counts from the event."""
    case = casefiles.for_move(context, reference, "item")
    if casefiles.is_repeat(context, request, reference):
        return case
    item = Item(0, opened.kind, opened.starts_at, context.now, opened.due_at, opened.doer, opened.detail)
    case = items.add(replace(case, progress_at=context.now), item)
    number = case.items[-1].number
    context.record("opened", reference, clock=opened.kind, item=number, detail=opened.detail, doer=opened.doer)
    kept = casefiles.keep(context, case)
    rows.write(context.transaction, reference, number, text=opened.text)
    return kept


def finish(context: Context, reference: str, number: int, ended: Ended, request: str) -> Case:
    """Record what became of an item, and open what follows from it.

    A result may be for the owner or a supervisor only (`NotYours`). Where a child is at the address, or the record says
    that one is where the suspect goes, it needs a supervisor who says why and what protects the child
    (`ChildAtTheAddress`; HMICFRS 2023, finding 4).
    """
    case = casefiles.for_move(context, reference, "done")
    if casefiles.is_repeat(context, request, reference):
        return case
    item = items.find(case, number)
    rule = items.result_rule(item, ended.result, context.policy)
    lifecycle.check_reason(ended.text, context.policy)
    _check_who(context, case, item, ended)
    ending = Ending(ended.result, ended.at, context.actor.slack, ended.until, context.now)
    calendar = context.policy.calendar(context.zone(case.team))
    after = items.end(case, number, ending, context.policy, calendar)
    _record(context, case, item, rule, ended)
    after, events = replace(after, progress_at=context.now), [items.ended(item, ending)]
    if ended.child_at_address is Answer.YES:
        events.append(Event("child at the address", ended.at))
    if rule.makes_owner:
        after, owned = allocation.owned(context, after, context.actor, "handed over")
        events.append(owned)
    kept = casefiles.keep(context, after, *events)
    rows.write(context.transaction, reference, number, ending=_typed(ended))
    _tell_who_offered(context, kept, case.owner, item, rule)
    return kept


def _tell_who_offered(context: Context, case: Case, owner: str | None, item: Item, rule: ResultRule) -> None:
    if owner and item.kind == HANDOVER and rule.by == "doer":
        allocation.tell(context, case, owner, "offer accepted" if rule.makes_owner else "offer refused")


def _check_who(context: Context, case: Case, item: Item, ended: Ended) -> None:
    rule = items.result_rule(item, ended.result, context.policy)
    if rule.by == "doer" and not _covers(context, item):
        access.check_offered(context.actor, case, item, rule.name, context.roster)
    elif rule.by == "doer" and rule.makes_owner:
        name = context.roster.name(item.doer)
        raise NotInTheirName(name=name, result=rule.name, team=case.team, reference=case.reference)
    elif rule.by != "doer":
        access.check_by(context.actor, case, rule.by, rule.name, context.roster)
    why = _child(context, case, ended)
    if why and context.actor.role not in access.LEADERS:
        raise ChildAtTheAddress(why=why, result=rule.name, reference=case.reference, team=case.team)


def _child(context: Context, case: Case, ended: Ended) -> str:
    """Why a child is at risk by how an item ends: by what is answered, or by what is recorded; empty where none is."""
    if ended.child_at_address is Answer.YES:
        return "A child is at this address or in contact"
    recorded = items.children_on_record(case, context.policy) if ended.child_at_address else ()
    return f"“{recorded[0]}” is on record" if recorded else ""


def _covers(context: Context, item: Item) -> bool:
    """Whether the actor stands in for whom an item was given to, who is away."""
    absent = away(absences.from_now(context.transaction, context.now), context.now)
    return item.doer in absent and stand_in(str(item.doer), absent) == context.actor.slack


def _record(context: Context, case: Case, item: Item, rule: ResultRule, ended: Ended) -> None:
    child = ended.child_at_address.value if ended.child_at_address else None
    context.record(
        "ended",
        case.reference,
        note=_typed(ended),
        clock=item.kind,
        item=item.number,
        result=rule.name,
        at=ended.at.isoformat(),
        child_at_the_address=child,
    )
    if rule.discloses:
        context.record("disclosed", case.reference, note=ended.recipient, clock=item.kind, result=rule.name)


def _typed(ended: Ended) -> str:
    return "\n".join(part for part in (ended.recipient, ended.text) if part)
