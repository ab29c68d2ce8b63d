"""A force's roster file → the roster: strict, and each mistake named with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError

from bot.reminders import addresses
from bot.usecases import rosters
from casework import policy_file
from casework.policy_errors import Mistake, Place, PolicyError, in_plain_words
from storage.roster import Address, Person, Roster, Team

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_ADDRESS = re.compile(r"“[^”\n]*://[^”\n]*”|'[^'\n]*://[^'\n]*'|(?<!such as )(?<!\S)\S+://\S+")
"""An address that stands where something else belongs: its password is not to be read on a screen or in a log."""
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class RosterError(Exception):
    """A roster file that cannot be used; the message has one line for each mistake."""


def _channel(given: str) -> str:
    if not _CHANNEL.fullmatch(given):
        raise ValueError(
            f"“{given}” is not the id of a channel, such as C0123ABCD; Slack shows it under the channel’s details"
        )
    return given


def _user(given: str) -> str:
    if not _USER.fullmatch(given):
        raise ValueError(
            f"“{given}” is not the id of a member, such as U0123ABCD; Slack shows it in the member’s profile"
        )
    return given


def _hour(given: str) -> str:
    if not _HOUR.fullmatch(given):
        raise ValueError(f"“{given}” is not a time of day, such as 08:00")
    return given


def _zone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        raise ValueError(f"“{given}” is not a time zone, such as Europe/London") from None
    return given


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=75)]
Channel = Annotated[str, AfterValidator(_channel)]
User = Annotated[str, AfterValidator(_user)]
# An address holds the password of its gateway as often as not: pydantic never shows it.
Fallback = Annotated[tuple[SecretStr, ...], Field(max_length=5)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SkillRow(_Row):
    name: Name
    until: Annotated[date | None, Field(strict=True)] = None


class TeamRow(_Row):
    name: Name
    channel: Channel
    digest_channels: tuple[Channel, ...] = ()
    duty_channel: Channel | None = None
    digest_at: Annotated[str, AfterValidator(_hour)] = "08:00"
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    fallback: Fallback = ()


class PersonRow(_Row):
    slack: User
    name: Name
    team: Name
    role: Literal["officer", "supervisor", "inspector", "auditor", "admin"]
    supervisor: User | None = None
    skills: tuple[SkillRow, ...] = ()
    fallback: Fallback = ()


class Tables(_Row):
    team: tuple[TeamRow, ...] = Field(min_length=1)
    person: tuple[PersonRow, ...] = Field(min_length=1)


def load(path: Path) -> Roster:
    """Read the roster file at `path`; `RosterError` has a line for each mistake, with what is allowed."""
    try:
        return _read(path)
    except PolicyError as error:
        raise RosterError(_ADDRESS.sub("an address", str(error))) from None


def _read(path: Path) -> Roster:
    # A table that is left out is an empty one: there is no built-in roster below this one, as there is a policy.
    file = policy_file.read(path)
    file = replace(file, tables=dict.fromkeys(Tables.model_fields, ()) | file.tables)
    try:
        tables = Tables.model_validate(file.tables)
    except ValidationError as error:
        raise file.refusal(in_plain_words(error, Tables), file.tables) from None
    roster = Roster({row.name: _team(row) for row in tables.team}, {row.slack: _person(row) for row in tables.person})
    if mistakes := [*_mistakes(tables, roster)]:
        raise file.refusal(mistakes, file.tables)
    return roster


def _team(row: TeamRow) -> Team:
    channels, digest_at = tuple(sorted(row.digest_channels)), time.fromisoformat(row.digest_at)
    return Team(row.name, row.channel, digest_at, row.timezone, channels, row.duty_channel, _addresses(row))


def _person(row: PersonRow) -> Person:
    skills = tuple((skill.name, skill.until) for skill in sorted(row.skills, key=lambda skill: skill.name))
    return Person(row.slack, row.name, row.team, row.role, row.supervisor, skills, _addresses(row))


def _addresses(row: TeamRow | PersonRow) -> tuple[Address, ...]:
    return tuple(Address(each.get_secret_value()) for each in row.fallback)


def _mistakes(tables: Tables, roster: Roster) -> Iterator[Mistake]:
    yield from _twice(
        [("team", index, "name") for index, _ in enumerate(tables.team)], [row.name for row in tables.team]
    )
    yield from _twice(
        [("team", index, "channel") for index, _ in enumerate(tables.team)], [row.channel for row in tables.team]
    )
    yield from _twice(
        [("person", index, "slack") for index, _ in enumerate(tables.person)], [row.slack for row in tables.person]
    )
    yield from _wrong_addresses("team", tables.team)
    yield from _wrong_addresses("person", tables.person)
    for index, row in enumerate(tables.person):
        place = ("person", index, "skills")
        yield from _twice([place for _ in row.skills], [skill.name for skill in row.skills])
        if row.team not in roster.teams:
            yield Mistake(
                ("person", index, "team"),
                f": “{row.team}” is not a team of this file; allowed: {', '.join(roster.teams)}",
            )
        elif wrong := rosters.wrong_supervisor(roster.people[row.slack], roster):
            yield Mistake(("person", index, "supervisor"), f": {wrong}")


def _wrong_addresses(table: str, rows: Sequence[TeamRow | PersonRow]) -> Iterator[Mistake]:
    """Find addresses that no message can go to; the row is named, the address never."""
    for index, row in enumerate(rows):
        if any(addresses.by(address.get_secret_value()) is None for address in row.fallback):
            yield Mistake(
                (table, index, "fallback"),
                ": an address is none that Apprise knows, such as mailtos://user:password@example.org?to=…",
            )


def _twice(places: Sequence[Place], given: Sequence[str]) -> Iterator[Mistake]:
    for number, (place, value) in enumerate(zip(places, given, strict=True)):
        if value in given[:number]:
            yield Mistake(place, f": “{value}” stands twice; each is used once")
