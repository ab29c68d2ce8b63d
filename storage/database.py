"""The engine and its transactions: SQLite or PostgreSQL by the address."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage import journal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, CursorResult, Engine, Executable, Select

    from storage.keys import Keyring

BUSY_MS = 2_000
"""How long a writer waits for another process, in milliseconds: Slack wants its answer within three seconds."""

_TRIES = 20


class DatabaseError(Exception):
    """A database that cannot be used; the message says which and what to do."""


@dataclass(slots=True)
class Transaction:
    """What a use case reads and writes with; its journal entries are sealed just before the commit."""

    connection: Connection
    keyring: Keyring
    entries: list[journal.Entry] = field(default_factory=list)

    def execute(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement, once for each of `values` where these are many."""
        return self.connection.execute(statement, values)

    @property
    def reads_only(self) -> bool:
        """Whether this transaction may not write."""
        return bool(self.connection.get_execution_options().get("reading"))

    def hold(self, wanted: Select[Any]) -> Select[Any]:
        """Return `wanted` so that its rows are held against other writers until the commit; a reader holds none."""
        return wanted if self.reads_only else wanted.with_for_update()


def connect(address: str, busy_ms: int = BUSY_MS) -> Engine:
    """Return an engine for `address`, a SQLAlchemy URL; nothing is opened yet.

    `busy_ms` is how long a writer waits for another, in milliseconds. `DatabaseError` when it is no address of a
    database that we know.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DatabaseError(
            "DATABASE_URL is not an address: write for example sqlite:///caseclock.db or postgresql://user@host/name"
        ) from None
    if url.get_backend_name() == "sqlite":
        return _sqlite(url.database or "", busy_ms)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, busy_ms)
    raise DatabaseError(
        f"DATABASE_URL names {url.get_backend_name()!r}; Caseclock keeps its record in sqlite or postgresql"
    )


def _postgresql(url: URL, busy_ms: int) -> Engine:
    limits = {
        "lock_timeout": busy_ms,
        "statement_timeout": 10_000,
        # A process that was stopped in the middle must not hold the others up.
        "idle_in_transaction_session_timeout": 5_000,
        "timezone": "UTC",
    }
    settings = {
        # For each address of the host, of which there are often two.
        "connect_timeout": 3,
        # A network that went away is noticed in seconds, not in the system's quarter of an hour.
        "tcp_user_timeout": 5_000,
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
    }
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), connect_args=settings, pool_pre_ping=True, hide_parameters=True
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    # For this transaction only: the connection keeps what the server says of itself, a read-only one included.
    if connection.get_execution_options().get("reading"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _sqlite(path: str, busy_ms: int) -> Engine:
    if path in {"", ":memory:"}:
        raise DatabaseError(
            "Caseclock’s record cannot lie in memory: DATABASE_URL needs a file, for example sqlite:///caseclock.db"
        )
    settings = {"check_same_thread": False, "timeout": busy_ms / 1000}
    engine = create_engine(f"sqlite:///{path}", connect_args=settings, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection
    connection.isolation_level = None  # the begin below is ours
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _use_wal(connection: Any) -> None:  # noqa: ANN401 - a DB-API connection
    for _ in range(_TRIES):
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
            return
        # Where two open a new file at once, SQLite does not wait with the pragma; with this it does.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    reading = bool(connection.get_execution_options().get("reading"))
    # A connection that comes back from the pool may have been the other kind before.
    if connection.info.get("reading") is not reading:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        connection.info["reading"] = reading
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine, keyring: Keyring) -> Iterator[Transaction]:
    """Yield a writing transaction; it commits at the end of the block, journal sealed, or leaves no trace."""
    with engine.begin() as connection:
        inner = Transaction(connection, keyring)
        yield inner
        journal.seal(inner, inner.entries)


@contextmanager
def within(connection: Connection, keyring: Keyring) -> Iterator[Transaction]:
    """Yield a transaction of its own inside an open one: it fails alone. The caller seals its entries and commits."""
    with connection.begin_nested():
        yield Transaction(connection, keyring)


@contextmanager
def trial(outer: Transaction) -> Iterator[Transaction]:
    """Yield a transaction of its own inside an open one, of which nothing stays: what would happen can be tried."""
    savepoint = outer.connection.begin_nested()
    try:
        yield Transaction(outer.connection, outer.keyring)
    finally:
        if savepoint.is_active:
            savepoint.rollback()


@contextmanager
def reading(engine: Engine, keyring: Keyring) -> Iterator[Transaction]:
    """Yield a transaction that can only read, and reads everything as it was at one moment."""
    with engine.connect() as connection:
        yield Transaction(connection.execution_options(reading=True), keyring)
