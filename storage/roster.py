"""The roster as values: teams and people, their roles, skills and supervisors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Address:
    """Where Apprise reaches somebody, beyond Slack; often with a password, so its representation hides it."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Team:
    """A team: its private channel, the channels of its digest, when the digest goes out in its own time zone.

    `duty_channel` is where whoever is on duty reads what reaches nobody else; several teams may share one. `fallback`
    are the addresses of whoever is on duty beyond Slack, each as Apprise writes it.
    """

    name: str
    channel: str
    digest_at: time
    timezone: str
    digest_channels: tuple[str, ...] = ()
    duty_channel: str | None = None
    fallback: tuple[Address, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The team's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster; `supervisor` is the Slack id of the one above, `fallback` how Apprise reaches them."""

    slack: str
    name: str
    team: str
    role: str
    supervisor: str | None = None
    skills: tuple[tuple[str, date | None], ...] = ()
    fallback: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Who there is."""

    teams: dict[str, Team]
    people: dict[str, Person]

    def name(self, slack: str | None) -> str:
        """Return the name by which the roster knows `slack`, or a plain word for somebody who has left it."""
        person = self.people.get(slack or "")
        return person.name if person else "somebody no longer on the roster"

    def in_team(self, team: str, *roles: str) -> list[Person]:
        """Return the people of `team` who have one of `roles`, in the order of their names."""
        members = [person for person in self.people.values() if person.team == team and person.role in roles]
        return sorted(members, key=lambda person: person.name)
