"""A message may be said in a thread."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the thread of a message; those that are there stand in none."""
    op.add_column("messages", sa.Column("thread_ts", sa.String(), nullable=True))
