"""Who Slack says somebody is: members only, no guests, partner organisations, bots or accounts that are gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from casework.errors import CannotCheck, NoOutsiders

_FRESH = timedelta(minutes=5)
_OUTSIDE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True, slots=True)
class Account:
    """A full member of the workspace."""

    slack: str
    is_admin: bool


class Directory:
    """Asks Slack who somebody is, and remembers the answer for five minutes."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[str, tuple[datetime, dict[str, Any]]] = {}

    async def member(self, slack: str) -> Account:
        """Return the account of a full member; `NoOutsiders` for anybody else, `CannotCheck` without an answer."""
        user = await self._user(slack)
        if any(user.get(flag) for flag in _OUTSIDE):
            raise NoOutsiders
        return Account(slack, bool(user.get("is_admin") or user.get("is_owner")))

    async def _user(self, slack: str) -> dict[str, Any]:
        now = self._clock()
        at, user = self._known.get(slack, (None, {}))
        if at is None or not timedelta() <= now - at < _FRESH:
            try:
                answer = await self._client.users_info(user=slack)
            except SlackClientError as error:
                raise CannotCheck from error
            user = answer["user"]
            self._known[slack] = now, user
        return user
