"""Everything that the app did and everything that it was refused, in order: what tests ask "sent twice?"."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from practice.payload import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted deed of the app: `at` is the workspace's time as a ts, `user` the person for whom alone it was."""

    method: str
    channel: str = ""
    ts: str = ""
    at: str = ""
    user: str = ""
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    arguments: Json = field(default_factory=dict)

    @property
    def key(self) -> str | None:
        """The metadata's payload as one string: the same key twice is the same message twice."""
        return json.dumps(self.metadata["event_payload"], sort_keys=True) if self.metadata else None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One call that Slack refused, with its error and Slack's words about it."""

    method: str
    error: str
    messages: tuple[str, ...]
    arguments: Json


class Ledger:
    """The record of a workspace. It only grows."""

    POSTS = ("chat.postMessage", "chat.scheduleMessage:posted", "response_url", "files.completeUploadExternal")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.refusals: list[Refusal] = []
        self.overhear: Callable[[str, Json], None] = _nobody
        """Told of every call by its method, before anybody looks whether it is good; of acknowledgements as "ack"."""

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def of(self, *methods: str) -> list[Entry]:
        """What the app did by these methods."""
        return [entry for entry in self.entries if entry.method in methods]

    def posts(self, channel: str | None = None) -> list[Entry]:
        """Every message that the app posted for good, updates and ephemeral ones left out."""
        return [entry for entry in self.of(*self.POSTS) if channel in (None, entry.channel)]

    def sent_twice(self) -> list[str]:
        """The keys that were posted more than once."""
        counted = Counter(entry.key for entry in self.posts() if entry.key)
        return [key for key, times in counted.items() if times > 1]


def _nobody(_name: str, _sent: Json) -> None:
    """Nobody listens."""
