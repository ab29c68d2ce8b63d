"""Opens the record: tables of this version, the keys that belong to it, a journal that has begun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from storage import encrypted, journal, keys, migrate
from storage.database import Transaction, connect
from storage.faults import told_plainly
from storage.keys import KeysError
from storage.migrate import NoRecord
from storage.tables import TABLES

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from storage.keys import Keyring

_PATIENCE_MS = 6_000
"""How long a start waits for another that is migrating, in milliseconds."""
_FINGERPRINT = "fingerprint of the keys"
_SETTINGS = TABLES["settings"]
_KNOWN = select(_SETTINGS.c.value).where(_SETTINGS.c.name == _FINGERPRINT)
_ANOTHER = (
    "The key file {path} belongs to another database. Name the file that was made with this one, "
    "or put it back from its safe copy."
)


class Opened(NamedTuple):
    """The record, ready for use; `keys_made` says that the key file was made just now, which is worth announcing."""

    engine: Engine
    keyring: Keyring
    keys_made: bool


def open_store(address: str, keys_path: Path) -> Opened:
    """Bring the database at `address` up to date and open it with the keys in `keys_path`.

    The key file is made at the first start of a database, if there is none, and never again: `KeysError` when it is
    missing or belongs to another database. `DatabaseError` when the database cannot be used. Either is one sentence.
    Tables, fingerprint and the head of the journal come in one transaction under the migration's lock, so of two
    processes that start at once the second takes what the first made.
    """
    patient = connect(address, _PATIENCE_MS)
    try:
        with told_plainly(patient.url), patient.begin() as connection:
            migrate.upgrade(connection)
            keyring, made = _keys(connection, keys_path)
    finally:
        patient.dispose()
    engine = connect(address)
    encrypted.use(engine, keyring)
    return Opened(engine, keyring, made)


def open_existing(address: str, keys_path: Path) -> Opened:
    """Open the record at `address` as it stands and change nothing, not even its tables.

    `NoRecord` when there is none yet, `DatabaseError` when it is of another version or cannot be used, `KeysError` when
    `keys_path` does not hold its keys.
    """
    engine = connect(address)
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        raise NoRecord(f"There is no record at {engine.url.database} yet: the first start makes it.")
    try:
        with told_plainly(engine.url), engine.connect() as connection:
            keyring = _present_keys(connection.execution_options(reading=True), keys_path)
    except Exception:
        engine.dispose()
        raise
    encrypted.use(engine, keyring)
    return Opened(engine, keyring, keys_made=False)


def _present_keys(connection: Connection, path: Path) -> Keyring:
    migrate.check(connection)
    keyring, known = keys.load(path), connection.execute(_KNOWN).scalar_one_or_none()
    if known != keyring.fingerprint:
        raise KeysError(_ANOTHER.format(path=path))
    return keyring


def _keys(connection: Connection, path: Path) -> tuple[Keyring, bool]:
    known = connection.execute(_KNOWN).scalar_one_or_none()
    is_missing = known is None and not path.exists()
    keyring = keys.make(path) if is_missing else keys.load(path)
    if known is None:
        connection.execute(insert(_SETTINGS), {"name": _FINGERPRINT, "value": keyring.fingerprint})
        journal.begin(Transaction(connection, keyring))
    elif known != keyring.fingerprint:
        raise KeysError(_ANOTHER.format(path=path))
    return keyring, is_missing
