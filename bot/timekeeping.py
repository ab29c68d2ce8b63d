"""What time it is when the clock of the machine jumps: it goes on as before until Slack says who is right."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

JUMP = timedelta(seconds=5)
"""By how much the clock may move against the time that has gone by without that being a jump."""
APART = timedelta(seconds=60)
"""By how much it may differ from Slack's."""
LOOK = 5.0
"""Seconds between two looks at the clock."""
ASK = 12
"""At every so manieth look Slack is asked what time it is; when the clock has jumped, at once."""
_log = structlog.get_logger()


class Timekeeper:
    """The time by which Caseclock works: that of the machine, as long as it is not proved wrong.

    `wall` is the machine's clock, `elapsed` the seconds that have gone by, which nobody can set. A clock that jumps is
    not followed: what would be early stays undone, and what is due is not put off. Slack's time decides.
    """

    def __init__(self, wall: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        self._wall = wall
        self._elapsed = elapsed
        self._zero = self._zero_for(wall())

    def _zero_for(self, moment: datetime) -> datetime:
        return moment - timedelta(seconds=self._elapsed())

    def now(self) -> datetime:
        """Return the time; small steps of the machine's clock are followed, jumps are not."""
        wall, own = self._wall(), self._own()
        if abs(wall - own) > JUMP:
            return own
        self._zero = self._zero_for(wall)
        return wall

    def _own(self) -> datetime:
        return self._zero + timedelta(seconds=self._elapsed())

    @property
    def has_jumped(self) -> bool:
        """Whether the machine's clock is not followed."""
        return abs(self._wall() - self._own()) > JUMP

    def told(self, slack: datetime) -> timedelta | None:
        """Take Slack's word for what time it is.

        Return by how much the machine's clock is ahead, where it is wrong; `None` where it is right.
        """
        ahead = self._wall() - slack
        if abs(ahead) <= APART:
            self._zero = self._zero_for(self._wall())
            return None
        if abs(self._own() - slack) > APART:
            self._zero = self._zero_for(slack)
        return ahead


async def look(client: AsyncWebClient, keeper: Timekeeper) -> None:
    """Ask Slack what time it is, and say so where the machine's clock is wrong; without an answer nothing changes."""
    with suppress(SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError):
        answer = await client.auth_test()
        ahead = keeper.told(parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC))
        if ahead is not None:
            _log.error("the clock of this machine is wrong: set it right", number=round(ahead.total_seconds()))


async def keep(client: AsyncWebClient, keeper: Timekeeper, wake: Callable[[], None]) -> None:
    """Watch the clock until cancelled; `wake` is called when it jumps, since whoever sleeps by it may oversleep."""
    never, looks, had_jumped = asyncio.Event(), 0, False
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(never.wait(), LOOK)
        looks += 1
        if looks % ASK == 0 or keeper.has_jumped is not had_jumped:
            had_jumped = keeper.has_jumped
            wake()
            await look(client, keeper)
