"""Leases what waits in the outbox, sends it, and records what became of it: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from bot.context import House
from bot.incidents import origin
from bot.reminders import above, beyond, composing, departures, recording, undrawable
from bot.reminders.delivery import Place, Post, looks
from bot.reminders.gateways import Gateways
from bot.reminders.leases import LEASE, RENEWAL, Leases
from bot.reminders.outcomes import (
    Absent,
    Doubtful,
    Gone,
    HeldUp,
    Outcome,
    Paused,
    Posted,
    Undrawable,
    Unreachable,
    Withdrawn,
)
from bot.reminders.pace import Pace
from bot.reminders.restored import Restored
from bot.reminders.unchanged import Unchanged
from storage import outbox, redraws
from storage.database import Transaction
from storage.fallbacks import Place as Beyond
from storage.outbox import Claimed
from storage.writer import is_of_the_database

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
        self._gateways = Gateways(self._address, observe)
        self.accounts = post.accounts
        self.observe = observe
        self._pace = Pace()
        self._unchanged = Unchanged()
        self._restored = Restored(house, post)
        self._leases = Leases(house)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._renewing: asyncio.Task[None] | None = None
        self.after_each: Callable[[], None] = lambda: None

    def is_needed(self, moments: Mapping[str, datetime], now: datetime) -> bool:
        """Whether there may be something to send at `now`, by when the next message to each recipient may go."""
        return not self._restored.has_begun or _may_go(moments, self._busy(now), now)

    def _busy(self, now: datetime) -> set[str]:
        """Return to whom nothing may go now; asked in the loop alone, which is where it changes."""
        return self._pace.busy(now) | set(self._lanes)

    async def send(self, now: datetime) -> None:
        """Start on everything that may go at `now`; the work goes on in tasks of its own, one a recipient."""
        await self._restored.begin(now)
        busy = self._busy(now)
        waits, same = await self._house.store.read(lambda t: self._waiting(t, busy, now))
        if not waits:
            return
        if same:
            await self._house.store.write(lambda t: redraws.as_they_are(t, same))
        # From when it is claimed, not from when the beat began: what was due may have taken long to work out.
        claimed = await self._house.store.write(lambda t: outbox.claim(t, now, self._house.clock() + LEASE, busy))
        self.observe("claimed")
        for message in claimed:
            self._leases.hold(message)
            recipient = message.message.recipient
            self._lanes[recipient] = asyncio.create_task(self._work(message))
            self._lanes[recipient].add_done_callback(partial(self._done, message))
        if self._lanes and (self._renewing is None or self._renewing.done()):
            self._renewing = asyncio.create_task(self._renew())

    def _waiting(self, transaction: Transaction, busy: set[str], now: datetime) -> tuple[bool, list[Claimed]]:
        """Return whether anything may go now, and what only has to be noted as drawn: it looks as it is wanted."""
        if not _may_go(outbox.next_moments(transaction), busy, now):
            return False, []
        return True, self._unchanged.among(transaction, self._house.policy, now)

    async def _renew(self) -> None:
        """Keep the leases of what is being sent for as long as that takes."""
        while self._lanes:
            _, sending = await asyncio.wait(list(self._lanes.values()), timeout=RENEWAL.total_seconds())
            if sending:
                await self._leases.renew()

    def _done(self, claimed: Claimed, task: asyncio.Task[None]) -> None:
        del self._lanes[claimed.message.recipient]
        self._leases.let_go(claimed)
        self._unchanged.forget(claimed.key)
        if not task.cancelled() and task.exception():
            _log.error("message not handled", error=type(task.exception()).__name__)
        self.after_each()

    def free_at(self, moments: Mapping[str, datetime], now: datetime) -> datetime | None:
        """Return when something may go next, by when what waits for each recipient may go, or `None`.

        What is being sent is not counted.
        """
        free = [
            max(at, self._pace.free(recipient, now))
            for recipient, at in moments.items()
            if recipient not in self._lanes
        ]
        return min(free, default=None)

    def attends(self, recipient: str, since: datetime) -> bool:
        """Whether a message to `recipient` is being handled or was since a moment, or none may be sent to them yet."""
        return recipient in self._lanes or self._pace.is_served(recipient, since)

    async def finish(self) -> None:
        """Wait until nothing is being sent."""
        while self._lanes:
            await asyncio.wait(list(self._lanes.values()))
        if self._renewing:
            await self._renewing
        await self._restored.finish()

    async def _work(self, claimed: Claimed) -> None:
        outcome = await self._outcome(claimed)
        now = self._house.clock()
        self._keep_pace(claimed.message.recipient, outcome, now)
        await self._house.store.write(lambda t: recording.record(t, claimed, outcome, self._house.policy, now))
        self.observe("recorded")

    def _keep_pace(self, recipient: str, outcome: Outcome, now: datetime) -> None:
        self._pace.served(recipient, now)
        if isinstance(outcome, Paused):
            self._pace.pause(recipient, now, outcome.length)
        elif isinstance(outcome, Posted):
            self._pace.used(recipient, now)
        else:
            _log.warning("not delivered", outcome=type(outcome).__name__)

    async def _outcome(self, claimed: Claimed) -> Outcome:
        try:
            return await self.accounts.explained(claimed.message.recipient, await self._deliver(claimed))
        except Exception as error:  # noqa: BLE001 - whatever it was, the message is tried again
            _log.error("message not handled", error=type(error).__name__, at=origin(error))
            return Doubtful(type(error).__name__)

    async def _deliver(self, claimed: Claimed) -> Outcome:
        """Bring Slack to show the message as it is to read now."""
        if claimed.in_doubt:
            found = await self._way(claimed).find(_place(claimed), claimed.key, _oldest(claimed))
            self.observe("found")
            if isinstance(found, Absent):
                return await self._say(replace(claimed, in_doubt=False))
            # Where the history can never be read, it is said once more, marked as a possible repeat.
            return await self._say(claimed) if isinstance(found, Unreachable) else found
        return await self._restored.place_of(claimed) or await self._say(claimed)

    async def _say(self, claimed: Claimed) -> Outcome:
        payload = await self._composed(claimed)
        self.observe("composed")
        if isinstance(payload, Undrawable | Unreachable):
            return payload
        if payload is None:
            return Withdrawn()
        if prevented := await self._prevented(claimed):
            return prevented
        if claimed.channel and claimed.ts:
            if claimed.looks == looks(payload):
                return Posted(claimed.channel, claimed.ts, claimed.looks)
            return await self._post.update(claimed.channel, claimed.ts, payload)
        self.observe("posting")
        outcome = await self._way(claimed).post(
            _place(claimed), payload, claimed, lambda: self._leases.is_ours(claimed)
        )
        self.observe("posted")
        return outcome

    async def _prevented(self, claimed: Claimed) -> Outcome | None:
        """Do what is done just before a message is shown; return what keeps it from that, where anything does."""
        if above.is_to_ring(claimed):
            problem = await self.accounts.lately(claimed.message.recipient, self._house.clock())
            if problem:
                return Gone(problem)
            if not await self._told_above(claimed):
                return HeldUp()
        return None if await self._leases.secured(claimed) else HeldUp()

    async def _told_above(self, claimed: Claimed) -> bool:
        """Where the reader's telephone stays silent now, have whoever is above told; `False` where it is not ours."""
        policy, now = self._house.policy, self._house.clock()
        until = await self._post.undisturbed.until(claimed.message.recipient, now)
        return until is None or await self._house.store.write(lambda t: above.tell(t, claimed, until, policy, now))

    def _way(self, claimed: Claimed) -> Post | Gateways:
        return self._gateways if Beyond.of(claimed.message.recipient) else self._post

    async def _address(self, recipient: str) -> str | None:
        place = Beyond.of(recipient)
        return await self._house.store.read(lambda t: beyond.address(t, place)) if place else None

    async def _composed(self, claimed: Claimed) -> composing.Payload | Undrawable | Unreachable | None:
        policy, now = self._house.policy, self._house.clock()

        def work(transaction: Transaction) -> composing.Payload | Unreachable | None:
            # What Slack shows already is drawn anew for whoever comes back.
            absent = None if claimed.ts else departures.absent(transaction, claimed.message)
            return absent or composing.compose(transaction, claimed, policy, now)

        try:
            return await self._house.store.read(work)
        except Exception as error:
            if is_of_the_database(error):
                raise
            return await self._undrawable(claimed, error, now)

    async def _undrawable(self, claimed: Claimed, error: Exception, now: datetime) -> Undrawable:
        _log.error("message not drawn", error=type(error).__name__, at=origin(error))
        policy = self._house.policy
        return Undrawable(error, await self._house.store.read(lambda t: undrawable.parts(t, claimed, policy, now)))


def _may_go(moments: Mapping[str, datetime], busy: set[str], now: datetime) -> bool:
    return any(at <= now and recipient not in busy for recipient, at in moments.items())


def _place(claimed: Claimed) -> Place:
    return Place(claimed.message.recipient, claimed.message.thread_ts)


def _oldest(claimed: Claimed) -> float:
    """Nothing was posted before it was due; a minute is allowed for clocks that differ."""
    return claimed.message.due_at.timestamp() - 60
