import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage import migrate, tables
from storage.database import connect
from storage.opening import open_store

METADATA = tables.CaseRow.metadata

# Ends itself by SIGKILL when a statement holds the words that are given.
KILLED_AT = """
import os, signal, sys
from sqlalchemy import event
from storage import database, migrate

engine = database.connect(sys.argv[1])

@event.listens_for(engine, "after_cursor_execute")
def kill(connection, cursor, statement, *rest):
    if sys.argv[2] in statement:
        os.kill(os.getpid(), signal.SIGKILL)

migrate.migrate(engine)
"""


def layout(connection: Connection) -> dict[str, object]:
    """Say all that the database itself knows of its tables."""
    seen = inspect(connection)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(table)],
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted(str(key["constrained_columns"] + [key["referred_table"]]) for key in seen.get_foreign_keys(table)),
            sorted(str(rule["column_names"]) for rule in seen.get_unique_constraints(table)),
            sorted(f"{index['name']} {index['column_names']} {conditions(index)}" for index in seen.get_indexes(table)),
        )
        for table in sorted(seen.get_table_names())
        if table != "alembic_version"
    }


def conditions(index: object) -> str:
    assert isinstance(index, dict)
    return " ".join(str(words) for name, words in index.get("dialect_options", {}).items() if name.endswith("_where"))


def test_migrations_produce_exactly_the_tables(empty_database_url: str) -> None:
    engine = connect(empty_database_url)
    migrate.migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA) == []
        migrated = layout(connection)
    with engine.begin() as connection:
        for name in reversed(METADATA.sorted_tables):
            connection.execute(text(f"DROP TABLE {name}"))
        METADATA.create_all(connection)
        assert layout(connection) == migrated
    engine.dispose()


def test_a_second_migration_changes_nothing(database_url: str) -> None:
    engine = connect(database_url)
    migrate.migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0012"]
    engine.dispose()


@pytest.mark.parametrize(
    "words", ["CREATE TABLE cases", "CREATE TABLE notices", "CREATE TRIGGER", "INSERT INTO alembic_version"]
)
def test_a_start_after_a_kill_in_the_middle_of_a_migration(empty_database_url: str, words: str, tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_AT, empty_database_url, words], check=False)
    assert killed.returncode == -signal.SIGKILL
    engine = connect(empty_database_url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()
    opened = open_store(empty_database_url, tmp_path / "keys")
    with opened.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}
    opened.engine.dispose()


def test_two_processes_migrate_at_once(empty_database_url: str) -> None:
    program = "import sys; from storage import database, migrate; migrate.migrate(database.connect(sys.argv[1]))"
    running = [subprocess.Popen([sys.executable, "-c", program, empty_database_url]) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
