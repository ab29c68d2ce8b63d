"""What can go wrong between an app and Slack: injected by tests for the next calls of a method."""

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field, replace

from practice.errors import SlackError


@dataclass(frozen=True, slots=True)
class Fault:
    """How one call goes wrong. `accepts`: Slack does what it was asked although the app never hears of it."""

    accepts: bool = False
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    keeps: int | None = None
    drops: bool = False
    waits: asyncio.Event | None = None
    seconds: float | None = None

    def after_accepting(self) -> "Fault":
        """The same, but after Slack did what it was asked."""
        return replace(self, accepts=True)

    async def delay(self) -> None:
        """Wait as long as the fault says; does nothing for a fault that answers at once."""
        if self.waits is None:
            return
        try:
            await asyncio.wait_for(self.waits.wait(), self.seconds)
        except TimeoutError:
            return

    def spoil(self, body: str) -> str:
        """What the app receives in place of the true body."""
        return (self.body if self.body is not None else body)[: self.keeps]

    @property
    def answers_truly(self) -> bool:
        """Only the time is wrong: the call is made and its true answer given."""
        return self.waits is not None


def rate_limited(retry_after: str | None = "1") -> Fault:
    """429 with this Retry-After, which may be long, a date, negative or missing."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Fault(status=429, headers=headers, body=json.dumps({"ok": False, "error": "ratelimited"}))


def status(code: int) -> Fault:
    """A gateway's 500, 502, 503 or 504."""
    return Fault(status=code, body="<html><body>Bad gateway</body></html>")


def html() -> Fault:
    """200 with a page instead of JSON."""
    return Fault(body="<!DOCTYPE html><html><body>Slack is having trouble</body></html>")


def cut_json() -> Fault:
    """Slack did it, but the answer breaks off."""
    return Fault(accepts=True, keeps=12)


def dropped() -> Fault:
    """The connection ends before Slack looked at the call; `.after_accepting()` for the other case."""
    return Fault(drops=True)


def error(code: str) -> Fault:
    """An answer with ok=false and this error."""
    return Fault(body=json.dumps(SlackError(code).answer()))


def delayed(seconds: float) -> Fault:
    """The true answer, so many real seconds late; `.after_accepting()`: the deed at once, the answer late."""
    return Fault(waits=asyncio.Event(), seconds=seconds)


def held(until: asyncio.Event) -> Fault:
    """The true answer, once the test sets the event."""
    return Fault(waits=until)


class Faults:
    """The faults in waiting, by method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of this method go wrong like this."""
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault for the call that just came in, if there is one."""
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None
