"""Tells an address outside that the auditor is content: when it is called no more, somebody there raises the alarm."""

from __future__ import annotations

from datetime import datetime, timedelta

import aiohttp
import structlog

EVERY = timedelta(minutes=1)
"""How often the address is called at most: whoever watches over it counts in minutes."""
_SOON = timedelta(seconds=1)
"""By how much a call may come early: audits come every twenty seconds, and not to the millisecond."""
_PATIENCE = aiohttp.ClientTimeout(total=5)
_FAILED = 400
_log = structlog.get_logger()


class Pulse:
    """Calls an address; whatever comes of that stops nothing, it is only logged."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._called: datetime | None = None

    async def beat(self, now: datetime) -> None:
        """Call the address, if that was not done in the last minute."""
        if self._called is not None and timedelta() <= now - self._called < EVERY - _SOON:
            return
        self._called = now
        try:
            async with (
                aiohttp.ClientSession(timeout=_PATIENCE) as session,
                session.get(self._address, allow_redirects=False) as answer,
            ):
                if answer.status >= _FAILED:
                    _log.warning("the heartbeat address did not take it", number=answer.status)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            _log.warning("the heartbeat address was not reached", error=type(error).__name__)
