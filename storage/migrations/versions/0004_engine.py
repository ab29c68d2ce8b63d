"""A timer keeps the moment at which it was no longer pending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.utc import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add that moment; of the timers that are there it is not known."""
    op.add_column("timers", sa.Column("ended_at", Moment(), nullable=True))
