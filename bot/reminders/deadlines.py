"""When something is due next that is kept in the record, and what is done when it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.context import House
from bot.reminders import batches, beyond, coverage, digest
from casework.errors import NotSaved
from casework.policy import Policy
from storage import mishaps, timers
from storage.database import Transaction


def deadline(transaction: Transaction, now: datetime) -> datetime | None:
    """Return when a timer or digest is due next, or what failed is tried again; `None` for never."""
    following = digest.next_moment(transaction, now)
    return earliest(timers.next_due(transaction), mishaps.next_try(transaction), following)


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the first of those moments that there are."""
    return min((moment for moment in moments if moment), default=None)


def is_due(transaction: Transaction, policy: Policy, now: datetime) -> tuple[bool, bool, bool, bool]:
    """Return whether there is something to do: for cases, digests, days off, and what is to be said beyond Slack."""
    return (
        batches.is_due(transaction, now),
        digest.is_due(transaction, now),
        coverage.is_due(transaction, policy, now),
        beyond.is_due(transaction, now),
    )


async def meet(house: House, now: datetime, observe: Callable[[str], None]) -> None:
    """Turn all that is due at `now` into messages, each kind whatever becomes of the others.

    What went wrong first is raised in the end, so that it is known that something did.
    """
    policy, write = house.policy, house.store.write
    cases, digests, days_off, unheard = await house.store.read(lambda t: is_due(t, policy, now))
    works: list[tuple[bool, Callable[[], Awaitable[None]]]] = [
        (cases, partial(batches.handle, house, now, observe)),
        (digests, partial(write, lambda t: digest.queue(t, policy, now))),
        (days_off, partial(write, lambda t: coverage.queue(t, policy, now))),
        (unheard, partial(write, lambda t: beyond.look(t, policy, now))),
    ]
    failed: Exception | None = None
    for is_wanted, work in works:
        try:
            if is_wanted:
                await work()
        except NotSaved:
            raise
        except Exception as error:  # noqa: BLE001 - it is raised below
            failed = failed or error
    if failed:
        raise failed
