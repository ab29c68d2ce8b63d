"""The tables of the work on a case: what is known, what has to be done, and its identifiers as keyed hashes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.encrypted import Encrypted, Private
from storage.utc import Moment

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only a column that is called INTEGER


class FactRow(SQLModel, table=True):
    """What is known of a case: the present answer to one of the policy's questions."""

    __tablename__ = "facts"

    reference: str = Field(primary_key=True, foreign_key="cases.reference")
    name: str = Field(primary_key=True)
    answer: str
    since: datetime = Field(sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str


class ItemRow(SQLModel, table=True):
    """Something of a case that has a clock of its own; `text` and `ending` are what officers typed about it."""

    __tablename__ = "items"

    reference: str = Field(primary_key=True, foreign_key="cases.reference")
    number: int = Field(primary_key=True)
    kind: str = Field(index=True)
    starts_at: datetime = Field(sa_type=Moment)
    recorded_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    doer: str | None = None
    detail: str | None = None
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: str | None = None
    result: str | None = None
    text: Private | None = Field(default=None, sa_type=Encrypted)
    ending: Private | None = Field(default=None, sa_type=Encrypted)


class IdentifierRow(SQLModel, table=True):
    """An identifier of a case as a keyed hash of its normalised form: it can be compared, and never read."""

    __tablename__ = "identifiers"
    __table_args__ = (UniqueConstraint("reference", "digest"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=_Number)
    reference: str = Field(foreign_key="cases.reference")
    kind: str
    digest: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    by: str
