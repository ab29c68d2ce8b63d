"""Goal 7: one, two and four processes that share what is due on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import psycopg
from sqlalchemy.exc import DBAPIError

from benchmarks import seed
from benchmarks.places import POSTGRESQL, Figures, Places
from benchmarks.race import Job
from benchmarks.sections import Goal, Section, at_least, thousands
from benchmarks.seed import NOW
from benchmarks.sizes import Sizes
from bot.reminders import dispatcher
from casework import policy
from storage.database import transaction
from storage.opening import open_existing

_START = 4_711
"""The advisory lock that keeps every replica waiting until the last is there."""
_WAITING = b"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
_COUNTS = {
    "journal entries": b"SELECT count(*) FROM journal WHERE event = 'rung reached'",
    "cases told": b"SELECT count(DISTINCT reference) FROM journal WHERE event = 'rung reached'",
    "notices": b"SELECT count(*) FROM notices",
}
_WHY = "each commit seals its part of the one journal, and while it does the others wait; the cores are two"


def replica(job: Job) -> Figures:
    """Dispatch beside others until nothing is due; when it began and ended, by the clock that processes share."""
    opened, rules = open_existing(job.address, Path(job.keys)), policy.load()
    with closing(psycopg.connect(job.address)) as waiting:
        waiting.execute(b"SELECT pg_advisory_lock_shared(%s)", [_START])
    start, again, handled = perf_counter(), 0, 1
    while handled:
        try:
            with transaction(opened.engine, opened.keyring) as inner:
                handled = dispatcher.dispatch(inner, rules, NOW)
        except DBAPIError:
            # Another was faster, or held a lock for too long: the bot tries again with its next beat.
            again += 1
    end = perf_counter()
    opened.engine.dispose()
    return {"start": start, "end": end, "again": again}


def measure(sizes: Sizes, places: Places) -> Section:
    """Share `sizes.cases` timers that are due."""
    found = {number: _together(number, sizes.cases, places) for number in (1, 2, 4)}
    return Section(
        "Replicas",
        f"Processes that dispatch the same {sizes.cases:,} timers on PostgreSQL, from the moment at which all are "
        "ready to the end of the last.",
        ("processes", "a second", "tried again", *_COUNTS),
        [
            (str(number), thousands(each["a second"]), *(thousands(each[name]) for name in ("again", *_COUNTS)))
            for number, each in found.items()
        ],
        [
            *(_goal(number, found[number], sizes.cases) for number in (2, 4)),
            at_least(7, "two processes beside one", 1.2, found[2]["a second"] / found[1]["a second"], _WHY),
        ],
    )


def _goal(number: int, found: Figures, cases: int) -> Goal:
    """Each timer was handled once: one entry and two notices a case."""
    right = (cases, cases, 2 * cases)
    told = tuple(int(found[name]) for name in _COUNTS)
    lost, doubled = cases - told[1], told[0] - told[1]
    figure = f"{max(lost, 0)} lost, {doubled} doubled"
    return Goal(7, f"{number} processes: nothing lost, nothing doubled", figure, told == right, "see the table")


def _together(number: int, cases: int, places: Places) -> Figures:
    address = places.copy(places.filled(POSTGRESQL, *seed.due(cases)))
    with ThreadPoolExecutor(number) as pool, closing(psycopg.connect(address)) as connection:
        connection.execute(b"SELECT pg_advisory_lock(%s)", [_START])
        job = asdict(Job(address, str(places.keys), cases))
        runs = [pool.submit(places.run, "benchmarks.replicas:replica", job) for _ in range(number)]
        while _one(connection, _WAITING) < number and not any(run.done() for run in runs):
            connection.rollback()
        connection.execute(b"SELECT pg_advisory_unlock(%s)", [_START])
        each = [run.result() for run in runs]
        counts = {name: float(_one(connection, count)) for name, count in _COUNTS.items()}
    places.drop(address)
    taken = max(run["end"] for run in each) - min(run["start"] for run in each)
    return {"a second": cases / taken, "again": sum(run["again"] for run in each), **counts}


def _one(connection: psycopg.Connection[tuple[int]], counted: bytes) -> int:
    row = connection.execute(counted).fetchone()
    return row[0] if row else 0
