"""Messages that an app scheduled: up to 120 days ahead, 30 for one channel in five minutes."""

from collections.abc import Iterator
from dataclasses import dataclass

from practice.errors import SlackError

FURTHEST = 120 * 24 * 3600
"""Seconds ahead."""
MOST_IN_A_SPAN = 30
SPAN = 300
"""Seconds."""
TOO_LATE = 60
"""Seconds before its time in which a message can no longer be taken back."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One message in waiting; `posts_at` in seconds since 1970. With metadata it never posts: Slack says so itself."""

    id: str
    channel: str
    posts_at: int
    created: int
    arguments: dict[str, object]

    @property
    def never_posts(self) -> bool:
        """It carries metadata."""
        return self.arguments.get("metadata") is not None


class Schedule:
    """What is in waiting."""

    def __init__(self) -> None:
        self._waiting: dict[str, Scheduled] = {}

    def __iter__(self) -> Iterator[Scheduled]:
        return iter(sorted(self._waiting.values(), key=lambda each: (each.posts_at, each.id)))

    def add(self, message: Scheduled) -> None:
        """Keep a message until its time; SlackError when that is past, too far or too crowded."""
        ahead = message.posts_at - message.created
        if ahead <= 0:
            raise SlackError("time_in_past")
        if ahead > FURTHEST:
            raise SlackError("time_too_far")
        near = [
            each for each in self if each.channel == message.channel and abs(each.posts_at - message.posts_at) < SPAN
        ]
        if len(near) >= MOST_IN_A_SPAN:
            raise SlackError("restricted_too_many")
        self._waiting[message.id] = message

    def remove(self, channel: str, message_id: str, now: float) -> None:
        """Take a message back; SlackError when it is not there or posts within a minute of `now`."""
        message = self._waiting.get(message_id)
        if message is None or message.channel != channel or message.posts_at - now < TOO_LATE:
            raise SlackError("invalid_scheduled_message_id")
        del self._waiting[message_id]

    def due(self, now: float) -> list[Scheduled]:
        """Take out what was to be posted by `now` (seconds since 1970); gives what Slack really posts of it."""
        due = [each for each in self if each.posts_at <= now]
        for each in due:
            del self._waiting[each.id]
        return [each for each in due if not each.never_posts]
