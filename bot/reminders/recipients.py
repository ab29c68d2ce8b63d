"""Who hears of it: from the roles that a rung names to people and channels; a cover for who is away, never nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.absence import Absence, stand_in
from storage.roster import Person, Roster

_DEPTH = 5
"""How far a chain of supervisors is followed; a longer one is a mistake in the roster."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be heard of: who has to see to it (the doer of an item, else the case's owner), and whose team's."""

    person: str | None
    team: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Who there is, and who of them is away at the moment."""

    roster: Roster
    absent: Mapping[str, Absence]


@dataclass(frozen=True, slots=True)
class Told:
    """A person or channel that is told; `absence` is that of whom it was meant for, where they are away."""

    recipient: str
    absence: Absence | None = None


def told(role: str, matter: Matter, duty: Duty) -> list[Told]:
    """Return who is told in a role; in place of whoever is away their cover, else who is above, else the channel."""
    return [_present(person, matter, duty) for person in ROLES[role](matter, duty.roster)]


def _present(person: str, matter: Matter, duty: Duty) -> Told:
    if person not in duty.absent:
        return Told(person)
    instead = _standing_in(person, matter, duty) or channel(matter, duty.roster)
    return Told(instead[0] if instead else person, duty.absent[person])


def _standing_in(person: str, matter: Matter, duty: Duty) -> list[str]:
    """Return who is there instead, the cover first; whoever has to see to it does not stand in for those above."""
    above = [each.slack for each in _above(person, duty.roster)]
    leaders = [each.slack for each in duty.roster.in_team(matter.team, "supervisor", "inspector")]
    found = (stand_in(each, duty.absent) for each in (person, *above, *leaders))
    return [each for each in found if each in duty.roster.people and each != matter.person and each is not None]


def owner(matter: Matter, roster: Roster) -> list[str]:
    """Who has to see to it; where that is nobody on the roster, the team's channel."""
    return [matter.person] if matter.person in roster.people else channel(matter, roster)


def supervisor(matter: Matter, roster: Roster) -> list[str]:
    """The one above, never the same; where nobody has it, every supervisor of the team, or whoever is above."""
    above = _above(matter.person, roster)
    if above:
        return [above[0].slack]
    return _others(matter, roster, "supervisor") or inspector(matter, roster)


def inspector(matter: Matter, roster: Roster) -> list[str]:
    """The first inspector above; otherwise every inspector of the team, or its channel."""
    above = [person.slack for person in _above(matter.person, roster) if person.role == "inspector"]
    return above[:1] or _others(matter, roster, "inspector") or channel(matter, roster)


def channel(matter: Matter, roster: Roster) -> list[str]:
    """The private channel of the team."""
    return [roster.teams[matter.team].channel] if matter.team in roster.teams else administrators(roster)


def administrators(roster: Roster) -> list[str]:
    """Everybody who looks after Caseclock."""
    return [person.slack for person in roster.people.values() if person.role == "admin"]


ROLES = {"owner": owner, "supervisor": supervisor, "inspector": inspector}
"""The roles that a rung of the policy may tell."""


def instead_of(recipient: str, team: str, duty: Duty) -> list[Told]:
    """Who is told where `recipient` cannot be: the one above, else the team's leaders, else administrators."""
    matter = Matter(recipient, team)
    return [_present(person, matter, duty) for person in _next(recipient, team, duty.roster)]


def _next(recipient: str, team: str, roster: Roster) -> list[str]:
    above = _above(recipient, roster)
    if above:
        return [above[0].slack]
    leaders = [person.slack for person in roster.in_team(team, "supervisor", "inspector") if person.slack != recipient]
    return leaders or [slack for slack in administrators(roster) if slack != recipient]


def _others(matter: Matter, roster: Roster, role: str) -> list[str]:
    return [person.slack for person in roster.in_team(matter.team, role) if person.slack != matter.person]


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
