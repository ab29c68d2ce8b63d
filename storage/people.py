"""The roster as rows."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, delete, insert, select, text, type_coerce

from storage.encrypted import Private, belonging, opened
from storage.keys import KeysError
from storage.roster import Address, Person, Roster, Team
from storage.tables import TABLES

_TEAMS, _CHANNELS, _PEOPLE, _SKILLS, _FALLBACKS = (
    TABLES[name] for name in ("teams", "digest_channels", "people", "skills", "fallbacks")
)
# As it is stored, so that one that cannot be opened is alone in that.
_SEALED = select(
    _FALLBACKS.c.whose, _FALLBACKS.c.number, type_coerce(_FALLBACKS.c.address, LargeBinary).label("address")
).order_by(_FALLBACKS.c.number)
_SETTINGS = TABLES["settings"]
_VERSION = select(_SETTINGS.c.value).where(_SETTINGS.c.name == "version of the roster")
_CHANGED = text(
    "INSERT INTO settings (name, value) VALUES ('version of the roster', :version) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_MANY = 16
_log = logging.getLogger(__name__)
_read: dict[str, Roster] = {}
"""Rosters that were read before, by their version, which is given to one roster only."""

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Table

    from storage.database import Transaction


def roster(transaction: Transaction) -> Roster:
    """Return the roster as it stands; every beat and every message wants it, so what has not changed is read once."""
    version = transaction.execute(_VERSION).scalar_one_or_none()
    known = _read.get(version or "")
    if known is None:
        known = _rows(transaction)
        if version:
            if len(_read) >= _MANY:
                _read.clear()
            _read[version] = known
    return known


def _rows(transaction: Transaction) -> Roster:
    channels: dict[str, list[str]] = {}
    for row in transaction.execute(select(_CHANNELS).order_by(_CHANNELS.c.channel)):
        channels.setdefault(row.team, []).append(row.channel)
    skills: dict[str, list[tuple[str, date | None]]] = {}
    for row in transaction.execute(select(_SKILLS).order_by(_SKILLS.c.name)):
        skills.setdefault(row.person, []).append((row.name, row.until))
    fallbacks = _fallbacks(transaction)
    teams = transaction.execute(select(_TEAMS).order_by(_TEAMS.c.name))
    people = transaction.execute(select(_PEOPLE).order_by(_PEOPLE.c.slack))
    return Roster(
        {
            row.name: Team(
                *(row.name, row.channel, row.digest_at, row.timezone),
                tuple(channels.get(row.name, ())),
                row.duty_channel,
                tuple(fallbacks.get(row.name, ())),
            )
            for row in teams
        },
        {
            row.slack: Person(
                *(row.slack, row.name, row.team, row.role, row.supervisor),
                tuple(skills.get(row.slack, ())),
                tuple(fallbacks.get(row.slack, ())),
            )
            for row in people
        },
    )


def _fallbacks(transaction: Transaction) -> dict[str, list[Address]]:
    """Return the addresses of each person and team; one that cannot be read keeps nobody from being told in Slack."""
    found: dict[str, list[Address]] = {}
    for row in transaction.execute(_SEALED):
        try:
            sealed = opened(row.address, transaction.keyring)
            belonging(sealed, _about(row.whose, row.number))
        except KeysError:
            _log.warning("an address beyond Slack cannot be read: it was altered or belongs elsewhere")
            continue
        found.setdefault(row.whose, []).append(Address(sealed.text))
    return found


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
    fallbacks = [
        {"whose": whose, "number": number, "address": Private(_about(whose, number), address.text)}
        for whose, addresses in _addresses(wanted)
        for number, address in enumerate(addresses, 1)
    ]
    transaction.execute(_CHANGED, {"version": uuid.uuid4().hex})
    for table in (_FALLBACKS, _SKILLS, _PEOPLE, _CHANNELS, _TEAMS):
        transaction.execute(delete(table))
    roster = ((_TEAMS, teams), (_CHANNELS, channels), (_PEOPLE, people), (_SKILLS, skills), (_FALLBACKS, fallbacks))
    for table, rows in roster:
        if rows:
            transaction.execute(insert(table), rows)


def _about(whose: str, number: int) -> str:
    return f"fallback/{whose}/{number}"


def _addresses(roster: Roster) -> Iterator[tuple[str, tuple[Address, ...]]]:
    yield from ((team.name, team.fallback) for team in roster.teams.values())
    yield from ((person.slack, person.fallback) for person in roster.people.values())


def _columns(table: Table, value: Team | Person) -> dict[str, Any]:
    return {column.name: getattr(value, column.name) for column in table.columns}
