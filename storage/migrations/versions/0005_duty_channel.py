"""A team has a channel for whoever is on duty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add it; a team that is there has none until somebody chooses one."""
    op.add_column("teams", sa.Column("duty_channel", sa.String(), nullable=True))
