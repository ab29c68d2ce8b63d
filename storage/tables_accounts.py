"""The table of what Slack last said of the account of each person on the roster."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.utc import Moment


class AccountRow(SQLModel, table=True):
    """When Slack was last asked about somebody, and since when (`gone_at`) and why they cannot be reached there."""

    __tablename__ = "accounts"

    slack: str = Field(primary_key=True)
    checked_at: datetime = Field(sa_type=Moment)
    gone_at: datetime | None = Field(default=None, sa_type=Moment)
    problem: str | None = None
