"""The tables of what people answered to a reminder: who had what until when, and who wished to be reminded later."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.utc import Moment


class AnswerRow(SQLModel, table=True):
    """That somebody said “I have this” to a version of a clock; the last one stands in the clock's own row too."""

    __tablename__ = "answers"

    reference: str = Field(primary_key=True, foreign_key="cases.reference")
    clock: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    turn: int = Field(primary_key=True)
    by: str
    at: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)


class WishRow(SQLModel, table=True):
    """That somebody wished to be reminded of a version of a clock at a moment, and of nothing of it before."""

    __tablename__ = "wishes"

    reference: str = Field(primary_key=True, foreign_key="cases.reference")
    clock: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    turn: int = Field(primary_key=True)
    person: str
    asked_at: datetime = Field(sa_type=Moment)
    remind_at: datetime = Field(sa_type=Moment)
