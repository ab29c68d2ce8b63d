"""A message that is said to be drawn oftener than was wanted is found by an index, which is empty otherwise."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0012"
down_revision = "0011"


_OVERDRAWN = text("drawn > wanted")


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_messages_overdrawn", "messages", ["key"], sqlite_where=_OVERDRAWN, postgresql_where=_OVERDRAWN)
