"""Asks Slack whether people's accounts are still there: at once where a message was refused, and of everybody daily."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.context import HOUSE_ZONE, House
from bot.incidents import origin
from bot.reminders import departures
from bot.reminders.outcomes import TROUBLE, Gone, Outcome, Paused, Unreachable, read
from bot.reminders.recipients import PEOPLE
from storage import accounts
from storage.accounts import Rounds
from storage.database import Transaction

SWEEP_AT = time(6, 0)
"""When everybody is asked about, in the zone of the house: before the day begins."""
_AGAIN = timedelta(hours=1)
"""How soon Slack is asked again about somebody who was gone, and how long a sweep waits that Slack did not answer."""
_PAUSE = timedelta(minutes=1)
_LOOKED = timedelta(minutes=1)
"""How long it is known, without another look, that nobody is to be asked about: who is new may wait that long."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_PATIENCE = 3.0
"""Real seconds that an answer may take where somebody waits to be told."""
_AT_ONCE = 10
"""How many are asked about in a row: Slack allows a hundred questions a minute, and officers need some of them."""
_UNKNOWN = {"user_not_found", "user_not_visible"}
_log = structlog.get_logger()


class Accounts:
    """What Slack says of accounts."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[str, tuple[datetime, str | None]] = {}

    async def problem(self, slack: str) -> str | None:
        """Return why somebody cannot be reached, or `None` while they can; raises where Slack gives no answer."""
        try:
            answer = await self._client.users_info(user=slack)
        except SlackApiError as error:
            said = error.response.get("error")
            if said in _UNKNOWN:
                return str(said)
            raise
        return departures.DEACTIVATED if answer["user"].get("deleted") else None

    async def lately(self, slack: str, now: datetime) -> str | None:
        """Return why somebody cannot be reached; `None` while they can, or Slack has no answer within a few seconds.

        Slack takes messages for an account that was closed and shows them to nobody. An answer holds for a minute.
        """
        asked_at, problem = self._known.get(slack, (_NEVER, None))
        if not timedelta() <= now - asked_at < _LOOKED:
            try:
                problem = await asyncio.wait_for(self.problem(slack), _PATIENCE)
            except TROUBLE as error:
                _log.warning("accounts not checked", outcome=type(read(error)).__name__)
                problem = None
            self._known[slack] = now, problem
        return problem

    async def explained(self, recipient: str, outcome: Outcome) -> Outcome:
        """Return the outcome of a message to `recipient` with what is behind it, where their account is gone."""
        if not isinstance(outcome, Unreachable) or not recipient.startswith(PEOPLE):
            return outcome
        try:
            problem = await self.problem(recipient)
        except TROUBLE:
            return outcome
        return Gone(problem) if problem else outcome


class Sweep:
    """Goes through the roster once a day, a few people at a time; what it waits for is kept in memory only."""

    def __init__(self, house: House, asked: Accounts) -> None:
        self._house = house
        self._asked = asked
        self._not_before: datetime | None = None
        self._known = (_NEVER, _NEVER)
        self._going: asyncio.Task[None] | None = None

    async def sweep(self, now: datetime) -> None:
        """Start to ask about those who have not been asked about; the work goes on in a task of its own."""
        if self._going or (moment := await self.next_moment(now)) is None or moment > now:
            return
        self._going = asyncio.create_task(self._ask(now))

    async def finish(self) -> None:
        """Wait until nothing is being asked."""
        if self._going:
            await asyncio.wait([self._going])
            self._going = None

    async def next_moment(self, now: datetime) -> datetime | None:
        """Return when somebody is to be asked about next, or `None` while that is going on."""
        if self._going and not self._going.done():
            return None
        self._going = None
        looked, moment = self._known
        if moment <= now or not timedelta() <= now - looked < _LOOKED:
            moment = await self._house.store.read(lambda t: _next(t, now))
            self._known = now, moment
        return max(moment, self._not_before) if self._not_before else moment

    async def _ask(self, now: datetime) -> None:
        """Ask about the next few; where that goes wrong, whatever it was, wait before anybody is asked about again."""
        try:
            for slack in await self._house.store.read(lambda t: accounts.to_ask(t, _rounds(now), _AT_ONCE)):
                if not await self._ask_about(slack, now):
                    break
        except Exception as error:  # noqa: BLE001 - whatever it was, the next minute comes
            self._not_before = now + _PAUSE
            _log.error("accounts not checked", error=type(error).__name__, at=origin(error))

    async def _ask_about(self, slack: str, now: datetime) -> bool:
        """Ask about one; `False` where Slack wants no more questions. Where it has no answer the others still come."""
        try:
            problem = await self._asked.problem(slack)
        except TROUBLE as error:
            outcome = read(error)
            self._not_before = now + (outcome.length if isinstance(outcome, Paused) else _PAUSE)
            _log.warning("accounts not checked", outcome=type(outcome).__name__)
            return not isinstance(outcome, Paused)
        await self._house.store.write(partial(departures.note, slack=slack, problem=problem, now=now))
        return True


def _rounds(now: datetime) -> Rounds:
    """Whoever was asked about before the last sweep, or is gone and was asked about an hour ago, is asked about."""
    return Rounds(last_sweep(now), now - _AGAIN)


def last_sweep(now: datetime) -> datetime:
    """Return the moment of the last daily sweep before or at `now`."""
    today = now.astimezone(HOUSE_ZONE).date()
    moments = (datetime.combine(day, SWEEP_AT, HOUSE_ZONE) for day in (today, today - timedelta(days=1)))
    return next(moment.astimezone(UTC) for moment in moments if moment <= now)


def _next(transaction: Transaction, now: datetime) -> datetime:
    if accounts.to_ask(transaction, _rounds(now), 1):
        return now
    tomorrow = last_sweep(now).astimezone(HOUSE_ZONE).date() + timedelta(days=1)
    following = datetime.combine(tomorrow, SWEEP_AT, HOUSE_ZONE).astimezone(UTC)
    asked = accounts.asked_about_gone(transaction)
    return min(following, asked + _AGAIN) if asked else following
