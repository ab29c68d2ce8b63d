"""What failed because of an error of our own is put aside, and tried again after a pause."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.utc import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table of what is put aside."""
    op.create_table(
        "mishaps",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
