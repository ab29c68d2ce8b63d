"""The roster as a workspace administrator sets it, or as the force's file says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from bot import access
from bot.views.mistakes import Mistakes
from casework.errors import StillNeeded
from storage import cases, journal, people, tasks

if TYPE_CHECKING:
    from datetime import datetime

    from bot.context import Context
    from storage.database import Transaction
    from storage.roster import Person, Roster, Team

Reached = TypeVar("Reached", "Team", "Person")
FROM_FILE = "roster file"
"""Who acts in the journal when the force's file changes the roster."""


def keep_team(context: Context, team: Team) -> None:
    """Add a team, or change the one of that name; `Mistakes` when its channel is another team's."""
    other = next((known for known in context.roster.teams.values() if known.channel == team.channel), team)
    if other.name != team.name:
        raise Mistakes({"channel": f"This is the channel of {other.name} already: each team has its own."})
    context.record("roster: team", team=team.name, channel=team.channel)
    known = context.roster.teams.get(team.name, team)
    _keep(context, replace(context.roster, teams={**context.roster.teams, team.name: _reached(team, known)}))


def keep_person(context: Context, person: Person) -> None:
    """Add somebody, or change who they are; `Mistakes` when whoever is put above them cannot be."""
    kept = _reached(person, context.roster.people.get(person.slack, person))
    changed = replace(context.roster, people={**context.roster.people, person.slack: kept})
    if wrong := wrong_supervisor(person, changed):
        raise Mistakes({"supervisor": f"{wrong[0].upper()}{wrong[1:]}."})
    context.record("roster: person", person=person.slack, team=person.team, role=person.role)
    _keep(context, changed)


def remove_person(context: Context, slack: str) -> None:
    """Take somebody off the roster, unless they own open cases; who was below them comes below the next."""
    owned = cases.open_of(context.transaction, slack)
    if owned:
        references = ", ".join(case.reference for case in owned[:10])
        raise StillNeeded(name=context.roster.name(slack), number=str(len(owned)), references=references)
    context.record("roster: removed", person=slack)
    gone = context.roster.people.get(slack)
    left = {
        key: replace(person, supervisor=gone.supervisor) if gone and person.supervisor == slack else person
        for key, person in context.roster.people.items()
        if key != slack
    }
    _keep(context, replace(context.roster, people=left))


def adopt(transaction: Transaction, roster: Roster, now: datetime) -> bool:
    """Make the stored roster the one of the force's file; say whether that changed it. The journal counts both."""
    if people.roster(transaction) == roster:
        return False
    people.replace(transaction, roster)
    tasks.redraw(transaction, now)
    facts: dict[str, str | int | None] = {"teams": len(roster.teams), "people": len(roster.people)}
    journal.record(transaction, journal.Entry(now, FROM_FILE, "roster: from file", None, facts))
    return True


def wrong_supervisor(person: Person, roster: Roster) -> str:
    """Return what is wrong with who stands above `person` on `roster`, as the end of a sentence, or nothing."""
    above = roster.people.get(person.supervisor or "")
    if person.supervisor is None:
        return ""
    if above is None:
        return f"{person.supervisor} is not on the roster"
    if above.slack == person.slack:
        return "nobody supervises themselves; leave it out for whoever is at the top"
    if above.role not in access.LEADERS:
        return f"{above.name} is neither supervisor nor inspector"
    if above.team != person.team and above.role != "inspector":
        return f"{above.name} is of {above.team}; choose a supervisor of {person.team}, or an inspector"
    return _circle(person, roster)


def _reached(changed: Reached, known: Reached) -> Reached:
    """Return a team or person with the addresses beyond Slack that they had: no window shows or takes them."""
    return replace(changed, fallback=known.fallback)


def _circle(person: Person, roster: Roster) -> str:
    chain, above = [person], roster.people.get(person.supervisor or "")
    while above and above not in chain:
        chain.append(above)
        above = roster.people.get(above.supervisor or "")
    names = " → ".join(each.name for each in [*chain, person])
    return f"this goes round in a circle: {names}" if above is person else ""


def gaps(roster: Roster) -> list[str]:
    """Return a sentence for each team in which nobody supervises, or no inspector hears of what is overdue."""
    return [
        f"{team} has no {role}: what is overdue there has nobody to go to."
        for team in roster.teams
        for role in access.LEADERS
        if not roster.in_team(team, role)
    ]


def reached(roster: Roster) -> str:
    """Return a sentence with how many can be reached beyond Slack, by an address of their own or of their team."""
    people = sum(bool(person.fallback) for person in roster.people.values())
    teams = sum(bool(team.fallback) for team in roster.teams.values())
    if not people and not teams:
        return "Nobody is reached beyond Slack: what it does not take is said nowhere else."
    return f"Reached beyond Slack: {people} of the people, and whoever is on duty in {teams} of the teams."


def _keep(context: Context, roster: Roster) -> None:
    people.replace(context.transaction, roster)
    tasks.redraw(context.transaction, context.now)
