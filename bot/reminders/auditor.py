"""The auditor: works out anew what should have been said by now, looks whether it was, puts right what was not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from bot.context import House
from bot.incidents import origin
from bot.reminders import alarms, audit_of_cases, audit_of_outbox
from bot.reminders.alarms import Alarms
from bot.reminders.audit_messages import GRACE, LONGEST, Moment
from bot.reminders.audit_of_cases import Cases, Page
from bot.reminders.ledger import Ledger
from bot.reminders.sender import Sender
from bot.usecases.status import Audited
from bot.views.alarm import Line, Wrong
from casework.errors import NotSaved
from storage import audits, mending
from storage.database import Transaction, within
from storage.writer import is_of_the_database

EVERY = timedelta(seconds=20)
"""How often the auditor looks: what has been wrong for GRACE is found by the second look after it began."""
_AT_ONCE = 20
"""How many faults are put right in one transaction: officers wait no longer."""
_ENOUGH = 10_000
"""How much work one look is: ten thousand cases that have not changed, or one thousand that have; two seconds."""
_MOST = 200
"""How many cases whose reminders are late are worked out in one look."""
_STILL = timedelta(minutes=1)
"""For how long no whole beat may have begun; while nobody looks for so long, the machine sleeps."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Fault:
    """Something that looks wrong: how it is told where it cannot be put right, and what puts it right.

    The repair returns what was wrong: nothing, where that has changed meanwhile.
    """

    line: Line
    repair: Callable[[Transaction], list[Line]]


class Auditor:
    """Looks through the record, puts right what is wrong, says so once, and remembers whether it was content.

    Whatever has changed between its look and its repair is left alone: only what stands as it was seen is wrong.
    """

    def __init__(self, house: House, sender: Sender) -> None:
        self._house = house
        self._sender = sender
        self._cases = Cases(house.policy)
        self._alarms = Alarms()
        self._ledger: Ledger | None = None
        self._after = ""
        self._last: Audited | None = None
        self._watching: datetime | None = None
        self.when_content: Callable[[datetime], Awaitable[None]] = _nothing

    def last(self) -> Audited | None:
        """Return when was looked last, and whether all was as it should be; `None` before the first look."""
        return self._last

    async def look(self, now: datetime, beaten: datetime | None, jobs: Sequence[Wrong] = ()) -> None:
        """Audit the record as it is at `now`; `beaten` is when the last beat that came to its end began.

        `jobs` are what was wrong with the scheduler, which is right again.
        """
        is_content = False
        self._watch(now)
        try:
            is_content = not await self._audited(now, beaten, jobs)
        except NotSaved:
            _log.warning("audit: the database cannot be used just now")
        except Exception as error:  # noqa: BLE001 - whatever it was, the next look comes
            _log.error("audit failed", error=type(error).__name__, at=origin(error))
        self._last = Audited(now, is_content)
        if is_content:
            await self.when_content(now)

    async def _audited(self, now: datetime, beaten: datetime | None, jobs: Sequence[Wrong]) -> list[Line]:
        """Look, put right, say; return what was wrong."""
        late = min(now - GRACE, beaten) if beaten else _NEVER
        at = Moment(now, late, lambda recipient: self._sender.attends(recipient, late))
        faults = [*await self._messages(at), *await self._promises(now), *await self._late(at)]
        lines = [Line(job, None, is_right=True) for job in jobs]
        lines += [Line(Wrong.STANDSTILL, None, is_right=False)] if self._stands_still(now, beaten) else []
        lines += [Line(Wrong.JOURNAL, None, is_right=False)] if self._ledger and self._ledger.is_broken else []
        await self._say(lines, now)
        for start in range(0, len(faults), _AT_ONCE):
            some = faults[start : start + _AT_ONCE]
            put_right = await self._house.store.write(partial(self._put_right, faults=some, now=now))
            self._said(put_right, now)
            lines += put_right
        return lines

    async def _say(self, lines: list[Line], now: datetime) -> None:
        """Say what is wrong with Caseclock itself."""
        if news := self._alarms.news(lines, now):
            await self._house.store.write(partial(alarms.queue, lines=news, now=now))
        self._said(lines, now)

    def _put_right(self, transaction: Transaction, faults: Iterable[_Fault], now: datetime) -> list[Line]:
        """Put these right and say so, both or neither."""
        lines = _put_right(transaction, faults, now)
        if news := self._alarms.news(lines, now):
            alarms.queue(transaction, news, now)
        return lines

    def _said(self, lines: list[Line], now: datetime) -> None:
        """Note that this is committed."""
        self._alarms.said(self._alarms.news(lines, now), now)
        for line in lines:
            _log.error("the record was not as it should be", kind=line.wrong.value, reference=line.reference or "")

    def _watch(self, now: datetime) -> None:
        """Note since when it has been looked again and again: the clocks of a machine that sleeps go on."""
        if self._watching is None or self._last is None or now - self._last.at >= _STILL:
            self._watching = now

    def _stands_still(self, now: datetime, beaten: datetime | None) -> bool:
        """Whether no whole beat has begun for a minute in which it was looked: it fails, or it hangs."""
        return now - max(beaten or _NEVER, self._watching or now) >= _STILL

    def _read_on(self, transaction: Transaction, now: datetime) -> Ledger:
        """Return what the journal says, as this transaction sees it."""
        self._ledger = self._ledger or Ledger.begun(transaction, now)
        self._ledger.read_on(transaction, now)
        return self._ledger

    async def _messages(self, at: Moment) -> list[_Fault]:
        def read(transaction: Transaction) -> list[_Fault]:
            ledger = self._read_on(transaction, at.now)
            ledger.forget(at.now)
            found = audit_of_outbox.suspects(transaction, ledger, at)
            return [_of_message(ledger, suspect, at) for suspect in found]

        return await self._house.store.read(read)

    async def _promises(self, now: datetime) -> list[_Fault]:
        """Go on through the cases where the last look stopped: to the end, or until that was enough for one look."""
        faults: list[_Fault] = []
        work = 0
        while work < _ENOUGH:
            page = await self._house.store.read(partial(self._page, now=now))
            faults += [self._of_case(suspect, now) for suspect in page.suspects]
            self._after, work = page.following or "", work + page.work
            if not self._after:
                break
        return faults

    def _page(self, transaction: Transaction, now: datetime) -> Page:
        return self._cases.page(transaction, self._read_on(transaction, now), self._after)

    def _of_case(self, suspect: audit_of_cases.Suspect, now: datetime) -> _Fault:
        def repair(transaction: Transaction) -> list[Line]:
            ledger = self._ledger or self._read_on(transaction, now)
            found = self._cases.put_right(transaction, ledger, suspect, now)
            return [Line(wrong, suspect.reference, is_right=True) for wrong in found]

        return _Fault(Line(suspect.wrong, suspect.reference, is_right=False), repair)

    async def _late(self, at: Moment) -> list[_Fault]:
        """Return what was due and was left, and what is put aside for longer than anything ever is."""
        late, aside = await self._house.store.read(
            lambda t: (audits.late(t, at.late, _MOST), audits.aside_beyond(t, at.now + LONGEST + GRACE))
        )
        return [
            *(self._of_late(reference, at.now) for reference in late),
            *(_of_aside(subject, reference, at.now) for subject, reference in aside),
        ]

    def _of_late(self, reference: str, now: datetime) -> _Fault:
        def repair(transaction: Transaction) -> list[Line]:
            found = audit_of_cases.work_out(transaction, reference, self._house.policy, now)
            return [Line(wrong, reference, is_right=True) for wrong in found]

        return _Fault(Line(Wrong.REMINDER_LATE, reference, is_right=False), repair)


