"""When it is looked whether a reminder has arrived, or was answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables import LOOKED_AFTER
from storage.utc import Moment

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add that moment; what was queued before this is not looked after."""
    op.add_column("messages", sa.Column("look_at", Moment(), nullable=True))
    op.create_index(
        "ix_messages_looked_after",
        "messages",
        ["look_at"],
        sqlite_where=LOOKED_AFTER,
        postgresql_where=LOOKED_AFTER,
    )
