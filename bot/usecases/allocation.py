"""Giving a case an owner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles
from casework import allocation, lifecycle
from casework.allocation import Candidate
from casework.case import Status
from casework.errors import ChangedMeanwhile, NotAnOwner, TakenMeanwhile, WithoutTheSkill
from casework.items import Event
from storage import absences, accounts, caselists, cases, exposure, outbox
from storage.outbox import Message

if TYPE_CHECKING:
    from bot.context import Context
    from casework.case import Case
    from casework.grading import Training
    from storage.roster import Person


def take(context: Context, reference: str) -> Case:
    """Make the actor the owner of a case that nobody else has, and start the work on it; once is enough.

    `TakenMeanwhile` names whoever was quicker. `WithoutTheSkill` for an officer who lacks what the case needs today.
    """
    present = cases.get(context.transaction, reference)
    access.check_move(context.actor, present, "take", context.policy, context.roster)
    if present.is_open and present.owner not in {None, context.actor.slack}:
        raise TakenMeanwhile(reference=reference, owner=context.roster.name(present.owner))
    if present.status is Status.IN_PROGRESS:
        return present
    if present.owner is None:
        check_skill(context, present, context.actor)
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
    allocated = _own(context, case, a_worker(context, case, owner), "allocated")
    tell(context, allocated, owner, "allocated")
    if present and present not in {owner, context.actor.slack, *accounts.gone(context.transaction)}:
        tell(context, allocated, present, "given away")
    return allocated


def tell(context: Context, case: Case, person: str, kind: str) -> None:
    """Tell a person (their Slack id) what became of who owns a case, in a message of its own."""
    told = Message(kind, person, case.team, case.grade.severity, context.now, case.reference)
    outbox.queue(context.transaction, [told], context.now)


def a_worker(context: Context, case: Case, slack: str) -> Person:
    """Return the person of that Slack id who may own `case`; `NotAnOwner` for anybody else."""
    chosen = context.roster.people.get(slack)
    if chosen is None or chosen.team != case.team or chosen.role not in access.WORKERS:
        raise NotAnOwner(name=context.roster.name(slack), team=case.team)
    return chosen


def check_skill(context: Context, case: Case, owner: Person) -> None:
    """Refuse an owner without the skill that `case` needs today, unless a supervisor decides it."""
    if context.actor.role not in access.LEADERS and not allocation.may_own(_skill(context, case, owner)):
        rule = context.policy.kind_rule(case.kind)
        skill = str(rule.skill if rule else "")
        raise WithoutTheSkill(reference=case.reference, skill=skill, name=owner.name, team=case.team)


def owned(context: Context, case: Case, owner: Person, event: str) -> tuple[Case, Event]:
    """Return `case` with a new owner, journalled as `event`, and whether they have the skill, as what happened."""
    context.record(event, case.reference, owner=owner.slack, before=case.owner)
    skilled = allocation.may_own(_skill(context, case, owner))
    given = replace(case, owner=owner.slack, allocated_at=case.allocated_at or context.now)
    return given, Event("owner skilled" if skilled else "owner unskilled", context.now)


def _own(context: Context, case: Case, owner: Person, event: str) -> Case:
    return casefiles.keep(context, *owned(context, case, owner, event))


def _skill(context: Context, case: Case, owner: Person) -> Training | None:
    today = context.now.astimezone(context.zone(case.team)).date()
    return allocation.owner_skill(case.kind, owner.skills, today, context.policy)


def candidates(context: Context, case: Case) -> list[Candidate]:
    """Return who of the case's team may own it, the best suited first; nobody whose account is gone."""
    transaction, policy = context.transaction, context.policy
    kinds = [kind.name for kind in policy.kind if kind.exposes]
    since = context.now - policy.allocation.exposed_within.elapsed
    load = caselists.open_by_owner(transaction, case.team)
    exposed = exposure.since(transaction, case.team, kinds, since)
    away, gone = absences.from_now(transaction, context.now), accounts.gone(transaction)
    calendar = policy.calendar(context.zone(case.team))
    found = [
        Candidate(
            slack=person.slack,
            name=person.name,
            skill=_skill(context, case, person),
            presence=allocation.presence(person.slack, away, context.now, policy, calendar),
            open_cases=load.get(person.slack, 0),
            exposed=exposed.get(person.slack, 0),
        )
        for person in context.roster.in_team(case.team, *access.WORKERS)
        if person.slack not in gone
    ]
    return allocation.ranked(found, policy)
