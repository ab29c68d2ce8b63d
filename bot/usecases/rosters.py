"""The roster as a workspace administrator sets it, or as the force's file says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casework.errors import StillNeeded
from storage import cases, people

if TYPE_CHECKING:
    from bot.context import Context
    from storage.roster import Person, Roster, Team


def keep_team(context: Context, team: Team) -> None:
    """Add a team, or change the one of that name."""
    context.record("roster: team", team=team.name, channel=team.channel)
    _keep(context, replace(context.roster, teams={**context.roster.teams, team.name: team}))


def keep_person(context: Context, person: Person) -> None:
    """Add somebody, or change who they are."""
    context.record("roster: person", person=person.slack, team=person.team, role=person.role)
    _keep(context, replace(context.roster, people={**context.roster.people, person.slack: person}))


def remove_person(context: Context, slack: str) -> None:
    """Take somebody off the roster, unless they still own open cases."""
    owned = cases.open_of(context.transaction, slack)
    if owned:
        references = ", ".join(case.reference for case in owned[:10])
        raise StillNeeded(name=context.roster.name(slack), number=str(len(owned)), references=references)
    context.record("roster: removed", person=slack)
    left = {key: person for key, person in context.roster.people.items() if key != slack}
    _keep(context, replace(context.roster, people=left))


def _keep(context: Context, roster: Roster) -> None:
    people.replace(context.transaction, roster)
