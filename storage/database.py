"""The engine and its transactions: SQLite or PostgreSQL by the address."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlmodel import Session

from storage import journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from storage.keys import Keyring

BUSY_MS = 2_000
"""How long a writer waits for another process, in milliseconds: less than the three seconds in which Slack wants its answer."""


class DatabaseError(Exception):
    """A database that cannot be used; the message says which and what to do."""


@dataclass(slots=True)
class Transaction:
    """What a use case writes with: a session, and the journal entries that are sealed just before the commit."""

    session: Session
    keyring: Keyring
    entries: list[journal.Entry] = field(default_factory=list)


def connect(address: str) -> Engine:
    """Return an engine for `address` (a SQLAlchemy URL); `DatabaseError` when it is not the address of a store we know."""
    try:
        url = make_url(address)
    except ArgumentError:
        message = (
            "DATABASE_URL is not an address: write for example sqlite:///caseclock.db or postgresql://user@host/name"
        )
        raise DatabaseError(message) from None
    if url.get_backend_name() == "sqlite":
        return _sqlite(str(url.database or ""))
    if url.get_backend_name() == "postgresql":
        return create_engine(url.set(drivername="postgresql+psycopg"), connect_args=_POSTGRESQL, pool_pre_ping=True)
    message = f"DATABASE_URL names {url.get_backend_name()!r}; Caseclock keeps its record in sqlite or postgresql"
    raise DatabaseError(message)


_POSTGRESQL = {
    "connect_timeout": 5,
    "options": f"-c lock_timeout={BUSY_MS} -c statement_timeout=10000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC",
}


def _sqlite(path: str) -> Engine:
    if path in {"", ":memory:"}:
        message = (
            "Caseclock’s record cannot lie in memory: DATABASE_URL needs a file, for example sqlite:///caseclock.db"
        )
        raise DatabaseError(message)
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  # a DB-API connection
    connection.isolation_level = None  # the begin below is ours
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine, keyring: Keyring) -> Iterator[Transaction]:
    """Yield a writing transaction; it commits at the end of the block, journal sealed, or leaves no trace."""
    with engine.begin() as connection, within(connection, keyring) as inner:
        yield inner
        journal.seal(inner, inner.entries)


@contextmanager
def within(connection: Connection, keyring: Keyring) -> Iterator[Transaction]:
    """Yield a transaction of its own inside one that is open: it fails alone. The caller seals its entries and commits."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        inner = Transaction(session, keyring)
        yield inner
        session.commit()


@contextmanager
def reading(engine: Engine, keyring: Keyring) -> Iterator[Transaction]:
    """Yield a transaction that only reads."""
    with engine.connect().execution_options(reading=True) as connection, Session(connection) as session:
        yield Transaction(session, keyring)
