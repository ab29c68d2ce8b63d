"""What this process may send: it is leased for seconds, renewed while the process works, and lost when it is halted."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.context import House
from casework.errors import NotSaved
from storage import leases
from storage.outbox import Claimed

LEASE = timedelta(seconds=10)
"""How long a message belongs to a process that no longer says that it lives: then another takes it over."""
RENEWAL = timedelta(seconds=2.5)
"""How often a process says that it lives, for what it is sending."""
MARGIN = timedelta(seconds=5)
"""What must be left of a lease when something is posted.

A process that was held up for longer posts nothing late. It also covers what the post takes on its way to Slack, and by
how much the clocks of two machines may differ.
"""
_log = structlog.get_logger()


class Leases:
    """The messages that this process has claimed and has not done with, and until when they are its own."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._held: dict[str, int] = {}
        self._until: dict[str, datetime] = {}

    def hold(self, claimed: Claimed) -> None:
        """Renew the lease of a message from now on."""
        self._held[claimed.key] = claimed.lease
        self._until[claimed.key] = claimed.leased_until

    def let_go(self, claimed: Claimed) -> None:
        """Renew it no longer."""
        del self._held[claimed.key], self._until[claimed.key]

    def is_ours(self, claimed: Claimed) -> bool:
        """Whether enough of the lease is left for a post."""
        return self._house.clock() <= self._until[claimed.key] - MARGIN

    async def secured(self, claimed: Claimed) -> bool:
        """Whether enough of the lease is left, renewed first where the machine was too slow for it.

        `False` where another process has claimed it since, or the database does not answer.
        """
        if not self.is_ours(claimed):
            await self.renew()
        return self.is_ours(claimed)

    async def renew(self) -> None:
        """Say that this process lives; a lease counts as renewed once that is durable, and not before."""
        held, until = dict(self._held), self._house.clock() + LEASE
        try:
            ours = await self._house.store.write(lambda t: leases.renew(t, held, until))
        except NotSaved:
            _log.warning("leases not renewed")
            return
        self._until |= {key: until for key in ours if self._held.get(key) == held[key]}
