"""One thread that writes: what arrives together is committed together, so that a burst costs one sync to the disk."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, PendingRollbackError, ProgrammingError

from casework.errors import NotSaved
from storage import journal
from storage.database import Transaction, reading, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from storage.keys import Keyring

T = TypeVar("T")
_TOGETHER = 64
_READERS = 4
# What the database would not do, among it what was asked of a connection that had been cut.
_WOULD_NOT = (DBAPIError, PendingRollbackError)
_WERE_WRONG = (DataError, IntegrityError, ProgrammingError)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Work that waits for the writer, and the promise of its result."""

    work: Callable[[Transaction], Any]
    promise: Future[Any]


class Store:
    """The database as the running bot uses it: `write` and `read` take a function of a transaction.

    A write is done when it returns: committed, with its journal entries. Where the database cannot take it, `NotSaved`
    is raised and nothing has happened. Any other exception of the function undoes its own work only. The function may
    be run a second time, when another process wrote the same row first. `after_commit` is called, in the writer's
    thread, when something was committed.
    """

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        """Start the writer's thread."""
        self._engine = engine
        self._keyring = keyring
        self.after_commit: Callable[[], None] = _nothing
        self._closed = False
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(_READERS, "reader")
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction of its own and return its result once it is durable."""
        self._check_open()
        promise: Future[T] = Future()
        self._jobs.put(Job(work, promise))
        # A caller that goes away must not take back what the writer may already be committing.
        return await asyncio.shield(asyncio.wrap_future(promise))

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which only reads, beside the writer."""
        self._check_open()
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    def _read(self, work: Callable[[Transaction], T]) -> T:
        with reading(self._engine, self._keyring) as transaction:
            return work(transaction)

    def _check_open(self) -> None:
        if self._closed:
            raise NotSaved

    def close(self) -> None:
        """Finish what has been asked for, then let go of the database."""
        self._closed = True
        self._jobs.put(None)
        self._thread.join()
        self._readers.shutdown()
        self._engine.dispose()

    def _run(self) -> None:
        while job := self._jobs.get():
            self._commit([job, *self._waiting(_TOGETHER - 1)])

    def _waiting(self, most: int) -> Iterator[Job]:
        """Take up to `most` jobs that have come meanwhile; the sign to stop stays for the next look."""
        while most and not self._jobs.empty():
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                return
            yield job
            most -= 1

    def _commit(self, jobs: list[Job]) -> None:
        """Run `jobs` in one transaction of the database and keep their promises after its commit, never before."""
        try:
            with self._engine.begin() as connection:
                answers = [(job.promise, *self._answer(job, connection)) for job in jobs]
                entries = [entry for _, _, added in answers for entry in added]
                journal.seal(Transaction(connection, self._keyring), entries)
        except BaseException as error:  # noqa: BLE001 - whatever it is, nobody may be told that it was saved
            # Who came meanwhile has waited as long as these, and Slack does not wait for another try.
            for job in [*jobs, *self._waiting(self._jobs.qsize())]:
                job.promise.set_exception(_as_refusal(error))
            return
        for promise, answer, _ in answers:
            answer(promise)
        self._announce()

    def _answer(self, job: Job, connection: Connection) -> tuple[Callable[[Future[Any]], None], list[journal.Entry]]:
        """Run one job; return how its promise is to be kept, and its journal entries."""
        try:
            try:
                result, entries = self._do(job, connection)
            except DBAPIError as error:
                if not _met_another_writer(error):
                    raise
                result, entries = self._do(job, connection)
        except BaseException as error:
            if is_of_the_database(error):
                # What the database does not do for one it does not do for the others: they do not wait for it in turn.
                raise
            own = error
            return (lambda promise: promise.set_exception(own)), []
        return (lambda promise: promise.set_result(result)), entries

    def _do(self, job: Job, connection: Connection) -> tuple[Any, list[journal.Entry]]:
        with within(connection, self._keyring) as transaction:
            return job.work(transaction), transaction.entries

    def _announce(self) -> None:
        try:
            self.after_commit()
        except Exception:  # noqa: BLE001 - whatever the listener did
            # The writer outlives whoever listens.
            _log.exception("after_commit failed")


def _nothing() -> None:
    """Nobody wants to know of commits."""


def _met_another_writer(error: DBAPIError) -> bool:
    """Whether another process wrote the same row first, or each waited for the other: a second try sees its work."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) == "40P01"


def is_of_the_database(error: BaseException) -> bool:
    """Whether the database would not do it just now, whatever it was asked: no error of ours, and none of one case."""
    return isinstance(error, _WOULD_NOT) and not isinstance(error, _WERE_WRONG)


def _as_refusal(error: BaseException) -> BaseException:
    """Return `NotSaved` for what the database would not do, with its cause; any other error, a bug, as it is."""
    if is_of_the_database(error):
        refusal = NotSaved()
        refusal.__cause__ = error
        return refusal
    return error
