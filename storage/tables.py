"""The tables of cases, clocks, messages and the journal; those of the work on a case and of the roster stand beside."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage import tables_accounts, tables_answers, tables_mishaps, tables_people, tables_unreached, tables_work
from storage.encrypted import Encrypted, Private
from storage.utc import Moment

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only a column that is called INTEGER
# What a partial index holds, said in the same words where it is to be used.
PENDING = text("state = 'pending'")
RUNNING = text("stopped_at IS NULL")
TO_DRAW = text("drawn < wanted")
OVERDRAWN = text("drawn > wanted")
"""What no message ever is; an audit finds at once where it was written."""
TASKS = text("kind = 'task'")
LOOKED_AFTER = text("look_at IS NOT NULL")
OPEN = text("status <> 'closed'")
UNSETTLED = text(
    "status <> 'closed' AND (owner IS NULL OR graded_at IS NULL"
    " OR (evidence_known_at IS NOT NULL AND evidence_confirmed_at IS NULL))"
)
FALLBACK = "fallback"
"""The kind of a message that goes out beyond Slack, where nothing can be drawn anew."""


class CaseRow(SQLModel, table=True):
    """A case as it stands; its history is the journal."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_open", "team", "grade", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_cases_unsettled", "team", sqlite_where=UNSETTLED, postgresql_where=UNSETTLED),
    )

    reference: str = Field(primary_key=True)
    team: str = Field(index=True)
    source: str
    kind: str
    received_at: datetime = Field(sa_type=Moment)
    logged_at: datetime = Field(sa_type=Moment)
    evidence: str
    grade: str
    grade_tool: str | None = None
    graded_by: str | None = None
    graded_at: datetime | None = Field(default=None, sa_type=Moment)
    status: str
    owner: str | None = Field(default=None, index=True)
    allocated_at: datetime | None = Field(default=None, sa_type=Moment)
    evidence_known_at: datetime | None = Field(default=None, sa_type=Moment)
    evidence_confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    evidence_confirmed_by: str | None = None
    action: str | None = None
    action_at: datetime | None = Field(default=None, sa_type=Moment)
    action_recorded_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    version: int
    external_reference: Private | None = Field(default=None, sa_type=Encrypted)
    summary: Private | None = Field(default=None, sa_type=Encrypted)
    grade_tool_version: str | None = None
    training: str | None = None
    confirmed_by: str | None = None
    proposed: str | None = None
    proposed_tool: str | None = None
    proposed_by: str | None = None
    first_graded_at: datetime | None = Field(default=None, sa_type=Moment)
    proposed_at: datetime | None = Field(default=None, sa_type=Moment)
    progress_at: datetime | None = Field(default=None, sa_type=Moment)
    reopened_at: datetime | None = Field(default=None, sa_type=Moment)
    children_safeguarded: int = 0


class ClockRow(SQLModel, table=True):
    """A clock as last computed; `version` rises when its basis changes, and an answer holds for one version."""

    __tablename__ = "clocks"
    __table_args__ = (Index("ix_clocks_open", "due_at", sqlite_where=RUNNING, postgresql_where=RUNNING),)

    reference: str = Field(primary_key=True, foreign_key="cases.reference")
    name: str = Field(primary_key=True, index=True)
    version: int
    started_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    known_at: datetime = Field(sa_type=Moment)
    period: str
    grade: str | None = None
    stopped_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_until: datetime | None = Field(default=None, sa_type=Moment)


