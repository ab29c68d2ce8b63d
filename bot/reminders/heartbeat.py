"""Beats when something is due, and every few seconds for safety. The only user of APScheduler."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.context import House
from bot.incidents import origin
from bot.reminders import digest, dispatcher
from bot.reminders.sender import Sender
from casework.errors import NotSaved
from storage import timers

EVERY = timedelta(seconds=5)
"""The longest silence between two beats."""
_JOB = "beat"
_log = structlog.get_logger()


class Heartbeat:
    """Does what is due: timers into messages, digests at local time, messages to Slack.

    Deadlines are rows of the database; the scheduler only wakes us, so nothing is lost with it. `wall` is real time, by
    which the scheduler runs; the house's clock may be shifted against it.
    """

    def __init__(self, house: House, sender: Sender, wall: Callable[[], datetime]) -> None:
        self._house = house
        self._sender = sender
        self._wall = wall
        self._beating = asyncio.Lock()
        self._ticking = asyncio.Lock()
        self._woken = False
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Beat from now on: when something is due, when something was committed, and at least every few seconds."""
        loop = asyncio.get_running_loop()

        def wake_from_thread() -> None:
            loop.call_soon_threadsafe(self.wake)

        self._house.store.after_commit = wake_from_thread
        self._sender.after_each = self.wake
        # The job stands for ever and is only moved ahead: whatever happens to one beat, another one follows.
        # A beat may be called for while the one before is just ending: that is not one too many.
        self._scheduler.add_job(
            self._tick,
            IntervalTrigger(seconds=int(EVERY.total_seconds())),
            id=_JOB,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=2,
        )
        self._scheduler.start()
        self.wake()

    async def stop(self) -> None:
        """Stop beating and let the beat that runs, and what is being sent, come to their end."""
        self._house.store.after_commit = _nothing
        self._sender.after_each = _nothing
        if self._scheduler.running:
            # Shutting down cancels what was submitted and has not begun: nothing more is to be submitted.
            self._scheduler.pause()
        # A beat that was cut off after its claim would leave its messages to their leases.
        async with self._ticking, self._beating:
            await self._sender.finish()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Beat as soon as possible; while a beat runs, once more after it."""
        self._woken = True
        if not self._ticking.locked():
            self._arm(timedelta())

    def _arm(self, wait: timedelta) -> None:
        if self._scheduler.running:
            self._scheduler.modify_job(_JOB, next_run_time=self._wall() + wait)

    async def _tick(self) -> None:
        if self._ticking.locked():
            return
        async with self._ticking:
            wait = await self._beaten()
        self._arm(timedelta() if self._woken else wait)

    async def _beaten(self) -> timedelta:
        """Beat, whatever comes of it, and return how long nothing more is to be done."""
        try:
            await self.beat()
            return await self._wait()
        except NotSaved:
            _log.warning("beat: the database cannot be used just now")
        except Exception as error:  # noqa: BLE001 - whatever it was, the next beat comes
            _log.error("beat failed", error=type(error).__name__, at=origin(error))
            self._woken = False
        return EVERY

    async def beat(self) -> None:
        """Do once what is due now."""
        async with self._beating:
            self._woken = False
            now = self._house.clock()
            try:
                await self._queue(now)
            finally:
                # What is queued goes out, whatever happened to what was to join it.
                await self._sender.send(now)

    async def _queue(self, now: datetime) -> None:
        """Turn what is due into messages."""
        while (first := await self._house.store.read(timers.next_due)) and first <= now:
            await self._house.store.write(lambda t: dispatcher.dispatch(t, self._house.policy, now))
            self._sender.observe("dispatched")
        if await self._house.store.read(lambda t: digest.is_due(t, now)):
            await self._house.store.write(lambda t: digest.queue(t, self._house.policy, now))

    async def next_deadline(self) -> datetime | None:
        """Return when the next timer or digest is due, or `None` when nothing is planned."""
        now = self._house.clock()
        return await self._house.store.read(lambda t: _earliest(timers.next_due(t), digest.next_moment(t, now)))

    async def next_moment(self) -> datetime | None:
        """Return the next moment at which something has to be done, a message that waits for its turn included."""
        return _earliest(await self.next_deadline(), await self._sender.next_moment(self._house.clock()))

    async def _wait(self) -> timedelta:
        following = await self.next_moment()
        if following is None:
            return EVERY
        return min(max(following - self._house.clock(), timedelta()), EVERY)

    async def settle(self) -> None:
        """Beat until nothing is left to do at this moment."""
        while True:
            await self.beat()
            await self._sender.finish()
            following = await self.next_moment()
            if following is None or following > self._house.clock():
                return


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def _nothing() -> None:
    """Nobody is to be woken any more."""
