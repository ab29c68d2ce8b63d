"""Runs migrations on the connection that storage.migrate holds."""

from __future__ import annotations

from alembic import context

from storage import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.CaseRow.metadata,
    compare_type=True,
    transactional_ddl=False,  # the transaction is storage.migrate's
)
context.run_migrations()
