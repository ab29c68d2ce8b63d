"""What a digest and a start ask of many cases is found by an index."""

from __future__ import annotations

from alembic import op

from storage.tables import OPEN, UNSETTLED

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("ix_cases_open", "cases", ["team", "grade"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_cases_unsettled", "cases", ["team"], sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
    op.create_index("ix_items_kind", "items", ["kind"])
    op.create_index("ix_clocks_name", "clocks", ["name"])
