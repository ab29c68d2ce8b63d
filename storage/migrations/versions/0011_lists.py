"""What a digest and a start ask of many cases is found by an index."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0011"
down_revision = "0010"


_OPEN = text("status <> 'closed'")
_UNSETTLED = text(
    "status <> 'closed' AND (owner IS NULL OR graded_at IS NULL"
    " OR (evidence_known_at IS NOT NULL AND evidence_confirmed_at IS NULL))"
)


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("ix_cases_open", "cases", ["team", "grade"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_cases_unsettled", "cases", ["team"], sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED)
    op.create_index("ix_items_kind", "items", ["kind"])
    op.create_index("ix_clocks_name", "clocks", ["name"])
