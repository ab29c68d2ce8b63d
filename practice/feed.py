"""What the page hears as it happens: one queue for each open page."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from practice.payload import Json


class Feed:
    """Tells open pages that something changed for their person; what changed they fetch."""

    def __init__(self) -> None:
        self._open: list[tuple[str, asyncio.Queue[Json]]] = []
        self._next = asyncio.Event()

    @contextmanager
    def listen(self, user: str) -> Iterator[asyncio.Queue[Json]]:
        """The events for this person, until the page is closed."""
        line = (user, asyncio.Queue[Json]())
        self._open.append(line)
        try:
            yield line[1]
        finally:
            self._open.remove(line)

    def tell(self, event: Json, *users: str) -> None:
        """Tell these people's pages; without names, everybody's."""
        for user, queue in self._open:
            if not users or user in users:
                queue.put_nowait(event)
        self._next.set()
        self._next = asyncio.Event()

    async def moves(self) -> None:
        """Wait until anything happens."""
        await self._next.wait()
