"""How fast Slack takes messages: one a second a channel, and a pause where it asks for one."""

from __future__ import annotations

from datetime import datetime, timedelta

EVERY = timedelta(seconds=1)
"""Slack takes about one message a second in a channel."""
_REMEMBERED = timedelta(minutes=5)
"""How long is remembered when somebody was served last."""


class Pace:
    """When the next message to each recipient may go. One process's memory; Slack's own refusals correct it."""

    def __init__(self) -> None:
        self._free: dict[str, datetime] = {}
        self._served: dict[str, datetime] = {}

    def used(self, recipient: str, now: datetime) -> None:
        """Note that something was sent to `recipient` at `now`."""
        self.pause(recipient, now, EVERY)

    def pause(self, recipient: str, now: datetime, length: timedelta) -> None:
        """Send nothing to `recipient` for `length`."""
        self._free[recipient] = now + length

    def served(self, recipient: str, now: datetime) -> None:
        """Note that a message to `recipient` was handled at `now`, whatever came of it."""
        self._served[recipient] = now

    def is_served(self, recipient: str, since: datetime) -> bool:
        """Whether a message to `recipient` was handled since a moment, or none may be sent to them yet."""
        known = (self._free.get(recipient), self._served.get(recipient))
        return any(at is not None and at >= since for at in known)

    def free(self, recipient: str, now: datetime) -> datetime:
        """Return from when on `recipient` may be sent something, never before `now`."""
        return max(self._free.get(recipient, now), now)

    def busy(self, now: datetime) -> set[str]:
        """Return who has to wait; what is past is forgotten."""
        self._served = {who: at for who, at in self._served.items() if at > now - _REMEMBERED}
        self._free = {recipient: until for recipient, until in self._free.items() if until > now}
        return set(self._free)
