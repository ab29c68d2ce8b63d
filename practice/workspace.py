"""The workspace: who and what is there, what was said, and what everybody sees of it."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from practice import description, events, posting
from practice.channels import Channel
from practice.errors import SlackError
from practice.faults import Faults
from practice.feed import Feed
from practice.ledger import Ledger
from practice.member import Member
from practice.messages import Message, Timeline
from practice.payload import Json
from practice.rates import Rates
from practice.responses import ResponseAddresses
from practice.schedule import Schedule
from practice.socket_mode import Hub
from practice.triggers import Triggers
from practice.uploads import Uploads
from practice.views import Views

LOOK_AGAIN = 0.02
"""Real seconds between two looks while nothing happens in the workspace: what is waited for may lie outside it."""


@dataclass(slots=True)
class Ids:
    """Ids that never repeat, with the letter that Slack puts before each sort."""

    given: int = 0

    def next(self, prefix: str) -> str:
        self.given += 1
        return f"{prefix}{self.given:09X}" if prefix else f"{self.given:09d}"


@dataclass(slots=True)
class Screens:
    """What people have before them: how far each has read a channel, and what he has entered in a message's fields."""

    read_until: dict[tuple[str, str], str] = field(default_factory=dict)
    entered: dict[tuple[str, str, str], Json] = field(default_factory=dict)


class Workspace:
    """A Slack workspace with one app. `clock` is its time and may travel; `elapsed` (seconds) only goes on."""

    def __init__(
        self,
        start: description.Description,
        clock: Callable[[], datetime],
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self.next_id = Ids().next
        self.url = "http://practice.invalid"
        self.app = start.app
        self.people = {person.id: person for person in start.people}
        self.channels = {channel.id: channel for channel in start.channels}
        self.user_groups = {group.id: group for group in start.user_groups}
        self.timeline = Timeline(clock)
        self.views = Views(self.next_id, self.timeline.next_ts)
        self.triggers = Triggers(elapsed, self.next_id)
        self.responses = ResponseAddresses(clock, self.next_id)
        self.schedule = Schedule()
        self.uploads = Uploads(self.next_id)
        self.rates = Rates(clock)
        self.faults = Faults()
        self.ledger = Ledger()
        self.feed = Feed()
        self.hub = Hub(start.app.id, self.next_id, self.feed.tell, partial(self._overhear, "ack"))
        self.screens = Screens()
        for person in start.people:
            self._open_dm(person.id)

    def _overhear(self, name: str, sent: Json) -> None:
        self.ledger.overhear(name, sent)

    def wait_longer(self, seconds: float) -> None:
        """Give the app more time to answer than Slack does, where the machine is busy and speed is not the question."""
        self.hub.patience = self.triggers.lifetime = seconds

    @classmethod
    def from_toml(cls, path: Path = description.DEFAULT, *, clock: Callable[[], datetime]) -> "Workspace":
        """The workspace that a description file describes."""
        return cls(description.read(path), clock)

    @property
    def now(self) -> float:
        """The workspace's time in seconds since 1970."""
        return self.clock().timestamp()

    @property
    def names(self) -> dict[str, str]:
        """What each person's and channel's id is called on the screen."""
        people = {person.id: person.name for person in self.people.values()}
        return people | {channel.id: f"#{channel.name}" for channel in self.channels.values() if channel.kind != "im"}

    def member(self, user: str) -> Member:
        """What this person can do and see."""
        return Member(self, self.people[user])

    def dm(self, user: str) -> Channel | None:
        """The DM between this person and the bot; the bot has none with itself or with other bots."""
        return next((each for each in self.channels.values() if each.kind == "im" and each.with_user == user), None)

    def visible_to(self, user: str) -> list[Channel]:
        """The conversations that this person is in."""
        return [channel for channel in self.channels.values() if user in channel.members]

    def audience(self, message: Message) -> tuple[str, ...]:
        """Who sees a message."""
        return (message.only_for,) if message.only_for else tuple(self.channels[message.channel].members)

    def put(self, message: Message) -> Message:
        """Say something: it stands on the timeline, pages show it, and the app hears of it."""
        self.timeline.add(message)
        self.screens.read_until[message.user, message.channel] = message.ts
        self._tell("message", message)
        events.said(self, message)
        return message

    def changed(self, message: Message) -> None:
        """A message was changed in place."""
        self._tell("changed", message)

    def remove(self, message: Message) -> None:
        """Take a message away."""
        self.timeline.remove(message)
        self._tell("deleted", message)

    def join(self, channel: Channel, user: str) -> None:
        """A person or the bot comes into a channel."""
        if user not in channel.members:
            channel.members.append(user)
            events.joined(self, channel, user)
            self.feed.tell({"type": "people"})

    def leave(self, channel: Channel, user: str) -> None:
        """A person or the bot goes, or is removed."""
        channel.members.remove(user)
        self.feed.tell({"type": "people"})

    def deactivate(self, user: str) -> None:
        """The account is closed, and its DM with it."""
        self.people[user].deleted = True
        dm = self.dm(user)
        if dm is not None:
            dm.is_archived = True
        self.feed.tell({"type": "people"})

    def do_not_disturb(self, user: str, starts: str, ends: str) -> None:
        """Somebody's telephone stays silent every day between these hours of their own ("22:00", "07:00")."""
        self.people[user].dnd_starts, self.people[user].dnd_ends = starts, ends

    def catch_up(self) -> None:
        """Post the scheduled messages whose time has come."""
        for waiting in self.schedule.due(self.now):
            channel = self.channels[waiting.channel]
            if channel.is_archived or self.app.bot_user not in channel.members:
                continue
            message = posting.say(self, channel, posting.draft(waiting.arguments))
            posting.record(self, "chat.scheduleMessage:posted", message, waiting.arguments)

    async def until(self, holds: Callable[[], object], within: float = 20.0) -> None:
        """Wait until something holds, looking again whenever anything happens here; TimeoutError after real seconds."""
        async with asyncio.timeout(within):
            while not holds():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.feed.moves(), LOOK_AGAIN)

    def conversation(self, channel_id: str) -> Channel:
        """A conversation that the bot may see, a public one or one that it is in; SlackError channel_not_found."""
        channel = self.channels.get(channel_id)
        if channel is None or (channel.kind != "channel" and self.app.bot_user not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def _open_dm(self, user: str) -> None:
        person = self.people[user]
        if not person.is_bot:
            channel = Channel(f"D{user[1:]}", "", "im", with_user=user, members=[self.app.bot_user, user])
            self.channels[channel.id] = channel

    def _tell(self, kind: str, message: Message) -> None:
        event: Json = {"type": kind, "channel": message.channel, "ts": message.ts}
        self.feed.tell(event, *self.audience(message))
