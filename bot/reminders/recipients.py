"""Who hears of it: from the roles that a rung names to people and channels, and on where nobody is there."""

from __future__ import annotations

from casework.case import Case
from storage.roster import Person, Roster

_DEPTH = 5
"""How far a chain of supervisors is followed; a longer one is a mistake in the roster."""


def owner(case: Case, roster: Roster) -> list[str]:
    """The owner; where nobody on the roster owns the case, the team's channel."""
    return [case.owner] if case.owner in roster.people else channel(case, roster)


def supervisor(case: Case, roster: Roster) -> list[str]:
    """The one above the owner, never the owner; without an owner every supervisor of the team, or whoever is above."""
    above = _above(case.owner, roster)
    if above:
        return [above[0].slack]
    return _others(case, roster, "supervisor") or inspector(case, roster)


def inspector(case: Case, roster: Roster) -> list[str]:
    """The first inspector above the owner; otherwise every inspector of the team, or its channel."""
    above = [person.slack for person in _above(case.owner, roster) if person.role == "inspector"]
    return above[:1] or _others(case, roster, "inspector") or channel(case, roster)


def channel(case: Case, roster: Roster) -> list[str]:
    """The private channel of the case's team."""
    return [roster.teams[case.team].channel] if case.team in roster.teams else administrators(roster)


def administrators(roster: Roster) -> list[str]:
    """Everybody who looks after Caseclock."""
    return [person.slack for person in roster.people.values() if person.role == "admin"]


ROLES = {"owner": owner, "supervisor": supervisor, "inspector": inspector}
"""The roles that a rung of the policy may tell."""


def instead_of(recipient: str, team: str, roster: Roster) -> list[str]:
    """Who is told where `recipient` cannot be: the one above, else the team's leaders, else administrators."""
    above = _above(recipient, roster)
    if above:
        return [above[0].slack]
    leaders = [person.slack for person in roster.in_team(team, "supervisor", "inspector") if person.slack != recipient]
    return leaders or [slack for slack in administrators(roster) if slack != recipient]


def _others(case: Case, roster: Roster, role: str) -> list[str]:
    return [person.slack for person in roster.in_team(case.team, role) if person.slack != case.owner]


def _above(slack: str | None, roster: Roster) -> list[Person]:
    """The people above somebody on the roster, the nearest first; nobody stands above himself."""
    chain: list[Person] = []
    person = roster.people.get(slack or "")
    while person and len(chain) < _DEPTH:
        person = roster.people.get(person.supervisor or "")
        if person is None or person.slack == slack or person in chain:
            break
        chain.append(person)
    return chain
