"""Triggers: three seconds in which an app may open one view, once."""

from collections.abc import Callable
from dataclasses import dataclass

from practice.errors import SlackError

LIFETIME = 3.0
"""Seconds."""


@dataclass(slots=True)
class Trigger:
    """A person's leave to open a view; `view_id` is the view in which he acted, if it was in one."""

    user: str
    born: float
    view_id: str | None = None
    used: bool = False


class Triggers:
    """All triggers that were handed out. `elapsed` is a monotonic clock in seconds: time travel does not age them."""

    def __init__(self, elapsed: Callable[[], float], next_id: Callable[[str], str]) -> None:
        self.lifetime = LIFETIME
        self._elapsed = elapsed
        self._next_id = next_id
        self._triggers: dict[str, Trigger] = {}

    def give(self, user: str, view_id: str | None = None) -> str:
        """A new trigger_id for what this person just did."""
        trigger_id = f"{self._next_id('')}.{user}.trigger"
        self._triggers[trigger_id] = Trigger(user, self._elapsed(), view_id)
        return trigger_id

    def look(self, trigger_id: str) -> Trigger:
        """The trigger, if it may still be exchanged; SlackError says why not."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._elapsed() - trigger.born > self.lifetime:
            raise SlackError("expired_trigger_id")
        return trigger
