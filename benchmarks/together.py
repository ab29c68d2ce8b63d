"""Sixty-four who write at once: our one writer with grouped commits, and the ORM on aiosqlite."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.places import Figures
from benchmarks.race import Job
from benchmarks.sections import percentile
from benchmarks.seed import NOW
from storage import journal
from storage.journal import Entry
from storage.opening import open_store
from storage.writer import Store

AT_ONCE = 64


class _Base(DeclarativeBase):
    pass


class _Note(_Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str]
    event: Mapped[str]


def ours(job: Job) -> Figures:
    """Write an entry of the journal each, sealed, through the one writer."""
    return asyncio.run(_ours(job))


async def _ours(job: Job) -> Figures:
    opened = open_store(job.address, Path(job.keys))
    store, entry = Store(opened.engine, opened.keyring), Entry(NOW, "U0OFFICER0", "noted")
    figures = await _written(lambda: store.write(lambda inner: journal.record(inner, entry)), job.size)
    store.close()
    return figures


def orm(job: Job) -> Figures:
    """Write a row each through a session of its own, committed."""
    return asyncio.run(_orm(job))


async def _orm(job: Job) -> Figures:
    engine = create_async_engine(make_url(job.address).set(drivername="sqlite+aiosqlite"), connect_args={"timeout": 60})
    event.listen(engine.sync_engine, "connect", _prepare)
    async with engine.begin() as connection:
        await connection.run_sync(_Base.metadata.create_all)
    sessions = async_sessionmaker(engine)

    async def write() -> None:
        async with sessions() as session:
            session.add(_Note(actor="U0OFFICER0", event="noted"))
            await session.commit()

    figures = await _written(write, job.size)
    await engine.dispose()
    return figures


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


async def _written(write: Callable[[], Awaitable[object]], number: int) -> Figures:
    """Write `number` rows, sixty-four at once."""
    left, taken = iter(range(number)), list[float]()

    async def one_after_the_other() -> None:
        for _ in left:
            start = perf_counter()
            await write()
            taken.append((perf_counter() - start) * 1000)

    await write()
    start = perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    return {"a second": number / (perf_counter() - start), "p99": percentile(taken, 0.99)}
