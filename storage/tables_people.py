"""The tables of the roster: teams, people, what they are trained for, how they are reached, when they are away."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import BigInteger, Integer
from sqlmodel import Field, SQLModel

from storage.encrypted import Encrypted, Private
from storage.utc import Moment

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only a column that is called INTEGER


class TeamRow(SQLModel, table=True):
    """A team, the private channel of its cards, the channel of whoever is on duty, and when its digests go out."""

    __tablename__ = "teams"

    name: str = Field(primary_key=True)
    channel: str
    digest_at: time
    timezone: str
    duty_channel: str | None = None


class DigestChannelRow(SQLModel, table=True):
    """A channel that gets a team's daily digest."""

    __tablename__ = "digest_channels"

    team: str = Field(primary_key=True, foreign_key="teams.name")
    channel: str = Field(primary_key=True)


class PersonRow(SQLModel, table=True):
    """Somebody on the roster; `slack` is the Slack user id."""

    __tablename__ = "people"

    slack: str = Field(primary_key=True)
    name: str
    team: str = Field(foreign_key="teams.name", index=True)
    role: str
    supervisor: str | None = None


class SkillRow(SQLModel, table=True):
    """What somebody is trained for, and until when."""

    __tablename__ = "skills"

    person: str = Field(primary_key=True, foreign_key="people.slack")
    name: str = Field(primary_key=True)
    until: date | None = None


class FallbackRow(SQLModel, table=True):
    """An address beyond Slack of a person (a Slack id) or of whoever is on duty in a team (its name)."""

    __tablename__ = "fallbacks"

    whose: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    address: Private = Field(sa_type=Encrypted)


class AbsenceRow(SQLModel, table=True):
    """When somebody is away, and who covers."""

    __tablename__ = "absences"

    id: int | None = Field(default=None, primary_key=True, sa_type=_Number)
    person: str = Field(index=True)
    starts_at: datetime = Field(sa_type=Moment)
    ends_at: datetime = Field(sa_type=Moment)
    cover: str | None = None
