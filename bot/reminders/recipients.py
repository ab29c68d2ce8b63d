"""Who hears of it: from the roles that a rung names to people and channels; never nobody, whoever is away or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from casework.absence import Absence, stand_in
from storage.roster import Person, Roster

_DEPTH = 5
"""How far a chain of supervisors is followed; a longer one is a mistake in the roster."""
PEOPLE = ("U", "W")
"""How the Slack id of a person begins; any other is a channel's."""
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be heard of: who has to see to it (the doer of an item, else the case's owner), and whose team's."""

    person: str | None
    team: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Who there is, who of them is away at the moment, and whose account in Slack is gone."""

    roster: Roster
    absent: Mapping[str, Absence]
    gone: Collection[str] = ()

    def is_there(self, person: str) -> bool:
        """Whether somebody can be told."""
        return person not in self.absent and person not in self.gone

    def stand_in(self, person: str) -> str | None:
        """Return `person` where they are there, else the first of the chain of covers who is."""
        without_cover = {slack: Absence(slack, _EVER, _EVER) for slack in self.gone}
        return stand_in(person, {**without_cover, **self.absent})


@dataclass(frozen=True, slots=True)
class Told:
    """A person or channel that is told, in place of `absence.person`, who is away, or of `gone`, who is not there."""

    recipient: str
    absence: Absence | None = None
    gone: str | None = None


def told(role: str, matter: Matter, duty: Duty) -> list[Told]:
    """Return who is told in a role; in place of whoever is away or gone their cover, else who is above.

    Where nobody is there, the duty channel is told, and every administrator.
    """
    if role == COVER:
        return _covering(matter, duty)
    return [each for person in ROLES[role](matter, duty.roster) for each in _present(person, matter, duty)]


def _covering(matter: Matter, duty: Duty) -> list[Told]:
    """Who covers for whoever has to see to it, while these are away: nobody else stands in for that role."""
    absence = duty.absent.get(matter.person or "")
    person = duty.stand_in(matter.person) if absence and matter.person else None
    return [Told(person, absence)] if person in duty.roster.people and person is not None else []


def _present(person: str, matter: Matter, duty: Duty) -> list[Told]:
    if duty.is_there(person):
        return [Told(person)]
    instead = _standing_in(person, matter, duty)[:1] or last_resort(matter, duty) or [person]
    gone = person if person in duty.gone else None
    absence = None if gone else duty.absent[person]
    return [Told(each, absence, gone) for each in instead]


def _standing_in(person: str, matter: Matter, duty: Duty) -> list[str]:
    """Return who is there instead, the cover first; whoever has to see to it does not stand in for those above."""
    above = [each.slack for each in _above(person, duty.roster)]
    leaders = [each.slack for each in duty.roster.in_team(matter.team, "supervisor", "inspector")]
    found = (duty.stand_in(each) for each in (person, *above, *leaders))
    return [each for each in found if each in duty.roster.people and each != matter.person and each is not None]


def last_resort(matter: Matter, duty: Duty) -> list[str]:
    """Who is told where nobody can be reached: whoever is on duty in the team, and every administrator who is there."""
    there = [slack for slack in administrators(duty.roster) if duty.is_there(slack)]
    return list(dict.fromkeys([*on_duty(matter, duty.roster), *there]))


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


def is_led(person: str, team: str, duty: Duty) -> bool:
    """Whether somebody above `person` is there, or a cover for them; nobody stands above himself."""
    leaders = [each.slack for each in duty.roster.in_team(team, "supervisor", "inspector")]
    above = [each.slack for each in _above(person, duty.roster)]
    there = {duty.stand_in(each) for each in (*above, *leaders)} - {None, person}
    return any(each in duty.roster.people for each in there)


def on_duty(matter: Matter, roster: Roster) -> list[str]:
    """The duty channel of the team; its own channel where it has none."""
    team = roster.teams.get(matter.team)
    return [team.duty_channel] if team and team.duty_channel else channel(matter, roster)


def administrators(roster: Roster) -> list[str]:
    """Everybody who looks after Caseclock."""
    return [person.slack for person in roster.people.values() if person.role == "admin"]


COVER = "cover"
ROLES = {"owner": owner, "supervisor": supervisor, "inspector": inspector, "duty channel": on_duty}
"""The roles that a rung of the policy may tell, beside `COVER`, whom only an absence makes."""


def instead_of(recipient: str, team: str, duty: Duty, tried: Collection[str] = ()) -> list[Told]:
    """Who is told where `recipient` cannot be: the next above, else the team's leaders, else the last resort.

    Nobody who was `tried` already; so the list is empty once everybody has been.
    """
    matter, known = Matter(recipient, team), {recipient, *tried}
    for level in _levels(recipient, matter, duty):
        found = [told for person in level if person not in known for told in _present(person, matter, duty)]
        if news := {told.recipient: told for told in found if told.recipient not in known}:
            return list(news.values())
    return []


def _levels(recipient: str, matter: Matter, duty: Duty) -> Iterator[list[str]]:
    for person in _above(recipient, duty.roster):
        yield [person.slack]
    yield [person.slack for person in duty.roster.in_team(matter.team, "supervisor", "inspector")]
    yield last_resort(matter, duty)


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
