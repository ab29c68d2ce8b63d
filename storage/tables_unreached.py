"""The table of whom messages do not reach."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.utc import Moment


class UnreachedRow(SQLModel, table=True):
    """A recipient that Slack refuses messages for, or "Slack" itself: why, since when, how many messages."""

    __tablename__ = "unreached"

    recipient: str = Field(primary_key=True)
    team: str
    problem: str
    since: datetime = Field(sa_type=Moment)
    messages: int
