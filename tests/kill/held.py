"""Holding a database as another program would, so that nobody else can write to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy.engine import make_url


@contextmanager
def held(address: str) -> Iterator[None]:
    """Let nobody write to the database at `address` until the block ends; it can still be read."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(url.database), isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
    else:
        with psycopg.connect(address) as server:
            server.execute("LOCK TABLE messages, cases, requests, journal, settings IN EXCLUSIVE MODE")
            yield
            server.rollback()
