"""Whether Slack is heard: a connection that looks alive and brings nothing is made anew."""

from __future__ import annotations

import asyncio

import structlog
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.incidents import origin

PING = 5
"""Seconds between two pings: a connection that swallows them is given up after 7.5 and made anew after 10."""
QUIET = 300.0
"""Seconds without a word from Slack after which the connection is made anew.

Pings are answered by Slack's edge, not by what delivers events: that they come back proves nothing. A quiet team and a
dead connection look the same from here, and a new connection costs a quarter of a second.
"""
_log = structlog.get_logger()


async def keep(client: SocketModeClient) -> None:
    """Take a new connection whenever nothing was heard for `QUIET`; runs until it is cancelled."""
    heard = asyncio.Event()

    async def hear(*_frame: object) -> None:
        heard.set()

    client.message_listeners.append(hear)
    while True:
        try:
            # `wait_for` would swallow a cancellation that comes with a word from Slack, and the bot would never stop.
            async with asyncio.timeout(QUIET):
                await heard.wait()
            heard.clear()
        except TimeoutError:
            _log.warning("nothing heard from Slack: the connection is made anew")
            await _connect_anew(client)


async def _connect_anew(client: SocketModeClient) -> None:
    try:
        await client.connect_to_new_endpoint(force=True)
    except Exception as error:  # noqa: BLE001 - whatever it was, the next silence is another try
        _log.warning("no new connection", error=type(error).__name__, at=origin(error))
