"""Giving a case an owner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles
from casework import lifecycle
from casework.case import Status
from casework.errors import ChangedMeanwhile, NotAnOwner, TakenMeanwhile
from storage import caselists, cases, outbox
from storage.outbox import Message

if TYPE_CHECKING:
    from bot.context import Context
    from casework.case import Case
    from storage.roster import Person


def take(context: Context, reference: str) -> Case:
    """Make the actor the owner of a case that nobody else has, and start the work on it; once is enough.

    `TakenMeanwhile` names whoever was quicker.
    """
    present = cases.get(context.transaction, reference)
    access.check_move(context.actor, present, "take", context.policy, context.roster)
    if present.is_open and present.owner not in {None, context.actor.slack}:
        raise TakenMeanwhile(reference=reference, owner=context.roster.name(present.owner))
    if present.status is Status.IN_PROGRESS:
        return present
    return _own(context, lifecycle.move(present, "take", context.policy), context.actor, "taken")


def allocate(context: Context, reference: str, owner: str, request: str, present: str | None) -> Case:
    """Make `owner` (a Slack id) the owner instead of `present`, by a supervisor's decision, and tell the new owner.

    `ChangedMeanwhile` when the case has another owner by now than the supervisor saw.
    """
    case = casefiles.for_move(context, reference, "allocate")
    if casefiles.is_repeat(context, request, reference):
        return case
    if case.owner != present:
        raise ChangedMeanwhile(reference=reference)
    chosen = context.roster.people.get(owner)
    if chosen is None or chosen.team != case.team or chosen.role not in access.WORKERS:
        raise NotAnOwner(name=context.roster.name(owner), team=case.team)
    allocated = _own(context, case, chosen, "allocated")
    told = Message("allocated", owner, case.team, case.grade.severity, context.now, reference)
    outbox.queue(context.transaction, [told], context.now)
    return allocated


def _own(context: Context, case: Case, owner: Person, event: str) -> Case:
    context.record(event, case.reference, owner=owner.slack, before=case.owner)
    owned = replace(case, owner=owner.slack, allocated_at=case.allocated_at or context.now)
    return casefiles.keep(context, owned)


def candidates(context: Context, reference: str) -> list[tuple[Person, int]]:
    """Return who of the case's team may own it, each with the number of open cases that they have, the fewest first."""
    case = casefiles.for_move(context, reference, "allocate")
    owned = caselists.open_by_owner(context.transaction, case.team)
    people = context.roster.in_team(case.team, *access.WORKERS)
    return sorted(((person, owned.get(person.slack, 0)) for person in people), key=lambda pair: (pair[1], pair[0].name))
