"""A case as officers see it, and the one way in which it is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot import access
from bot.context import Context, zone_of
from bot.usecases import overruling
from bot.views.sheet import Sheet
from casework import items, lifecycle
from casework.clocks import clocks
from casework.planner import plan
from casework.policy_quiet import NEVER_HELD
from casework.regrade import Regrade
from storage import bundles, cases, identifiers, journal, outbox, replanning, requests, tasks, timers
from storage import items as rows

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import Row

    from casework.case import Case
    from casework.items import Event
    from casework.policy import Policy
    from storage.cases import Particulars
    from storage.encrypted import Private
    from storage.items import Written
    from storage.roster import Roster


def draw(case: Case, roster: Roster, policy: Policy, now: datetime, zone: ZoneInfo | None = None) -> Sheet:
    """Lay out a case as it is at `now`, for a reader in `zone` (its team's, unless told)."""
    home = zone_of(roster, case.team)
    names = {slack: somebody.name for slack, somebody in roster.people.items()}
    return Sheet(case, clocks(case, policy, policy.calendar(home)), names, zone or home, now, policy)


def sheet(context: Context, reference: str) -> Sheet:
    """Return the case as the actor may see it."""
    case = cases.get(context.transaction, reference)
    access.check_sight(context.actor, case)
    return draw(case, context.roster, context.policy, context.now)


class Consulted(NamedTuple):
    """A case in full: with what was typed about it, its history with the notes, and the cases that share something."""

    sheet: Sheet
    typed: Particulars
    rows: list[Row[tuple[int, datetime, str, str, str]]]
    notes: dict[int, Private]
    sharing: tuple[str, ...]


def consult(context: Context, reference: str) -> Consulted:
    """Return all that there is of a case. That it was shown, and to whom, is journalled."""
    seen, transaction = sheet(context, reference), context.transaction
    context.record("consulted", reference)
    return Consulted(
        seen,
        cases.particulars(transaction, reference),
        journal.of(transaction, reference),
        journal.notes(transaction, reference),
        identifiers.shared_with(transaction, reference),
    )


def work(context: Context, reference: str) -> tuple[Sheet, dict[int, Written]]:
    """Return the case with what was typed about its items; that it was shown, and to whom, is journalled."""
    seen = sheet(context, reference)
    context.record("consulted", reference)
    return seen, rows.written(context.transaction, reference)


def for_move(context: Context, reference: str, move: str) -> Case:
    """Return the case in the state to which `move` leads, when the actor may make it and the case allows it."""
    case = cases.get(context.transaction, reference)
    access.check_move(context.actor, case, move, context.policy, context.roster)
    return lifecycle.move(case, move, context.policy)


def refusals(context: Context, case: Case) -> dict[str, str]:
    """Return the moves that the actor may not make on the case as it is: by name, who may or what comes first."""
    found = {}
    for rule in context.policy.move:
        if not access.is_among(context.actor, rule.by, case):
            found[rule.name] = f"{rule.label} is for {access.named(rule.by, case, context.roster)}."
        elif not lifecycle.may(case, rule.name, context.policy):
            found[rule.name] = f"{rule.label}: {rule.instead}" if rule.instead else ""
    return found


def keep(context: Context, case: Case, *events: Event) -> Case:
    """Save a changed case with what follows from `events`, its clocks and timers; have all that shows it drawn anew."""
    case = followed(context, case, *events)
    cases.save(context.transaction, case)
    promise(context, case)
    if any(event.name == "graded" for event in events):
        _bring_forward(context, case)
    outbox.redraw(context.transaction, [case.reference], context.now)
    tasks.redraw(context.transaction, context.now)
    return replace(case, version=case.version + 1)


def _bring_forward(context: Context, case: Case) -> None:
    """Let what is still to be said come no later than by the new grade, and what waits go out where that must not."""
    calendar = context.policy.calendar(context.zone(case.team))
    regrade = Regrade(case.grade, context.policy, calendar, context.now)
    kept = timers.clocks(context.transaction, [case.reference])[case.reference]
    for of, rungs in replanning.pending(context.transaction, [case.reference]).items():
        # Of a clock that the case does not have nothing should be pending: the auditor withdraws it.
        for rung in rungs.values() if of[1] in kept else ():
            sooner = regrade.no_later(rung, kept[of[1]].clock)
            if sooner != rung:
                replanning.move(context.transaction, of, rung.name, sooner.at)
    if case.grade in NEVER_HELD:
        wait = context.policy.fallback.wait if case.grade in context.policy.fallback.grades else None
        look_at = context.now + wait if wait else None
        bundles.release(context.transaction, case.reference, case.grade.severity, look_at, context.now)


def followed(context: Context, case: Case, *events: Event) -> Case:
    """Return `case` with the items that `events` open and end; each is journalled."""
    before = {item.number: item for item in case.items}
    case = items.follow(case, events, context.policy, context.now)
    for item in case.items:
        if item.number not in before:
            context.record("opened", case.reference, clock=item.kind, item=item.number, after=item.detail)
        elif item != before[item.number]:
            context.record("ended", case.reference, clock=item.kind, item=item.number, result=item.result)
    return case


def promise(context: Context, case: Case) -> None:
    """Make the stored clocks and timers those that the case now demands."""
    calendar = context.policy.calendar(context.zone(case.team))
    timers.keep(context.transaction, case.reference, plan(case, context.policy, calendar), context.now)


def has_happened(context: Context, request: str) -> bool:
    """Whether a window that was submitted has taken effect already."""
    repeat, _ = requests.seen(context.transaction, request)
    return repeat


def is_repeat(context: Context, request: str, reference: str | None = None) -> bool:
    """Whether a window that was submitted has taken effect already; from now on it has."""
    repeat = has_happened(context, request)
    if not repeat:
        take_effect(context, request, reference)
    return repeat


def take_effect(context: Context, request: str, reference: str | None) -> None:
    """Note that a window that was submitted takes effect, and what its sender overruled to have it saved."""
    requests.note(context.transaction, request, context.now, reference)
    overruling.record(context, reference)
