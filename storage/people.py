"""The roster: teams, people, skills and channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select

from storage.tables import TABLES

_TEAMS, _CHANNELS, _PEOPLE, _SKILLS = (TABLES[name] for name in ("teams", "digest_channels", "people", "skills"))

if TYPE_CHECKING:
    from datetime import date, time

    from sqlalchemy import Table

    from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Team:
    """A team: its private channel, the channels of its digest, when the digest goes out in its own time zone."""

    name: str
    channel: str
    digest_at: time
    timezone: str
    digest_channels: tuple[str, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The team's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster; `supervisor` is the Slack id of the one above."""

    slack: str
    name: str
    team: str
    role: str
    supervisor: str | None = None
    skills: tuple[tuple[str, date | None], ...] = ()


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


def roster(transaction: Transaction) -> Roster:
    """Return the roster as it stands."""
    session = transaction.session
    channels: dict[str, list[str]] = {}
    for row in session.execute(select(_CHANNELS).order_by(_CHANNELS.c.channel)):
        channels.setdefault(row.team, []).append(row.channel)
    skills: dict[str, list[tuple[str, date | None]]] = {}
    for row in session.execute(select(_SKILLS).order_by(_SKILLS.c.name)):
        skills.setdefault(row.person, []).append((row.name, row.until))
    teams = session.execute(select(_TEAMS).order_by(_TEAMS.c.name))
    people = session.execute(select(_PEOPLE))
    return Roster(
        {
            row.name: Team(row.name, row.channel, row.digest_at, row.timezone, tuple(channels.get(row.name, ())))
            for row in teams
        },
        {
            row.slack: Person(
                row.slack, row.name, row.team, row.role, row.supervisor, tuple(skills.get(row.slack, ()))
            )
            for row in people
        },
    )


def replace(transaction: Transaction, wanted: Roster) -> None:
    """Make the stored roster exactly `wanted`."""
    teams = [_columns(_TEAMS, team) for team in wanted.teams.values()]
    channels = [
        {"team": team.name, "channel": channel} for team in wanted.teams.values() for channel in team.digest_channels
    ]
    people = [_columns(_PEOPLE, person) for person in wanted.people.values()]
    skills = [
        {"person": person.slack, "name": name, "until": until}
        for person in wanted.people.values()
        for name, until in person.skills
    ]
    for table in (_SKILLS, _PEOPLE, _CHANNELS, _TEAMS):
        transaction.session.execute(delete(table))
    for table, rows in ((_TEAMS, teams), (_CHANNELS, channels), (_PEOPLE, people), (_SKILLS, skills)):
        if rows:
            transaction.session.execute(insert(table), rows)


def _columns(table: Table, value: Team | Person) -> dict[str, Any]:
    return {column.name: getattr(value, column.name) for column in table.columns}
