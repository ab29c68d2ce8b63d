"""Where people are reached beyond Slack."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.encrypted import Encrypted

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add that table; nobody has such an address yet."""
    op.create_table(
        "fallbacks",
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("address", Encrypted(), nullable=False),
        sa.PrimaryKeyConstraint("whose", "number"),
    )
