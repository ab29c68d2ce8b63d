"""The whole path of what is due: claim, load, decide, journal, outbox, next rung, commit; and its writes made raw."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from benchmarks.firing import TEXT, WANTED, rate
from benchmarks.places import Figures
from benchmarks.race import Job
from benchmarks.seed import NOW
from bot.reminders import dispatcher
from casework import policy
from storage import journal
from storage.database import Transaction, transaction
from storage.opening import open_existing

Rows = list[tuple[Any, ...]]
_NEW = {
    "messages": "SELECT * FROM messages WHERE key IN (SELECT message FROM notices WHERE id > {notices})",
    "notices": "SELECT * FROM notices WHERE id > {notices}",
    "timers": "SELECT * FROM timers WHERE id > {timers}",
    "journal": "SELECT * FROM journal WHERE number > {journal}",
}
"""What one transaction has added, in the order in which it may be written."""
_LAST = "SELECT coalesce(max({}), 0) FROM {}"
_NUMBERS = {"notices": "id", "timers": "id", "journal": "number"}


def ours(job: Job) -> Figures:
    """The dispatcher, transaction by transaction, until nothing is due."""
    opened, rules = open_existing(job.address, Path(job.keys)), policy.load()
    start, number = perf_counter(), 0
    while True:
        with transaction(opened.engine, opened.keyring) as inner:
            handled = dispatcher.dispatch(inner, rules, NOW)
        if not handled:
            opened.engine.dispose()
            return rate(number, start)
        number += handled


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction of ours writes: for each table the statement and the rows."""

    writes: tuple[tuple[str, Rows], ...]
    head: tuple[int, str]


def raw_sqlite(job: Job) -> Figures:
    """Our writes with sqlite3 alone, prepared before the stopwatch starts."""
    batches = _rehearse(job, "?")
    with closing(sqlite3.connect(job.address.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        start, number = perf_counter(), 0
        for batch in batches:
            connection.execute("BEGIN IMMEDIATE")
            rows = connection.execute(WANTED.format("?", dispatcher.AT_ONCE), [TEXT]).fetchall()
            marks = ",".join("?" * len(rows))
            mark = f"UPDATE timers SET state = 'fired', ended_at = ? WHERE id IN ({marks})"  # noqa: S608 - only marks
            connection.execute(mark, [TEXT, *(row[0] for row in rows)])
            for statement, values in batch.writes:
                connection.executemany(statement, values)
            connection.execute("UPDATE journal_head SET number = ?, seal = ?", batch.head)
            connection.execute("COMMIT")
            number += len(rows)
        return rate(number, start)


def raw_psycopg(job: Job) -> Figures:
    """Our writes with psycopg alone, prepared before the stopwatch starts."""
    batches = _rehearse(job, "%s")
    claim = (WANTED.format("%s", dispatcher.AT_ONCE) + " FOR UPDATE SKIP LOCKED").encode()
    with closing(psycopg.connect(job.address)) as connection, connection.cursor() as cursor:
        start, number = perf_counter(), 0
        for batch in batches:
            with connection.transaction():
                rows = cursor.execute(claim, [NOW]).fetchall()
                mark = b"UPDATE timers SET state = 'fired', ended_at = %s WHERE id = ANY(%s)"
                cursor.execute(mark, [NOW, [row[0] for row in rows]])
                for statement, values in batch.writes:
                    cursor.executemany(statement.encode(), values)
                cursor.execute(b"UPDATE journal_head SET number = %s, seal = %s", batch.head)
            number += len(rows)
        return rate(number, start)


def _rehearse(job: Job, mark: str) -> list[Batch]:
    """Let the dispatcher do it all in a transaction that is taken back, and note what it wrote."""
    opened = open_existing(job.address, Path(job.keys))
    try:
        with opened.engine.connect() as connection:
            batches = list(_batches(Transaction(connection, opened.keyring), mark))
            connection.rollback()
        return batches
    finally:
        opened.engine.dispose()


def _batches(inner: Transaction, mark: str) -> Iterator[Batch]:
    rules, driver = policy.load(), inner.connection.exec_driver_sql
    while True:
        last = {table: driver(_LAST.format(number, table)).scalar_one() for table, number in _NUMBERS.items()}
        if not dispatcher.dispatch(inner, rules, NOW):
            return
        journal.seal(inner, inner.entries)
        inner.entries.clear()
        writes = []
        for table, wanted in _NEW.items():
            found = driver(wanted.format(**last))
            names = list(found.keys())
            writes.append((_insert(table, names, mark), [tuple(row) for row in found]))
        number, seal = driver("SELECT number, seal FROM journal_head").one()
        yield Batch(tuple(writes), (number, seal))


def _insert(table: str, names: Sequence[str], mark: str) -> str:
    marks = ", ".join([mark] * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names of our own tables
