"""One message to Slack and what came of it: posted, refused, to be tried again, or not known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.reminders.accounts import Accounts
from bot.reminders.outcomes import TROUBLE, Absent, Doubtful, HeldUp, Outcome, Posted, not_posted, read
from bot.reminders.undisturbed import Undisturbed
from storage.outbox import Claimed

EVENT = "caseclock"
_PAGES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: to a channel or a person, and there perhaps into a thread."""

    recipient: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of ours as Slack shows it: its key, what it says (`storage.marks`), where it stands, its text."""

    key: str
    says: tuple[str, ...]
    ts: str
    text: str


class Post:
    """Posts, updates and finds messages; never tries again by itself, so that doubt is always known as doubt."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self.accounts = Accounts(client)
        self.undisturbed = Undisturbed(client)
        self._rooms: dict[str, str] = {}

    async def post(
        self, place: Place, payload: dict[str, Any], claimed: Claimed, is_ours: Callable[[], bool]
    ) -> Outcome:
        """Post a new message to a channel, a person or a thread, with its opaque key and marks in Slack's metadata.

        `is_ours` is asked last of all: opening the conversation may take so long that another process takes over.
        """
        try:
            room = await self.room(place.recipient)
        except TROUBLE as error:
            return not_posted(read(error))
        if not is_ours():
            return HeldUp()
        stamp = {"key": claimed.key, "says": " ".join(claimed.says)}
        metadata = {"event_type": EVENT, "event_payload": stamp}
        try:
            answer = await self._client.chat_postMessage(
                channel=room,
                thread_ts=place.thread_ts,
                **payload,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            )
        except TROUBLE as error:
            return read(error)
        return Posted(answer["channel"], answer["ts"], looks(payload))

    async def update(self, channel: str, ts: str, payload: dict[str, Any]) -> Outcome:
        """Draw a message anew where it stands."""
        try:
            await self._client.chat_update(channel=channel, ts=ts, **payload)
        except TROUBLE as error:
            return read(error)
        return Posted(channel, ts, looks(payload))

    async def find(self, place: Place, key: str, oldest: float) -> Outcome:
        """Look for the message with `key` in the recipient's history, or in the thread, which the history leaves out.

        It is looked for back to `oldest` (seconds since 1970).
        """
        try:
            room, pages = await self.room(place.recipient), 0
            async for page in self._pages(place, oldest):
                for message in page["messages"]:
                    if _stamp(message).get("key") == key:
                        return Posted(room, message["ts"])
                pages += 1
        except TROUBLE as error:
            return read(error)
        return Absent() if pages < _PAGES else Doubtful("the history is too long to look through")

    async def shown(self, place: Place, oldest: float) -> list[Shown]:
        """Return our messages that the recipient's history shows back to `oldest`; raises where Slack has no answer."""
        found = []
        async for page in self._pages(place, oldest):
            for message in page["messages"]:
                stamp = _stamp(message)
                if stamp.get("key"):
                    says = tuple(str(stamp.get("says", "")).split())
                    found.append(Shown(str(stamp["key"]), says, message["ts"], str(message.get("text", ""))))
        return found

    async def _pages(self, place: Place, oldest: float) -> AsyncIterator[AsyncSlackResponse]:
        room, cursor = await self.room(place.recipient), ""
        for _ in range(_PAGES):
            page = await self._page(room, place.thread_ts, oldest=f"{oldest:.6f}", cursor=cursor)
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def _page(self, room: str, thread_ts: str | None, **part: str) -> AsyncSlackResponse:
        wanted: dict[str, Any] = {"channel": room, "include_all_metadata": True, "limit": 200, **part}
        if thread_ts:
            return await self._client.conversations_replies(ts=thread_ts, **wanted)
        return await self._client.conversations_history(**wanted)

    async def room(self, recipient: str) -> str:
        """Return the conversation in which a recipient is told: the channel itself, or the person's DM."""
        if not recipient.startswith(("U", "W")):
            return recipient
        if recipient not in self._rooms:
            answer = await self._client.conversations_open(users=recipient)
            self._rooms[recipient] = answer["channel"]["id"]
        return self._rooms[recipient]


def _stamp(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what we put into the metadata of a message; nothing for a message of somebody else."""
    return message.get("metadata", {}).get("event_payload", {}) or {}


def looks(payload: dict[str, Any]) -> str:
    """Return a hash by which two payloads that look the same are known."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:32]
