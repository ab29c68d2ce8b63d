"""The dead-man's switch: messages that wait in Slack itself, which posts them if Caseclock falls silent."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.context import House
from bot.incidents import origin
from bot.views import silence
from bot.views.silence import Line
from casework.case import Grade
from casework.errors import NotSaved
from casework.policy import Policy
from storage import outbox, people, watching
from storage.database import Transaction
from storage.outbox import Message
from storage.roster import Roster, Team
from storage.watching import Running

SILENCE = timedelta(minutes=10)
"""How long nothing is heard of the bot before Slack says so."""
EVERY = timedelta(minutes=2)
"""How often what waits is pushed ahead.

Slack takes fifty calls of each kind a minute and this is one of each for a channel; it takes thirty messages for five
minutes of a channel and these are three, even if it counts those that were taken back. Three rounds in a row may fail
before anybody is alarmed for nothing.
"""
GRACE = timedelta(minutes=10)
"""How long after a very-high clock has run out Slack says so, where Caseclock has not said so itself."""
SLOT = timedelta(minutes=5)
"""What runs out in the same five minutes stands in one message: Slack takes thirty of them for a channel."""
AHEAD = timedelta(hours=4)
"""How far the message of silence looks ahead."""
FURTHEST = timedelta(days=119)
"""Slack keeps nothing for longer than 120 days."""
_MOST = 40
"""How many messages are given to Slack in one round; the rest follow in the next."""
_LAST = timedelta(minutes=1)
"""Slack takes nothing back that it posts within the minute."""
_TROUBLE = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, order=True)
class Waiting:
    """A message that Slack is to post by itself at a moment (seconds since 1970), unless it is taken back."""

    posts_at: int
    channel: str
    text: str


def wanted(transaction: Transaction, policy: Policy, until: datetime) -> list[Waiting]:
    """Return what is to wait in Slack for a bot that lives at `until`: the most pressing first.

    One message of silence a channel, and one for each five minutes in which very-high clocks run out.
    """
    roster = people.roster(transaction)
    severe = [grade for grade in Grade if policy.treated_as(grade) is Grade.VERY_HIGH]
    soon = watching.due_before(transaction, until + AHEAD)
    found = []
    for channel, teams in _watched(roster).items():
        zone, names = teams[0].zone, {team.name for team in teams}
        lines = _lines(sorted((each for each in soon if each.team in names), key=_urgency), roster, policy)
        text = silence.silent(lines, until, until + AHEAD, zone)
        found.append(Waiting(_seconds(until + SILENCE), channel, text))
    return [*found, *sorted(_backstops(watching.unsaid(transaction, severe), roster, policy, until))]


def _backstops(running: Iterable[Running], roster: Roster, policy: Policy, until: datetime) -> Iterator[Waiting]:
    slots: defaultdict[tuple[datetime, str], list[Running]] = defaultdict(list)
    channels = {team.name: channel for channel, teams in _watched(roster).items() for team in teams}
    for each in running:
        moment = _slot(max(each.due_at, each.known_at) + GRACE)
        if each.team in channels and moment < until + FURTHEST:
            slots[moment, channels[each.team]].append(each)
    for (moment, channel), those in slots.items():
        zone = _watched(roster)[channel][0].zone
        yield Waiting(_seconds(moment), channel, silence.unsaid(_lines(those, roster, policy), moment, zone))


def _watched(roster: Roster) -> dict[str, list[Team]]:
    """Return the channels in which silence is noticed, each with the teams whose duty it is."""
    found: dict[str, list[Team]] = {}
    for team in roster.teams.values():
        found.setdefault(team.duty_channel or team.channel, []).append(team)
    return found


def _urgency(running: Running) -> tuple[int, datetime, str]:
    return running.grade.severity, running.due_at, running.reference


def _lines(running: Iterable[Running], roster: Roster, policy: Policy) -> list[Line]:
    return [
        Line(
            each.reference,
            each.grade,
            _label(each.clock, policy),
            each.due_at,
            roster.name(each.owner) if each.owner else None,
        )
        for each in running
    ]


def _label(clock: str, policy: Policy) -> str:
    """Return what the force calls a clock; one that the policy no longer has keeps no other from its place."""
    try:
        return policy.clock_rule(clock).label
    except KeyError:
        return clock


def _slot(moment: datetime) -> datetime:
    """Return the end of the five minutes in which `moment` lies."""
    return moment + timedelta(seconds=-moment.timestamp() % SLOT.total_seconds())


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


class Watchdog:
    """Keeps what waits in Slack as it has to be. Slack's own list of it is the truth, so that a crash leaves nothing.

    What is new is handed over before what it replaces is taken back: a bot that dies in between is missed all the same,
    and what it left too many is taken back by the next round of whoever comes after it.
    """

    def __init__(self, house: House, client: AsyncWebClient) -> None:
        self._house = house
        self._client = client
        self._last: datetime | None = None
        self._round: asyncio.Task[None] | None = None

    def look(self, now: datetime) -> None:
        """Push ahead what waits, if that is due, in a task of its own: no beat waits for it."""
        if self._round or (self._last and self._last <= now < self._last + EVERY):
            return
        self._last = now
        self._round = asyncio.create_task(self._hold(now))
        self._round.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._round = None
        if not task.cancelled() and (error := task.exception()):
            _log.error("dead-man's switch not set", error=type(error).__name__, at=origin(error))

    async def finish(self) -> None:
        """Wait until nothing is being pushed ahead."""
        if self._round:
            await asyncio.wait([self._round])

    async def hold(self, until: datetime) -> None:
        """Have Slack keep silent until `until`, as the last beat before that would."""
        await self.finish()
        self.look(until)
        await self.finish()

    async def _hold(self, until: datetime) -> None:
        try:
            before = await self._house.store.write(lambda t: watching.check_in(t, until, EVERY))
            if before is None:
                return
            now = self._house.clock()
            if now - before > SILENCE:
                await self._house.store.write(lambda t: _queue_back(t, before, now))
            await self._reconcile(await self._house.store.read(lambda t: wanted(t, self._house.policy, until)))
        except NotSaved:
            _log.warning("dead-man's switch: the database cannot be used just now")
        except _TROUBLE as error:
            _log.warning("dead-man's switch not set", error=type(error).__name__)

    async def _reconcile(self, wanted: Sequence[Waiting]) -> None:
        """Make what waits in Slack what is `wanted`; a message that Slack refuses leaves the others alone."""
        there = await self._listed()
        soonest = _seconds(self._house.clock() + _LAST)
        missing = [each for each in wanted if each.posts_at > soonest and each not in there.values()]
        refused = {each.channel for each in missing[:_MOST] if not await self._schedule(each)}
        kept: set[Waiting] = set()
        for name, each in there.items():
            if each in kept or (each not in wanted and each.channel not in refused):
                await self._take_back(name, each)
            kept.add(each)

    async def _listed(self) -> dict[str, Waiting]:
        """Return what waits in Slack, by the name that Slack gave it."""
        found: dict[str, Waiting] = {}
        cursor = ""
        while True:
            page = await self._client.chat_scheduledMessages_list(limit=100, cursor=cursor)
            for each in page["scheduled_messages"]:
                found[each["id"]] = Waiting(int(each["post_at"]), each["channel_id"], each.get("text", ""))
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return found

    async def _schedule(self, waiting: Waiting) -> bool:
        """Hand a message over. It bears no metadata: with it, Slack says, it would never be posted."""
        try:
            await self._client.chat_scheduleMessage(
                channel=waiting.channel, post_at=waiting.posts_at, text=waiting.text, unfurl_links=False
            )
        except SlackApiError as error:
            if error.response.status_code != 200:  # noqa: PLR2004 - it has time for none of them
                raise
            _log.warning("dead-man's switch refused", channel=waiting.channel, reason=str(error.response.get("error")))
            return False
        return True

    async def _take_back(self, name: str, waiting: Waiting) -> None:
        if waiting.posts_at <= _seconds(self._house.clock() + _LAST):
            return
        try:
            await self._client.chat_deleteScheduledMessage(channel=waiting.channel, scheduled_message_id=name)
        except SlackApiError as error:
            if error.response.status_code != 200:  # noqa: PLR2004 - the same
                raise
            _log.warning("not taken back", channel=waiting.channel, reason=str(error.response.get("error")))


def _queue_back(transaction: Transaction, since: datetime, now: datetime) -> None:
    """Say where silence was noticed that it is over."""
    messages = [
        Message("back", channel, teams[0].name, 0, now, content=silence.back(since, now, teams[0].zone))
        for channel, teams in _watched(people.roster(transaction)).items()
    ]
    outbox.queue(transaction, messages, now)
