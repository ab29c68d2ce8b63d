"""What is due, handled in batches for speed and, where one fails, so that the others go on without what failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.context import House
from bot.incidents import origin
from bot.reminders import dispatcher, mishaps
from casework.errors import NotSaved
from casework.policy import Policy
from storage import mishaps as aside
from storage import timers
from storage.database import Transaction

_log = structlog.get_logger()


async def handle(house: House, now: datetime, observe: Callable[[str], None]) -> None:
    """Turn every timer that is due at `now` into messages; `observe` is told of each batch. What fails is put aside."""
    following: datetime | None = now
    while following and following <= now:
        following = await _batch(house, now)
        observe("dispatched")


async def try_again(house: House, now: datetime, observe: Callable[[str], None]) -> None:
    """The same for what was put aside and whose pause is over at `now`, each case by itself."""
    for reference in await house.store.read(lambda t: aside.to_try(t, now)):
        await _again(house, reference, now)
        observe("dispatched")


async def _batch(house: House, now: datetime) -> datetime | None:
    """Handle a batch and return when the next timer is due."""
    try:
        return await house.store.write(lambda t: _dispatched(t, house.policy, now))
    except NotSaved:
        raise
    except Exception as error:
        _complain(error)
        if not await house.store.write(lambda t: mishaps.part(t, house.policy, now)):
            raise
    return await house.store.read(timers.next_due)


def _dispatched(transaction: Transaction, policy: Policy, now: datetime) -> datetime | None:
    dispatcher.dispatch(transaction, policy, now)
    return timers.next_due(transaction)


async def _again(house: House, reference: str, now: datetime) -> None:
    try:
        await house.store.write(lambda t: mishaps.again(t, reference, house.policy, now))
    except NotSaved:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other cases go on
        failed = error
        _complain(failed, reference)
        await house.store.write(lambda t: mishaps.put_aside(t, reference, reference, failed, now))


def _complain(error: Exception, reference: str = "") -> None:
    _log.error("reminders not worked out", reference=reference, error=type(error).__name__, at=origin(error))
