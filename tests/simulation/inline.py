"""The store of a simulated life: what is asked for is done at once, and no thread decides what comes first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from storage.database import Transaction
from storage.writer import Job, Store

T = TypeVar("T")


class Inline(Store):
    """Commits and seals as the store of the running bot does, one write at a time, and tells those who wait at once."""

    async def write(self, work: Callable[[Transaction], T]) -> T:
        promise: Future[T] = Future()
        self._commit([Job(work, promise)])
        return promise.result()

    async def read(self, work: Callable[[Transaction], T]) -> T:
        return self._read(work)
