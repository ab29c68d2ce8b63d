"""When something is due next that is kept in the record, of each kind, and what is done when it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.context import House
from bot.reminders import batches, beyond, coverage, digest
from casework.errors import NotSaved
from casework.policy import Policy
from storage import digests, fallbacks, mishaps, outbox, people, timers
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Agenda:
    """When each kind is due next, all by the record as it was at one moment; `None` for never.

    `aside` are cases that are put aside and tried again, `unheard` is what may have to be said beyond Slack.
    `messages` is when the next message to each recipient may go.
    """

    timers: datetime | None
    aside: datetime | None
    digests: datetime | None
    days_off: datetime | None
    unheard: datetime | None
    messages: Mapping[str, datetime]

    @property
    def deadline(self) -> datetime | None:
        """When a timer or digest is due next, or what failed is tried again."""
        return earliest(self.timers, self.aside, self.digests)

    @property
    def planned(self) -> datetime | None:
        """When something is to be worked out next; the messages that wait are worked out already."""
        return earliest(self.deadline, self.days_off, self.unheard)


def read(transaction: Transaction, policy: Policy, now: datetime) -> Agenda:
    """Return the agenda at `now`; what should have been done before has a moment that is past."""
    roster, done = people.roster(transaction), digests.last(transaction)
    return Agenda(
        timers.next_due(transaction),
        mishaps.next_try(transaction),
        digest.next_moment(roster, done, now),
        coverage.next_moment(roster, done, policy, now),
        fallbacks.next_look(transaction),
        outbox.next_moments(transaction),
    )


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the first of those moments that there are."""
    return min((moment for moment in moments if moment), default=None)


async def meet(house: House, agenda: Agenda, now: datetime, observe: Callable[[str], None]) -> None:
    """Turn all that is due at `now` into messages, each kind whatever becomes of the others.

    What went wrong first is raised in the end, so that it is known that something did.
    """
    policy, write = house.policy, house.store.write
    works: list[tuple[datetime | None, Callable[[], Awaitable[None]]]] = [
        (agenda.timers, partial(batches.handle, house, now, observe)),
        (agenda.aside, partial(batches.try_again, house, now, observe)),
        (agenda.digests, partial(write, lambda t: digest.queue(t, policy, now))),
        (agenda.days_off, partial(write, lambda t: coverage.queue(t, policy, now))),
        (agenda.unheard, partial(write, lambda t: beyond.look(t, policy, now))),
    ]
    failed: Exception | None = None
    for moment, work in works:
        try:
            if moment and moment <= now:
                await work()
        except NotSaved:
            raise
        except Exception as error:  # noqa: BLE001 - it is raised below
            failed = failed or error
    if failed:
        raise failed
