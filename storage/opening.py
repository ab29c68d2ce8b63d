"""Opens the record: tables of this version, the keys that belong to it, a journal that has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from storage import encrypted, journal, keys, migrate
from storage.database import Transaction, connect
from storage.faults import told_plainly
from storage.keys import KeysError
from storage.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from storage.keys import Keyring

_PATIENCE_MS = 6_000
"""How long a start waits for another that is migrating, in milliseconds."""
_FINGERPRINT = "fingerprint of the keys"
_SETTINGS = TABLES["settings"]


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


def _keys(connection: Connection, path: Path) -> tuple[Keyring, bool]:
    known = connection.execute(select(_SETTINGS.c.value).where(_SETTINGS.c.name == _FINGERPRINT)).scalar_one_or_none()
    is_missing = known is None and not path.exists()
    keyring = keys.make(path) if is_missing else keys.load(path)
    if known is None:
        connection.execute(insert(_SETTINGS), {"name": _FINGERPRINT, "value": keyring.fingerprint})
        journal.begin(Transaction(connection, keyring))
    elif known != keyring.fingerprint:
        raise KeysError(
            f"The key file {path} belongs to another database. Name the file that was made with this one, "
            "or put it back from its safe copy."
        )
    return keyring, is_missing
