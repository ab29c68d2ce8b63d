"""Whom messages do not reach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.utc import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add that table; what could not be delivered before this is counted no more."""
    op.create_table(
        "unreached",
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("recipient"),
    )
