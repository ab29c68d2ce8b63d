"""How fast Slack takes messages: one a second a channel, and a pause where it asks for one."""

from __future__ import annotations

from datetime import datetime, timedelta

EVERY = timedelta(seconds=1)
"""Slack takes about one message a second in a channel."""


class Pace:
    """When the next message to each recipient may go. One process's memory; Slack's own refusals correct it."""

    def __init__(self) -> None:
        self._free: dict[str, datetime] = {}

    def used(self, recipient: str, now: datetime) -> None:
        """Note that something was sent to `recipient` at `now`."""
        self.pause(recipient, now, EVERY)

    def pause(self, recipient: str, now: datetime, length: timedelta) -> None:
        """Send nothing to `recipient` for `length`."""
        self._free[recipient] = now + length

    def free(self, recipient: str, now: datetime) -> datetime:
        """Return from when on `recipient` may be sent something, never before `now`."""
        return max(self._free.get(recipient, now), now)

    def busy(self, now: datetime) -> set[str]:
        """Return who has to wait; what is past is forgotten."""
        self._free = {recipient: until for recipient, until in self._free.items() if until > now}
        return set(self._free)
