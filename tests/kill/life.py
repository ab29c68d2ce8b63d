"""One life of the bot: a real process that is started cheaply, watched and killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import TYPE_CHECKING

from tests.kill import child

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerProcess
    from typing import Any

# Forked from a process that has imported everything: a start costs hundredths of a second instead of one.
_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload(["tests.kill.child"])
_MEASURED = "COVERAGE_PROCESS_CONFIG"


def _open_nursery() -> None:
    """Start that process. A killed bot hands in no coverage, so that none of them is slowed down by counting."""
    measured = os.environ.pop(_MEASURED, None)
    forkserver.ensure_running()
    if measured:
        os.environ[_MEASURED] = measured


@dataclass(frozen=True, slots=True)
class Life:
    """A running bot."""

    process: ForkServerProcess
    over: asyncio.Event

    @classmethod
    def begin(cls, orders: Any, live: Callable[[Any], None] = child.live) -> Life:  # noqa: ANN401 - what `live` takes
        """Start a bot by its orders."""
        _open_nursery()
        process, over = _NURSERY.Process(target=live, args=(orders,), daemon=True), asyncio.Event()
        process.start()
        asyncio.get_running_loop().add_reader(process.sentinel, over.set)
        return cls(process, over)

    async def is_over_within(self, seconds: float) -> bool:
        """Wait for its end, so many real seconds at most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)
        return self.over.is_set()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        assert self.process.pid
        child.send(self.process.pid, number)

    async def kill(self) -> int:
        """Kill it if it still lives; return its exit code, the negative signal where one ended it."""
        self.process.kill()
        await self.over.wait()
        asyncio.get_running_loop().remove_reader(self.process.sentinel)
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        assert code is not None
        return code
