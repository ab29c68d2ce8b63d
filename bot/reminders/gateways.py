"""What goes beyond Slack, handed to its gateway: e-mail, text messages and what else Apprise reaches."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from threading import Thread
from typing import Any

from bot.reminders import addresses
from bot.reminders.delivery import Place, looks
from bot.reminders.outcomes import Doubtful, HeldUp, Outcome, Posted, Unreachable, Withdrawn
from bot.views.undelivered import REFUSED, SILENT
from storage.outbox import Claimed

_PATIENCE = 8.0
"""Seconds that a message may take on its way to a gateway, and that the gateway may take for each of its answers."""


class Gateways:
    """Hands messages over to gateways, each in a thread of its own: a slow one holds up no other, and no end.

    `find_address` returns the address behind a recipient, or `None` where there is none any more. `observe` is told the
    name of each step as it is reached: handing over, handed over (the gateway has answered).
    """

    def __init__(self, find_address: Callable[[str], Awaitable[str | None]], observe: Callable[[str], None]) -> None:
        self._find_address = find_address
        self._observe = observe

    async def post(
        self, place: Place, payload: dict[str, Any], _claimed: Claimed, is_ours: Callable[[], bool]
    ) -> Outcome:
        """Hand a message over; no gateway takes a key by which it could be found again.

        Nothing that Apprise says proves that a message was not taken: a connection may have ended after it was.
        """
        address = await self._find_address(place.recipient)
        if address is None:
            return Withdrawn()
        if not is_ours():
            return HeldUp()
        self._observe("handing over")
        try:
            is_taken = await asyncio.wait_for(_sent(address, payload["text"]), _PATIENCE)
        except TimeoutError:
            return Doubtful(SILENT)
        self._observe("handed over")
        return Posted(place.recipient, "", looks(payload)) if is_taken else Doubtful(REFUSED)

    async def find(self, _place: Place, _key: str, _oldest: float) -> Outcome:
        """Say that nothing can be looked up where it went: it is said once more, as what may be a repeat."""
        return Unreachable(SILENT)


async def _sent(address: str, text: str) -> bool:
    """Hand a message over in a thread that nobody waits for when the process ends."""
    loop, sent = asyncio.get_running_loop(), asyncio.Event()
    taken: list[bool] = []

    def send() -> None:
        try:
            taken.append(addresses.send(address, text, _PATIENCE))
        finally:
            with suppress(RuntimeError):
                # The loop may be closed by then.
                loop.call_soon_threadsafe(sent.set)

    Thread(target=send, name="gateway", daemon=True).start()
    await sent.wait()
    return bool(taken) and taken[0]