def _of_message(ledger: Ledger, suspect: audit_of_outbox.Suspect, at: Moment) -> _Fault:
    def repair(transaction: Transaction) -> list[Line]:
        line = audit_of_outbox.put_right(transaction, ledger, suspect, at)
        return [line] if line else []

    return _Fault(Line(Wrong.MESSAGE_CHANGED, audit_of_outbox.reference(ledger, suspect), is_right=False), repair)


def _of_aside(subject: str, reference: str | None, now: datetime) -> _Fault:
    def repair(transaction: Transaction) -> list[Line]:
        mending.take_up(transaction, subject, now)
        line = Line(Wrong.ASIDE, reference, is_right=True)
        alarms.note(transaction, line, now)
        return [line]

    return _Fault(Line(Wrong.ASIDE, reference, is_right=False), repair)


def _put_right(transaction: Transaction, faults: Iterable[_Fault], now: datetime) -> list[Line]:
    """Put right each of these for itself; return what was wrong, and whether it is right now."""
    lines: list[Line] = []
    for fault in faults:
        try:
            with within(transaction.connection, transaction.keyring) as inner:
                lines += fault.repair(inner)
        except Exception as error:
            if is_of_the_database(error):
                raise
            _log.error("not put right", error=type(error).__name__, at=origin(error))
            alarms.note(transaction, fault.line, now)
            lines.append(fault.line)
            continue
        transaction.entries.extend(inner.entries)
    return lines


async def _nothing(_now: datetime) -> None:
    """Nobody is to be told that all is well."""
