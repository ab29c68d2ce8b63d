"""A story: people in a workspace, time that passes, and what they are told; what nobody reads fails it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.stories import words
from tests.stories.people import CANARY, Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practice import Message
    from tests.stories.installation import Installation
    from tests.stories.screen import Screen

_PEOPLE = {
    "officer": "U0OFFICER1",
    "second officer": "U0OFFICER2",
    "sergeant": "U0SERGEANT1",
    "inspector": "U0INSPECTOR1",
    "southern officer": "U0OFFICER3",
    "southern sergeant": "U0SERGEANT2",
    "southern inspector": "U0INSPECTOR2",
    "auditor": "U0AUDITOR",
    "admin": "U0ADMIN",
    "guest": "U0GUEST",
    "stranger": "U0STRANGER",
}
_REFERENCE = re.compile(r"CC-\d\d-\d{5}")
_DIGEST = re.compile(r"(Late: )?OCSAE \w+, \w{3} \d+ \w{3}: ")
_CARD = "Why then?"
_ON_DUTY = "#ocsae-duty"
_TOO_FAST = {"ratelimited"}
"""Slack asks for a pause when a case with many messages is redrawn, and gets it."""
_SAYING = ("chat.postMessage", "chat.update", "chat.postEphemeral", "chat.scheduleMessage")
"""What others may see; an answer to a command goes to the one who typed it, and quotes it."""


class Story:
    """What happens in a workspace, and what is said there."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self._read: set[tuple[str, str]] = set()
        self._now = installation.travel.now()
        self.digests: list[Message] = []
        self.refusals_expected = set(_TOO_FAST)
        self._people = {name: Person(self, installation.workspace.member(slack)) for name, slack in _PEOPLE.items()}
        self.officer = self._people["officer"]
        self.second_officer = self._people["second officer"]
        self.sergeant = self._people["sergeant"]
        self.inspector = self._people["inspector"]
        self.southern_officer = self._people["southern officer"]
        self.southern_sergeant = self._people["southern sergeant"]
        self.auditor = self._people["auditor"]
        self.admin = self._people["admin"]
        self.guest = self._people["guest"]
        self.stranger = self._people["stranger"]

    def person(self, slack: str) -> Person:
        """Return who has this Slack id."""
        return next(person for person in self._people.values() if person.slack == slack)

    @property
    def now(self) -> datetime:
        """The present moment of the story; the seconds that messages waited for each other are left out."""
        return self._now

    async def time_passes(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let time go by, with everything that happens in it."""
        self._now += timedelta(days=days, hours=hours, minutes=minutes)
        await self.installation.go_to(self._now)
        self._collect_digests()

    async def time_passes_until(self, moment: str) -> None:
        """Let time go by until "2026-11-03 21:12" in London."""
        await self.time_passes(days=(words.london(moment) - self._now) / timedelta(days=1))

    async def caseclock_is_down(self, *, days: float = 0, hours: float = 0) -> None:
        """Stop the bot for a while, then start it again: Slack says meanwhile that it is silent."""
        self._now += timedelta(days=days, hours=hours)
        await self.installation.stop()
        self.installation.let_time_go_by(self._now - self.installation.travel.now())
        self.expect(_ON_DUTY, "Caseclock has not checked in since")
        await self.installation.start()
        self.expect(_ON_DUTY, "Caseclock is back since")
        self._collect_digests()

    async def caseclock_starts_anew(self) -> None:
        """Stop the bot and start it at once, before anybody could notice."""
        await self.installation.stop()
        await self.installation.start()

    def expect(self, place: str, *wanted: str, at: str = "") -> Message:
        """Read the next unread message in a place that says all of `wanted`, at `at` ("Tue 3 Nov 09:12") if given."""
        for message in self.unread(place):
            if _says(message, wanted) and at in words.clock(words.sent_at(message)):
                self.has_read([message])
                return message
        raise AssertionError(f"{place} was not told {' + '.join(wanted)} {at}\n{self.transcript()}")

    def expect_silence(self) -> None:
        """Fail when anything was said that nobody read."""
        assert not self.unread(), f"somebody was told what nobody expected\n{self.transcript()}"

    def reads_on(self, place: str, *wanted: str) -> list[Message]:
        """Read every unread message in a place, each of which says all of `wanted`: what is said again and again."""
        messages = self.unread(place)
        for message in messages:
            assert _says(message, wanted), f"{place} was told something else\n{self.transcript()}"
        self.has_read(messages)
        return messages

    def message(self, reference: str, place: str) -> Message:
        """Return the card of a case that stands in a place."""
        there = [message for message in self._said_in(place) if _is_card(message, reference)]
        assert there, f"{place} has no card of {reference}\n{self.transcript()}"
        return there[0]

    def card(self, reference: str, place: str) -> str:
        """Return what the card of a case in a place says now."""
        return words.said(self.message(reference, place))

    def says(self, message: Message) -> str:
        """Return what a message says now."""
        return words.said(message)

    def moment(self, message: Message) -> str:
        """Return when a message was sent: "Tue 3 Nov 09:12"."""
        return words.clock(words.sent_at(message))

    def unread(self, place: str = "") -> list[Message]:
        """Return what was said and not yet read, the earliest first."""
        return [message for message in self._said_in(place) if (message.channel, message.ts) not in self._read]

    def has_read(self, messages: Iterable[Message]) -> None:
        """Count messages as read."""
        self._read.update((message.channel, message.ts) for message in messages)

    def channel_of(self, person: Screen) -> str:
        """The channel of somebody's team."""
        return "#ocsae-south" if person in (self.southern_officer, self.southern_sergeant) else "#ocsae-north"

    def called(self, person: Screen) -> str:
        """Return what the story calls somebody's conversation with Caseclock."""
        return next(f"@{name}" for name, known in self._people.items() if known is person)

    def logged_in(self, window: str) -> str:
        """Return the reference that the window after logging shows."""
        found = _REFERENCE.search(window)
        assert found, f"no reference in: {window}"
        return found[0]

    async def ends(self) -> None:
        """Demand what every story owes: silence, a sound journal, nothing refused, twice or given away."""
        self.expect_silence()
        assert await self.installation.verified() is None
        assert await self.installation.is_as_it_should_be(), "the auditor found something wrong"
        ledger = self.installation.workspace.ledger
        refused = [(refusal.method, refusal.error, refusal.messages) for refusal in ledger.refusals]
        assert not [refusal for refusal in refused if refusal[1] not in self.refusals_expected]
        assert not ledger.sent_twice(), self.transcript()
        for entry in ledger.of(*_SAYING):
            shown = f"{entry.text} {entry.blocks} {entry.metadata}"
            assert CANARY not in shown, f"given away by {entry.method}: {shown}"

    def transcript(self) -> str:
        """Return all that Caseclock said, with a dot before what nobody has read."""
        unread = {(message.channel, message.ts) for message in self.unread()}
        lines = [
            f"{'•' if (message.channel, message.ts) in unread else ' '} {words.clock(words.sent_at(message))}"
            f" {self._where(message):18} {words.said(message).splitlines()[0]}"
            for message in self._said_in("")
        ]
        return "\n".join(["what was said (• unread):", *lines])

    def _said_in(self, place: str) -> list[Message]:
        timeline, channels = self.installation.workspace.timeline, self.installation.workspace.channels
        found = [message for channel in channels for message in timeline.of(channel) if message.from_app]
        return sorted((each for each in found if place in ("", self._where(each))), key=lambda each: float(each.ts))

    def _where(self, message: Message) -> str:
        channel = self.installation.workspace.channels[message.channel]
        if channel.kind != "im":
            return f"#{channel.name}"
        return next((f"@{name}" for name, slack in _PEOPLE.items() if slack == channel.with_user), channel.with_user)

    def _collect_digests(self) -> None:
        digests = [message for message in self.unread() if _DIGEST.match(message.text)]
        self.digests += digests
        self.has_read(digests)


def _says(message: Message, wanted: tuple[str, ...]) -> bool:
    text = words.said(message).casefold()
    return all(part.casefold() in text for part in wanted)


def _is_card(message: Message, reference: str) -> bool:
    return reference in message.text and _CARD in words.labels(message)
