"""response_url: five uses in thirty minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice.errors import SlackError

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass(slots=True)
class ResponseAddress:
    """Where an app may answer an interaction: `ts` is the message in which it happened, if it was in one."""

    channel: str
    user: str
    born: datetime
    ts: str | None = None
    uses: int = 0


class ResponseAddresses:
    """All that were handed out."""

    def __init__(self, clock: Callable[[], datetime], next_id: Callable[[str], str]) -> None:
        self._clock = clock
        self._next_id = next_id
        self._given: dict[str, ResponseAddress] = {}

    def give(self, channel: str, user: str, ts: str | None = None) -> str:
        """A new path under /response/."""
        path = self._next_id("r")
        self._given[path] = ResponseAddress(channel, user, self._clock(), ts)
        return path

    def use(self, path: str) -> ResponseAddress:
        """Count one use; SlackError when it is unknown, too old or used up."""
        address = self._given.get(path)
        if address is None:
            raise SlackError("invalid_url")
        if self._clock() - address.born > LIFETIME:
            raise SlackError("expired_url")
        if address.uses >= USES:
            raise SlackError("used_url")
        address.uses += 1
        return address
