"""Procrastinate on PostgreSQL, one job a timer. The work does nothing."""

from __future__ import annotations

import asyncio
from time import perf_counter

import procrastinate
import psycopg

from benchmarks.places import Figures
from benchmarks.race import Job

_ADD = (
    b"INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
    b"SELECT 'default', 'nothing', '{}' FROM generate_series(1, %s)"
)
_DONE = b"SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'"
_AT_ONCE = 10


async def _nothing() -> None:
    """What a job does."""


def procrastinate_worker(job: Job) -> Figures:
    """Let a worker do `job.size` jobs that are waiting, ten at a time, until none is left."""
    return asyncio.run(_worked(job))


async def _worked(job: Job) -> Figures:
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=job.address))
    app.task(name="nothing")(_nothing)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        with psycopg.connect(job.address) as connection:
            connection.execute(_ADD, [job.size])
        start = perf_counter()
        await app.run_worker_async(wait=False, concurrency=_AT_ONCE, listen_notify=False, install_signal_handlers=False)
        taken = perf_counter() - start
        with psycopg.connect(job.address) as connection:
            done = connection.execute(_DONE).fetchone()
    return {"number": done[0] if done else 0, "a second": job.size / taken}
