"""Brings a database to the tables of this version: under a lock, all of it or nothing."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from storage.database import DatabaseError
from storage.faults import told_plainly

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK = 4_207_721
"""The number of PostgreSQL's advisory lock under which one process migrates and the others wait."""


class NoRecord(DatabaseError):
    """A database in which Caseclock has not been started yet."""


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing; `DatabaseError` says in a sentence why it cannot be done.

    Everything runs in one transaction (SQLite: an immediate one, which is its lock), so a process that dies half-way
    leaves nothing.
    """
    with told_plainly(engine.url), engine.begin() as connection:
        upgrade(connection)


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing in an open transaction, and hold the lock until its end."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    present = _present(connection)
    if present == revisions()[-1]:
        return
    _refuse_newer(present)
    _upgrade(connection)


def check(connection: Connection) -> None:
    """Refuse a database whose tables are not exactly those of this version; `DatabaseError` says what to do."""
    present, wanted = _present(connection), revisions()[-1]
    if present is None:
        raise NoRecord("There is no record in this database yet: the first start makes it.")
    if present < wanted:
        raise DatabaseError(
            f"The database’s tables are at {present}, this version needs {wanted}: run `caseclock migrate` first."
        )
    _refuse_newer(present)


def _refuse_newer(present: str | None) -> None:
    steps = revisions()
    if present is not None and present not in steps:
        raise DatabaseError(
            f"The database was written by a newer Caseclock: its tables are at {present}, this one knows {steps[-1]}. "
            "Start that version."
        )


def revisions() -> list[str]:
    """Return the migrations that this version has, oldest first."""
    folder = files("storage") / "migrations" / "versions"
    return sorted(entry.name[:4] for entry in folder.iterdir() if entry.name[:4].isdigit())


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    # 0.2 s that only a migration needs.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    if connection.dialect.name == "postgresql":
        # A long migration is no reason to give up.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
