"""Do Not Disturb: asks Slack whose telephone stays silent, at the moment at which it matters."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.reminders.outcomes import TROUBLE, Paused, read

_KNOWN = timedelta(minutes=1)
"""How long an answer holds: Slack takes fifty of these questions a minute."""
_PATIENCE = 3.0
"""Seconds that an answer may take: what is urgent waits no longer for it."""
_EVER = datetime.min.replace(tzinfo=UTC)
_STRANGE = (KeyError, TypeError, OverflowError)
"""What an answer that nobody foresaw comes to."""
_log = structlog.get_logger()


class Span(NamedTuple):
    """From when until when somebody's notifications are off."""

    starts: datetime
    ends: datetime


class Undisturbed:
    """What Slack says of people's Do Not Disturb; kept in memory for a minute."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[str, tuple[datetime, Span | None]] = {}
        self._not_before = _EVER

    async def until(self, slack: str, now: datetime) -> datetime | None:
        """Return until when somebody's telephone stays silent; `None` where it rings, or Slack gives no answer."""
        asked_at, span = self._known.get(slack, (_EVER, None))
        if not timedelta() <= now - asked_at < _KNOWN:
            span = await self._asked(slack, now)
            self._known[slack] = now, span
        return span.ends if span and span.starts <= now < span.ends else None

    async def _asked(self, slack: str, now: datetime) -> Span | None:
        if now < self._not_before:
            return None
        try:
            return _span(await asyncio.wait_for(self._client.dnd_info(user=slack), _PATIENCE))
        except TROUBLE as error:
            outcome = read(error)
            if isinstance(outcome, Paused):
                self._not_before = now + outcome.length
            _log.warning("do not disturb not known", outcome=type(outcome).__name__)
        except _STRANGE as error:
            _log.warning("do not disturb not known", error=type(error).__name__)
        return None


def _span(answer: AsyncSlackResponse) -> Span | None:
    """Return the present or next span; while none is set, Slack says 1 for both ends."""
    if not answer["dnd_enabled"]:
        return None
    return Span(*(datetime.fromtimestamp(answer[f"next_dnd_{end}_ts"], UTC) for end in ("start", "end")))
