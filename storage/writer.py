"""One thread that writes: what arrives together is committed together, so that a burst costs one sync to the disk."""

from __future__ import annotations

import asyncio
import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import DBAPIError

from casework.errors import NotSaved
from storage import journal
from storage.database import reading, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

    from storage.database import Transaction
    from storage.keys import Keyring

T = TypeVar("T")
_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class _Job:
    """Work that waits for the writer, and the promise of its result."""

    work: Callable[[Transaction], Any]
    promise: Future[Any]


class Store:
    """The database as the running bot uses it: `write` and `read` take a function of a transaction.

    A write is done when it returns: committed, with its journal entries. Where the database cannot take it, `NotSaved` is raised
    and nothing has happened. Any other exception of the function undoes its own work only. `after_commit` is called, in the writer's
    thread, when something was committed.
    """

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        """Start the writer's thread."""
        self._engine = engine
        self._keyring = keyring
        self.after_commit: Callable[[], None] = _nothing
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction of its own and return its result once it is durable."""
        job = _Job(work, Future())
        self._jobs.put(job)
        # A caller that goes away must not take back what the writer may already be committing.
        return await asyncio.shield(asyncio.wrap_future(job.promise))  # type: ignore[no-any-return]  # T, through the queue

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which only reads, beside the writer."""
        return await asyncio.to_thread(self._read, work)

    def _read(self, work: Callable[[Transaction], T]) -> T:
        with reading(self._engine, self._keyring) as transaction:
            return work(transaction)

    def close(self) -> None:
        """Finish what has been asked for, then let go of the database."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _run(self) -> None:
        while job := self._jobs.get():
            jobs = [job]
            while len(jobs) < _TOGETHER and not self._jobs.empty():
                following = self._jobs.get()
                if following is None:
                    self._jobs.put(None)
                    break
                jobs.append(following)
            self._commit(jobs)

    def _commit(self, jobs: list[_Job]) -> None:
        """Run `jobs` in one transaction of the database and keep their promises after its commit, never before."""
        try:
            with self._engine.begin() as connection:
                answers = self._answers(jobs, connection)
        except Exception as error:  # noqa: BLE001  # whatever it is, nobody may be told that it was saved
            for job in jobs:
                job.promise.set_exception(_as_refusal(error))
            return
        for keep in answers:
            keep()
        self.after_commit()

    def _answers(self, jobs: list[_Job], connection: Connection) -> list[Callable[[], None]]:
        answers: list[Callable[[], None]] = []
        entries: list[journal.Entry] = []
        for job in jobs:
            try:
                with within(connection, self._keyring) as transaction:
                    result = job.work(transaction)
            except Exception as error:  # noqa: BLE001  # handed to the one who asked
                answers.append(_keeper(job.promise.set_exception, _as_refusal(error)))
            else:
                entries += transaction.entries
                answers.append(_keeper(job.promise.set_result, result))
        with within(connection, self._keyring) as transaction:
            journal.seal(transaction, entries)
        return answers


def _nothing() -> None:
    """Nobody wants to know of commits."""


def _keeper(keep: Callable[[Any], None], answer: object) -> Callable[[], None]:
    return lambda: keep(answer)


def _as_refusal(error: Exception) -> Exception:
    """Return `NotSaved` for what the database would not do, with its cause; any other error as it is."""
    if isinstance(error, DBAPIError):
        refusal = NotSaved()
        refusal.__cause__ = error
        return refusal
    return error
