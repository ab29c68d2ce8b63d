"""Absence and cover: who is away, who stands in, and that nobody leaves cases behind that nobody hears of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import access
from bot.usecases import casefiles
from bot.views.mistakes import Mistakes
from casework.errors import NeedsCover, NobodyToBeAway, NoSuchAbsence, NotYoursToEnter
from storage import absences, accounts, caselists

if TYPE_CHECKING:
    from bot.context import Context
    from casework.absence import Absence
    from storage.roster import Person

_MOST = 30


def known(context: Context) -> list[Absence]:
    """Return the absences that the actor may see, now and to come: one's own, and to who leads the team's."""
    check_may_enter(context)
    team = {person.slack for person in members(context)}
    return [each for each in absences.from_now(context.transaction, context.now) if each.person in team]


def members(context: Context) -> list[Person]:
    """Return for whom the actor may enter an absence: themselves, and who leads for everybody in the team."""
    if context.actor.role in access.LEADERS:
        return context.roster.in_team(context.actor.team, *access.WORKERS)
    return [context.actor]


def check_may_enter(context: Context) -> None:
    """Refuse whoever owns no cases and is told of none: there is nothing to cover."""
    if context.actor.role not in access.WORKERS or context.actor.team not in context.roster.teams:
        raise NobodyToBeAway


def leave(context: Context, absence: Absence, request: str) -> None:
    """Enter an absence. `Mistakes` for one that cannot be, or leaves cases or entries behind without a cover."""
    check_may_enter(context)
    if casefiles.is_repeat(context, request):
        return
    person = _for_whom(context, absence.person)
    planned = absences.from_now(context.transaction, context.now)
    overlapping = [each for each in planned if each.overlaps(absence.starts_at, absence.ends_at)]
    if any(each.person == person.slack for each in overlapping):
        raise Mistakes({"starts_date": f"{person.name} is entered as away then already: end that absence first."})
    _check_cover(context, absence, person, overlapping)
    absences.add(context.transaction, absence)
    context.record(
        "away",
        person=person.slack,
        starts=absence.starts_at.isoformat(),
        ends=absence.ends_at.isoformat(),
        cover=absence.cover,
    )


def come_back(context: Context, number: int) -> None:
    """End an absence now; one that has not begun never does. `NoSuchAbsence` when it has ended."""
    check_may_enter(context)
    found = next((each for each in absences.from_now(context.transaction, context.now) if each.id == number), None)
    if found is None:
        raise NoSuchAbsence
    _for_whom(context, found.person)
    absences.end(context.transaction, found, context.now)
    context.record("back", person=found.person, starts=found.starts_at.isoformat(), planned=found.ends_at.isoformat())


def _for_whom(context: Context, slack: str) -> Person:
    found = next((person for person in members(context) if person.slack == slack), None)
    if found is None:
        known = context.roster.people.get(slack)
        team = known.team if known else context.actor.team
        raise NotYoursToEnter(name=context.roster.name(slack), team=team)
    return found


def _check_cover(context: Context, absence: Absence, person: Person, overlapping: list[Absence]) -> None:
    """Refuse a cover who cannot own the cases or is away too, and none where there is something to cover."""
    if absence.cover is None:
        left = caselists.left_behind(context.transaction, person.slack)
        if left:
            references = ", ".join(left[:_MOST]) + (f" and {len(left) - _MOST} more" if len(left) > _MOST else "")
            raise Mistakes({"cover": str(NeedsCover(name=person.name, references=references))})
        return
    cover = context.roster.people.get(absence.cover)
    if cover is None or cover.slack == person.slack or cover not in _workers(context, person):
        raise Mistakes({"cover": f"Choose an officer or supervisor of {person.team} other than {person.name}."})
    if cover.slack in accounts.gone(context.transaction):
        raise Mistakes({"cover": f"Slack does not reach {cover.name} any more: choose somebody else."})
    if any(each.person == cover.slack for each in overlapping):
        raise Mistakes({"cover": f"{cover.name} is away then too: choose somebody who is on duty."})


def _workers(context: Context, person: Person) -> list[Person]:
    return context.roster.in_team(person.team, *access.WORKERS)
