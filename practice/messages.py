"""Messages and the timeline on which they stand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from practice.description import App
from practice.payload import Json


@dataclass(slots=True)
class Message:
    """One message; `only_for` is the person who alone sees an ephemeral one."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    only_for: str | None = None
    from_app: bool = False
    broadcast: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        """It stands in a thread and not in the channel itself."""
        return self.thread_ts not in (None, self.ts) and not self.broadcast


class Timeline:
    """Every message of every conversation, each under a ts that no other has."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last = 0
        self._messages: dict[str, dict[str, Message]] = {}

    def next_ts(self) -> str:
        """A ts of now; Slack's never repeat and never go back."""
        self._last = max(self._last + 1, microseconds(self._clock()))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        """Put a message at the end of its conversation."""
        self._messages.setdefault(message.channel, {})[message.ts] = message
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with this ts, if it is there."""
        return self._messages.get(channel, {}).get(ts)

    def remove(self, message: Message) -> None:
        """Take a message away; its ts is not used again."""
        self._messages[message.channel].pop(message.ts, None)

    def of(self, channel: str) -> Iterator[Message]:
        """The messages of a conversation, oldest first, replies and ephemeral ones included."""
        yield from tuple(self._messages.get(channel, {}).values())

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A message and the replies to it, oldest first."""
        return [each for each in self.of(channel) if ts in (each.ts, each.thread_ts) and each.only_for is None]


def microseconds(moment: datetime) -> int:
    """Whole microseconds since 1970."""
    return round(moment.timestamp() * 1_000_000)


def as_message(app: App, message: Message) -> Json:
    """Slack's message object, as history, events and interactions show it, without metadata."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": app.team_id,
        "blocks": message.blocks,
    }
    if message.from_app:
        profile = {"id": app.bot_id, "app_id": app.id, "name": app.name, "team_id": app.team_id, "deleted": False}
        shown |= {"bot_id": app.bot_id, "app_id": app.id, "bot_profile": profile}
    kept = {"thread_ts": message.thread_ts, "edited": message.edited, "files": message.files}
    shown |= {name: each for name, each in kept.items() if each}
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    return shown
