"""Brings a database to the tables of this version: under a lock, all of it or nothing."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK = 4_207_721
"""The number of PostgreSQL's advisory lock under which one process migrates and the others wait."""


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing; `DatabaseError` says in a sentence why it cannot be done.

    Everything runs in one transaction (SQLite: an immediate one, which is its lock), so a process that dies half-way leaves nothing.
    """
    try:
        with engine.begin() as connection:
            _migrate(connection)
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        message = f"The database at {engine.url.render_as_string()} cannot be used: {reason}"
        raise DatabaseError(message) from None


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    steps = revisions()
    present = _present(connection)
    if present == steps[-1]:
        return
    if present is not None and present not in steps:
        message = f"The database was written by a newer Caseclock (its tables are at {present}, this one knows {steps[-1]}). Start that version."
        raise DatabaseError(message)
    _upgrade(connection)


def revisions() -> list[str]:
    """Return the migrations that this version has, oldest first."""
    folder = files("storage") / "migrations" / "versions"
    return sorted(entry.name[:4] for entry in folder.iterdir() if entry.name[:4].isdigit())


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # 0.2 s that only a migration needs
    from alembic.config import Config  # noqa: PLC0415  # the same

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