class TimerRow(SQLModel, table=True):
    """A promise to look at a clock at a moment: pending, fired or withdrawn; until `ended_at` it was pending."""

    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("reference", "clock", "version", "rung", "turn"),
        Index("ix_timers_pending", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=_Number)
    reference: str = Field(foreign_key="cases.reference")
    clock: str
    version: int
    rung: str
    turn: int
    due_at: datetime = Field(sa_type=Moment)
    state: str = "pending"
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class MessageRow(SQLModel, table=True):
    """A message that Slack is to show: what it is about, how far it has come, and where it stands.

    state: queued → sending (leased) → sent, or in doubt (Slack may have it), undeliverable, withdrawn.
    `looks` is a hash of what Slack was given last, so that it is not given the same again.
    It is drawn anew while `drawn`, how often Slack has been given it, lags behind `wanted`. `key` is the opaque word
    that goes into Slack's metadata. With `thread_ts` it is said in the thread below that message of its channel. At
    `look_at` it is looked whether Slack has taken it by then, or, where it has, whether somebody has answered.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_to_draw", "not_before", sqlite_where=TO_DRAW, postgresql_where=TO_DRAW),
        Index("ix_messages_overdrawn", "key", sqlite_where=OVERDRAWN, postgresql_where=OVERDRAWN),
        Index("ix_messages_place", "channel", "ts"),
        Index("ix_messages_tasks", "due_at", sqlite_where=TASKS, postgresql_where=TASKS),
        Index("ix_messages_looked_after", "look_at", sqlite_where=LOOKED_AFTER, postgresql_where=LOOKED_AFTER),
    )

    key: str = Field(primary_key=True)
    kind: str
    recipient: str
    team: str
    reference: str | None = Field(default=None, index=True)
    content: str | None = Field(default=None, sa_type=Text)
    severity: int
    due_at: datetime = Field(sa_type=Moment)
    not_before: datetime = Field(sa_type=Moment)
    state: str = "queued"
    wanted: int = 1
    drawn: int = 0
    looks: str | None = None
    lease: int = 0
    leased_until: datetime | None = Field(default=None, sa_type=Moment)
    attempts: int = 0
    problem: str | None = None
    channel: str | None = None
    ts: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    thread_ts: str | None = None
    look_at: datetime | None = Field(default=None, sa_type=Moment)


class NoticeRow(SQLModel, table=True):
    """One thing that a message says: that a rung of a clock was reached, to this recipient, in this capacity."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("reference", "clock", "version", "rung", "turn", "recipient"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=_Number)
    message: str = Field(foreign_key="messages.key", index=True)
    reference: str = Field(foreign_key="cases.reference", index=True)
    clock: str
    version: int
    rung: str
    turn: int
    recipient: str
    role: str
    due_at: datetime = Field(sa_type=Moment)


class JournalRow(SQLModel, table=True):
    """Something that happened. Rows are only ever added, and each is sealed over the one before it."""

    __tablename__ = "journal"

    number: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Moment)
    actor: str
    event: str
    reference: str | None = Field(default=None, index=True)
    facts: str = Field(sa_type=Text)
    note: Private | None = Field(default=None, sa_type=Encrypted)
    note_seal: str | None = None
    key: int
    seal: str


class JournalHeadRow(SQLModel, table=True):
    """Where the journal ends: the one row that writers queue for, and by which a cut-off end is noticed."""

    __tablename__ = "journal_head"

    id: int = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger)
    seal: str


class DigestRow(SQLModel, table=True):
    """That a digest of a local date is queued for a channel, or days off were looked at: once, whatever clocks do."""

    __tablename__ = "digests"

    team: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    queued_at: datetime = Field(sa_type=Moment)


class RequestRow(SQLModel, table=True):
    """Something that Slack delivered and that has taken effect, so that it takes effect once."""

    __tablename__ = "requests"

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    reference: str | None = None


class SettingRow(SQLModel, table=True):
    """A value that the installation keeps about itself: the keyring's fingerprint, the last number of each year."""

    __tablename__ = "settings"

    name: str = Field(primary_key=True)
    value: str


BESIDE = (tables_people, tables_work, tables_answers, tables_mishaps, tables_accounts, tables_unreached)
"""Where the other tables are: they are known once these are imported."""
TABLES = SQLModel.metadata.tables
"""All tables by name, for statements that handle many rows at once."""
