"""Beats when something is due, and every few seconds for safety. The only user of APScheduler."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.context import House
from bot.incidents import origin
from bot.reminders import agenda
from bot.reminders.accounts import Sweep
from bot.reminders.agenda import Agenda, earliest, meet
from bot.reminders.auditor import EVERY as AUDITED
from bot.reminders.auditor import Auditor
from bot.reminders.replanning import Replanner
from bot.reminders.sender import Sender
from bot.reminders.watchdog import EVERY as WATCHED
from bot.reminders.watchdog import Watchdog
from bot.views.alarm import Wrong
from casework.errors import NotSaved

EVERY = timedelta(seconds=5)
"""The longest silence between two beats."""
_BEAT, _AUDIT = "beat", "audit"
_AHEAD = timedelta(seconds=10)
"""By how much a job may be planned further ahead than it ever is: machines are slow at times."""
_STANDING = {"misfire_grace_time": None, "coalesce": True, "replace_existing": True}
_log = structlog.get_logger()


class After(BaseTrigger):  # type: ignore[misc]  # it has no types
    """Fires a while after now, whenever it was to fire before.

    The trigger of APScheduler counts up every beat that was missed: ten years of them, where the clock of the machine
    jumps by ten years, and nothing else happens meanwhile.
    """

    def __init__(self, wait: timedelta) -> None:
        self._wait = wait

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        return now + self._wait


class Heartbeat:
    """Does what is due: timers into messages, digests at local time, messages to Slack, accounts looked at daily.

    Deadlines are rows of the database; the scheduler only wakes us, so nothing is lost with it. `wall` is real time, by
    which the scheduler runs; the house's clock may be shifted against it. Without a `watchdog` nobody misses it.
    """

    def __init__(
        self, house: House, sender: Sender, wall: Callable[[], datetime], watchdog: Watchdog | None = None
    ) -> None:
        self._house = house
        self._sender = sender
        self._watchdog = watchdog
        self.auditor = Auditor(house, sender)
        self._beaten: datetime | None = None
        self._found: list[Wrong] = []
        self._sweep = Sweep(house, sender.accounts)
        self._wall = wall
        self._latest = wall()
        self._beating = asyncio.Lock()
        self._ticking = asyncio.Lock()
        self._auditing = asyncio.Lock()
        self._woken = False
        self._replanner = Replanner(house)
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Beat from now on: when something is due, when something was committed, and at least every few seconds."""
        loop = asyncio.get_running_loop()

        def wake_from_thread() -> None:
            loop.call_soon_threadsafe(self.wake)

        self._house.store.after_commit = wake_from_thread
        self._sender.after_each = self.wake
        self._plan(_BEAT)
        self._plan(_AUDIT)
        self._scheduler.modify_job(_AUDIT, next_run_time=self._wall() + EVERY)
        self._scheduler.start()
        self.wake()

    def _plan(self, name: str) -> None:
        """Have the scheduler do one of the two things that are done again and again.

        A job stands for ever and is only moved ahead: whatever happens to one beat, another one follows. A beat may be
        called for while the one before is just ending: that is not one too many.
        """
        work, wait, most = {_BEAT: (self._tick, EVERY, 2), _AUDIT: (self.audit, AUDITED, 1)}[name]
        self._scheduler.add_job(work, After(wait), id=name, max_instances=most, **_STANDING)

    def _put_back(self, name: str) -> bool:
        """Put back a job that is gone, paused or far ahead; `False` where nobody did that, or only a clock set back."""
        job, wall = self._scheduler.get_job(name), self._wall()
        self._latest = max(self._latest, wall)
        moment = job.next_run_time if job else None
        if moment is not None and moment <= wall + AUDITED + _AHEAD:
            return False
        self._plan(name)
        return moment is None or wall == self._latest

    async def audit(self) -> None:
        """Look whether all that should have been said was; not while the cases are still planned by a new policy."""
        async with self._auditing:
            if self._scheduler.running and self._put_back(_BEAT):
                self._found.append(Wrong.BEAT)
            if self._replanner.is_done:
                found, self._found = self._found, []
                await self.auditor.look(self._house.clock(), self._beaten, found)

    async def stop(self) -> None:
        """Stop beating and let the beat that runs, and what is being sent, come to their end."""
        self._house.store.after_commit = _nothing
        self._sender.after_each = _nothing
        if self._scheduler.running:
            # Shutting down cancels what was submitted and has not begun: nothing more is to be submitted.
            self._scheduler.pause()
        # A beat that was cut off after its claim would leave its messages to their leases.
        async with self._ticking, self._beating, self._auditing:
            await self._finish()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Beat as soon as possible; while a beat runs, once more after it."""
        self._woken = True
        if not self._ticking.locked():
            self._arm(timedelta())

    def _arm(self, wait: timedelta) -> None:
        # Where somebody took the job away, the auditor finds that.
        if self._scheduler.running and self._scheduler.get_job(_BEAT):
            self._scheduler.modify_job(_BEAT, next_run_time=self._wall() + wait)

    async def _tick(self) -> None:
        if self._ticking.locked():
            return
        async with self._ticking:
            wait = await self._once()
            if self._put_back(_AUDIT):
                self._found.append(Wrong.AUDIT)
        self._arm(timedelta() if self._woken else wait)

    async def _once(self) -> timedelta:
        """Beat, whatever comes of it, and return how long nothing more is to be done."""
        try:
            return await self._wait(await self.beat())
        except NotSaved:
            _log.warning("beat: the database cannot be used just now")
        except Exception as error:  # noqa: BLE001 - whatever it was, the next beat comes
            _log.error("beat failed", error=type(error).__name__, at=origin(error))
            self._woken = False
        return EVERY

    async def beat(self) -> Agenda | None:
        """Do once what is due now; return what is due when, where nothing was."""
        async with self._beating:
            self._woken = False
            now, idle = self._house.clock(), None
            try:
                idle = await self._queue(now)
            finally:
                # What is queued goes out, whatever happened to what was to join it.
                if idle is None or self._sender.is_needed(idle.messages, now):
                    idle = None
                    await self._sender.send(now)
            self._beaten = now
            await self._sweep.sweep(now)
            # Only a beat that came to its end shows that the bot lives.
            if self._watchdog:
                self._watchdog.look(now)
            return idle

    async def foresee(self, moment: datetime) -> None:
        """Do what the beats up to `moment` would, where nothing is due: a clock that is set ahead leaves them out."""
        if self._watchdog and moment - self._house.clock() > WATCHED:
            await self._watchdog.hold(moment)

    async def _queue(self, now: datetime) -> Agenda | None:
        """Turn what is due into messages, planned by this start's policy and the zones of now; or return the agenda."""
        await self._replanner.go_on()
        known = await self._agenda(now)
        if known.planned and known.planned <= now:
            await meet(self._house, known, now, self._sender.observe)
            return None
        return known

    async def _agenda(self, now: datetime) -> Agenda:
        return await self._house.store.read(lambda t: agenda.read(t, self._house.policy, now))

    async def next_deadline(self) -> datetime | None:
        """Return when a timer or digest is due next, or what failed or is to be planned anew; `None` for never."""
        now = self._house.clock()
        return (await self._agenda(now)).deadline if self._replanner.is_done else now

    async def next_moment(self, known: Agenda | None = None) -> datetime | None:
        """Return the next moment at which something has to be done, by the agenda, read anew where it is not `known`.

        Beside what is due that is a message that waits for its turn, or that accounts or days off are looked at.
        """
        now = self._house.clock()
        if not self._replanner.is_done:
            return now
        known = known or await self._agenda(now)
        free = self._sender.free_at(known.messages, now)
        return earliest(known.planned, free, await self._sweep.next_moment(now))

    async def _wait(self, known: Agenda | None) -> timedelta:
        # What was committed since would have called for another beat.
        following = await self.next_moment(known)
        if following is None:
            return EVERY
        return min(max(following - self._house.clock(), timedelta()), EVERY)

    async def _finish(self) -> None:
        """Wait until nothing is being sent, asked about, or pushed ahead in Slack."""
        await self._sender.finish()
        await self._sweep.finish()
        if self._watchdog:
            await self._watchdog.finish()

    async def settle(self) -> datetime | None:
        """Beat until nothing is left to do at this moment; return when something is next, as `next_moment` does."""
        while True:
            await self.beat()
            await self._finish()
            following = await self.next_moment()
            if following is None or following > self._house.clock():
                return following


def _nothing() -> None:
    """Nobody is to be woken any more."""
