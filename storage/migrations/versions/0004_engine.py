"""A timer keeps when it was no longer pending; answers expire, and reminders may be asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.utc import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add those moments and tables.

    Of the timers that are there it is not known when they ended. An answer that was given before this holds no longer,
    and is asked for anew.
    """
    op.add_column("timers", sa.Column("ended_at", Moment(), nullable=True))
    op.add_column("clocks", sa.Column("answered_until", Moment(), nullable=True))
    _about_a_clock("answers", "by", "at", "until")
    _about_a_clock("wishes", "person", "asked_at", "remind_at")


def _about_a_clock(table: str, person: str, *moments: str) -> None:
    op.create_table(
        table,
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column(person, sa.String(), nullable=False),
        *(sa.Column(moment, Moment(), nullable=False) for moment in moments),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"]),
        sa.PrimaryKeyConstraint("reference", "clock", "version", "turn"),
    )
