"""What Slack last said of people's accounts, and a way to find the messages that are somebody's task."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.utc import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add that table and index; nobody has been asked about."""
    op.create_table(
        "accounts",
        sa.Column("slack", sa.String(), nullable=False),
        sa.Column("checked_at", Moment(), nullable=False),
        sa.Column("gone_at", Moment(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("slack"),
    )
    tasks = sa.text("kind = 'task'")
    op.create_index("ix_messages_tasks", "messages", ["due_at"], sqlite_where=tasks, postgresql_where=tasks)
