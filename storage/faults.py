"""What a database says when it cannot be used → one sentence for whoever starts Caseclock."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from storage.database import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL

_SENTENCES = {
    "unable to open": "cannot be opened: Caseclock may not read and write there.",
    "readonly": "is read-only: Caseclock needs to write to it and to the folder that it lies in.",
    "read-only": "is read-only: Caseclock needs to write to it.",
    "not a database": "is not a database: DATABASE_URL names another kind of file.",
    "malformed": "is damaged. Put it back from the last backup; the damaged file is better kept than thrown away.",
    "is full": "cannot be written: the disk is full.",
    "no space left": "cannot be written: its disk is full.",
    "disk i/o": "cannot be written: the disk is full or failing.",
    "is locked": "is held by another program. Stop that program, or wait.",
    "lock timeout": "is held by another program. Stop that program, or wait.",
    "password authentication failed": "refuses the name or the password in DATABASE_URL.",
    "no password supplied": "wants a password, and DATABASE_URL has none.",
    "no pg_hba.conf entry": "does not let this machine or this name in (pg_hba.conf).",
    "does not exist": "does not know the database or the name in DATABASE_URL. Create it there first.",
    "permission denied": "does not let Caseclock make or read its tables: the name in DATABASE_URL needs the right to.",
    "timeout": "does not answer. Is it running, and is it the right address?",
    "refused": "cannot be reached. Is it running, and is it the right address?",
    "connection": "cannot be reached. Is it running, and is it the right address?",
    "resolve": "cannot be found: there is no such host.",
    "could not translate": "cannot be found: there is no such host.",
}
"""Words in the database's own message, and what they mean; the first that fits is taken."""


@contextmanager
def told_plainly(url: URL) -> Iterator[None]:
    """Turn what the database at `url` refuses in this block into a `DatabaseError` of one sentence without secrets."""
    try:
        yield
    except DBAPIError as error:
        raise DatabaseError(f"The database {place(url)} {_reason(url, str(error.orig))}") from None


def place(url: URL) -> str:
    """Name a database without its password or settings."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.database} on {url.host or 'this machine'}"


def _reason(url: URL, said: str) -> str:
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").parent.is_dir():
        return "cannot be opened: the folder that it should lie in does not exist."
    spoken = said.casefold()
    known = (sentence for words, sentence in _SENTENCES.items() if words in spoken)
    return next(known, f"cannot be used; it says: {(said.splitlines() or ['nothing'])[0]}")
