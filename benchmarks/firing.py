"""Fires what is due, a durable mark for each timer and nothing else: ours, raw, and one job a timer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter

import psycopg

from benchmarks.places import Figures
from benchmarks.race import Job
from benchmarks.seed import NOW
from bot.reminders.dispatcher import AT_ONCE
from storage import timers
from storage.database import transaction
from storage.opening import open_existing

WANTED = (
    "SELECT id, reference, clock, version, rung, turn, due_at FROM timers "
    "WHERE state = 'pending' AND due_at <= {} ORDER BY due_at LIMIT {}"
)
TEXT = NOW.replace(tzinfo=None).isoformat(" ", "microseconds")


def ours(job: Job) -> Figures:
    """Claim and mark through our storage, as the dispatcher does."""
    opened = open_existing(job.address, Path(job.keys))
    start, number = perf_counter(), 0
    while True:
        with transaction(opened.engine, opened.keyring) as inner:
            due = timers.due(inner, NOW, AT_ONCE)
            timers.fired(inner, [timer.id for timer in due], NOW)
        if not due:
            opened.engine.dispose()
            return rate(number, start)
        number += len(due)


def raw_sqlite(job: Job) -> Figures:
    """The same rows of the same tables with sqlite3 alone."""
    with closing(sqlite3.connect(job.address.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        start, number = perf_counter(), 0
        while True:
            connection.execute("BEGIN IMMEDIATE")
            rows = connection.execute(WANTED.format("?", AT_ONCE), [TEXT]).fetchall()
            marks = ",".join("?" * len(rows))
            mark = f"UPDATE timers SET state = 'fired', ended_at = ? WHERE id IN ({marks})"  # noqa: S608 - only marks
            connection.execute(mark, [TEXT, *(row[0] for row in rows)])
            connection.execute("COMMIT")
            if not rows:
                return rate(number, start)
            number += len(rows)


def raw_psycopg(job: Job) -> Figures:
    """The same rows of the same tables with psycopg alone, passing over what another has claimed."""
    claim = WANTED.format("%s", AT_ONCE) + " FOR UPDATE SKIP LOCKED"
    with closing(psycopg.connect(job.address)) as connection:
        start, number = perf_counter(), 0
        while True:
            with connection.transaction():
                rows = connection.execute(claim.encode(), [NOW]).fetchall()
                mark = b"UPDATE timers SET state = 'fired', ended_at = %s WHERE id = ANY(%s)"
                connection.execute(mark, [NOW, [row[0] for row in rows]])
            if not rows:
                return rate(number, start)
            number += len(rows)


def rate(number: int, start: float) -> Figures:
    return {"number": number, "a second": number / (perf_counter() - start)}
