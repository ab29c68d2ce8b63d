"""The table of what could not be worked out or drawn, and is tried again after a pause."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.utc import Moment


class MishapRow(SQLModel, table=True):
    """That a case's reminders (`subject` is its reference) or a message (its key) failed: where in our code, how often.

    The row is gone once it has worked. `reference` is the case by which people are told of it.
    """

    __tablename__ = "mishaps"

    subject: str = Field(primary_key=True)
    reference: str | None = None
    failures: int
    since: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)
    error: str
