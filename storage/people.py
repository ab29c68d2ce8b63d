"""The roster as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from storage.roster import Person, Roster, Team
from storage.tables import TABLES

_TEAMS, _CHANNELS, _PEOPLE, _SKILLS = (TABLES[name] for name in ("teams", "digest_channels", "people", "skills"))

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Table

    from storage.database import Transaction


def roster(transaction: Transaction) -> Roster:
    """Return the roster as it stands."""
    channels: dict[str, list[str]] = {}
    for row in transaction.execute(select(_CHANNELS).order_by(_CHANNELS.c.channel)):
        channels.setdefault(row.team, []).append(row.channel)
    skills: dict[str, list[tuple[str, date | None]]] = {}
    for row in transaction.execute(select(_SKILLS).order_by(_SKILLS.c.name)):
        skills.setdefault(row.person, []).append((row.name, row.until))
    teams = transaction.execute(select(_TEAMS).order_by(_TEAMS.c.name))
    people = transaction.execute(select(_PEOPLE).order_by(_PEOPLE.c.slack))
    return Roster(
        {
            row.name: Team(row.name, row.channel, row.digest_at, row.timezone, tuple(channels.get(row.name, ())))
            for row in teams
        },
        {
            row.slack: Person(row.slack, row.name, row.team, row.role, row.supervisor, tuple(skills.get(row.slack, ())))
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
        transaction.execute(delete(table))
    for table, rows in ((_TEAMS, teams), (_CHANNELS, channels), (_PEOPLE, people), (_SKILLS, skills)):
        if rows:
            transaction.execute(insert(table), rows)


def _columns(table: Table, value: Team | Person) -> dict[str, Any]:
    return {column.name: getattr(value, column.name) for column in table.columns}
