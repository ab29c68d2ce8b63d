"""Others that fire what is due: APScheduler's job store with one job a timer, Procrastinate. The work does nothing."""

from __future__ import annotations

import pickle
import threading
from datetime import timedelta
from itertools import count
from time import perf_counter
from typing import Any

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_REMOVED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import Engine

from benchmarks.places import Figures
from benchmarks.race import Job
from benchmarks.seed import NOW

_EARLIER = NOW - timedelta(days=400)
"""Due whatever the clock says: APScheduler reads it itself."""


def nothing() -> None:
    """What a job does."""


def apscheduler(job: Job) -> Figures:
    """APScheduler with its job store as it comes."""
    return _schedule(job, _engine(job.address))


def apscheduler_wal(job: Job) -> Figures:
    """The same on SQLite in WAL."""
    engine = _engine(job.address)
    event.listen(engine, "connect", _use_wal)
    return _schedule(job, engine)


def _engine(address: str) -> Engine:
    url = make_url(address)
    return create_engine(url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url)


def _use_wal(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _schedule(job: Job, engine: Engine) -> Figures:
    """Let a scheduler fire `job.size` jobs that are overdue; timed until each was run and removed durably."""
    store = SQLAlchemyJobStore(engine=engine, tablename="jobs")
    scheduler = BackgroundScheduler(
        jobstores={"default": store},
        executors={"default": ThreadPoolExecutor(10)},
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start(paused=True)
    _fill(scheduler, store, engine, job.size)
    done, events = threading.Event(), count(1)

    def note(_event: object) -> None:
        if next(events) == 2 * job.size:
            done.set()

    scheduler.add_listener(note, EVENT_JOB_EXECUTED | EVENT_JOB_REMOVED)
    start = perf_counter()
    scheduler.resume()
    done.wait()
    taken = perf_counter() - start
    scheduler.shutdown()
    engine.dispose()
    return {"number": job.size, "a second": job.size / taken}


def _fill(scheduler: BackgroundScheduler, store: SQLAlchemyJobStore, engine: Engine, size: int) -> None:
    """Write the jobs as the store itself keeps them, in one transaction: only the firing is measured."""
    pattern = scheduler.add_job(nothing, "date", run_date=_EARLIER, id="pattern").__getstate__()
    rows = [
        {
            "id": f"job {number}",
            "next_run_time": _EARLIER.timestamp(),
            "job_state": pickle.dumps(pattern | {"id": f"job {number}"}, pickle.HIGHEST_PROTOCOL),
        }
        for number in range(size)
    ]
    with engine.begin() as connection:
        connection.execute(store.jobs_t.delete())
        connection.execute(store.jobs_t.insert(), rows)
