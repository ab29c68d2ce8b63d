"""Leases what waits in the outbox, sends it, and records what became of it: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.context import House
from bot.incidents import origin
from bot.reminders import composing, recording
from bot.reminders.delivery import Place, Post, looks
from bot.reminders.outcomes import Absent, Doubtful, HeldUp, Outcome, Paused, Posted, Unreachable, Withdrawn
from bot.reminders.pace import Pace
from storage import outbox
from storage.outbox import Claimed

LEASE = timedelta(seconds=45)
"""How long a message belongs to the process that claimed it: longer than every call to Slack that it may take."""
MARGIN = timedelta(seconds=15)
"""What must be left of a lease when something is posted, so that a process that was held up cannot post late."""

_log = structlog.get_logger()


def _unobserved(_step: str) -> None:
    """Nobody follows the steps."""


class Sender:
    """Sends what waits, one message at a time to each recipient, so that a slow channel holds up nobody else.

    `observe` is told the name of each step as it is reached: claimed, found (looked for in Slack), composed, posting,
    posted, recorded.
    """

    def __init__(self, house: House, post: Post, observe: Callable[[str], None] = _unobserved) -> None:
        self._house = house
        self._post = post
        self.observe = observe
        self._pace = Pace()
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self.after_each: Callable[[], None] = lambda: None

    async def send(self, now: datetime) -> None:
        """Start on everything that may go at `now`; the work goes on in tasks of its own, one a recipient."""
        moments = await self._house.store.read(outbox.next_moments)
        busy = self._pace.busy(now) | set(self._lanes)
        if not any(at <= now for recipient, at in moments.items() if recipient not in busy):
            return
        claimed = await self._house.store.write(lambda t: outbox.claim(t, now, now + LEASE, busy))
        self.observe("claimed")
        for message in claimed:
            recipient = message.message.recipient
            self._lanes[recipient] = asyncio.create_task(self._work(message))
            self._lanes[recipient].add_done_callback(partial(self._done, recipient))

    def _done(self, recipient: str, task: asyncio.Task[None]) -> None:
        del self._lanes[recipient]
        if not task.cancelled() and task.exception():
            _log.error("message not handled", error=type(task.exception()).__name__)
        self.after_each()

    async def next_moment(self, now: datetime) -> datetime | None:
        """Return when something may go next, or `None` when nothing waits; what is being sent is not counted."""
        moments = await self._house.store.read(outbox.next_moments)
        free = [
            max(at, self._pace.free(recipient, now))
            for recipient, at in moments.items()
            if recipient not in self._lanes
        ]
        return min(free, default=None)

    async def finish(self) -> None:
        """Wait until nothing is being sent."""
        while self._lanes:
            await asyncio.wait(list(self._lanes.values()))

    async def _work(self, claimed: Claimed) -> None:
        outcome = await self._outcome(claimed)
        now = self._house.clock()
        self._keep_pace(claimed.message.recipient, outcome, now)
        await self._house.store.write(lambda t: recording.record(t, claimed, outcome, now))
        self.observe("recorded")

    def _keep_pace(self, recipient: str, outcome: Outcome, now: datetime) -> None:
        if isinstance(outcome, Paused):
            self._pace.pause(recipient, now, outcome.length)
        elif isinstance(outcome, Posted):
            self._pace.used(recipient, now)
        else:
            _log.warning("not delivered", outcome=type(outcome).__name__)

    async def _outcome(self, claimed: Claimed) -> Outcome:
        try:
            return await self._deliver(claimed)
        except Exception as error:  # noqa: BLE001 - whatever it was, the message is tried again
            _log.error("message not handled", error=type(error).__name__, at=origin(error))
            return Doubtful(type(error).__name__)

    async def _deliver(self, claimed: Claimed) -> Outcome:
        """Bring Slack to show the message as it is to read now."""
        if claimed.in_doubt:
            found = await self._post.find(_place(claimed), claimed.key, _oldest(claimed))
            self.observe("found")
            if isinstance(found, Absent):
                return await self._say(replace(claimed, in_doubt=False))
            # Where the history can never be read, it is said once more, marked as a possible repeat.
            return await self._say(claimed) if isinstance(found, Unreachable) else found
        return await self._say(claimed)

    async def _say(self, claimed: Claimed) -> Outcome:
        now = self._house.clock()
        payload = await self._house.store.read(lambda t: composing.compose(t, claimed, self._house.policy, now))
        self.observe("composed")
        if payload is None:
            return Withdrawn()
        if not self._is_ours(claimed):
            return HeldUp()
        if claimed.channel and claimed.ts:
            if claimed.looks == looks(payload):
                return Posted(claimed.channel, claimed.ts, claimed.looks)
            return await self._post.update(claimed.channel, claimed.ts, payload)
        self.observe("posting")
        outcome = await self._post.post(_place(claimed), payload, claimed.key, lambda: self._is_ours(claimed))
        self.observe("posted")
        return outcome

    def _is_ours(self, claimed: Claimed) -> bool:
        return self._house.clock() <= claimed.leased_until - MARGIN


def _place(claimed: Claimed) -> Place:
    return Place(claimed.message.recipient, claimed.message.thread_ts)


def _oldest(claimed: Claimed) -> float:
    """Nothing was posted before it was due; a minute is allowed for clocks that differ."""
    return claimed.message.due_at.timestamp() - 60
