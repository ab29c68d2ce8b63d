"""What is due, handled in batches for speed and, where one fails, so that the others go on without what failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.context import House
from bot.incidents import origin
from bot.reminders import dispatcher, mishaps
from casework.errors import NotSaved
from storage import mishaps as aside
from storage import timers
from storage.database import Transaction

_log = structlog.get_logger()


def is_due(transaction: Transaction, now: datetime) -> bool:
    """Whether a timer is due at `now`, or a case that is put aside is to be tried again."""
    first = timers.next_due(transaction)
    return (first is not None and first <= now) or bool(aside.to_try(transaction, now))


async def handle(house: House, now: datetime, observe: Callable[[str], None]) -> None:
    """Turn every timer that is due at `now` into messages; `observe` is told of each batch.

    What fails is put aside, and tried again by itself once its pause is over.
    """
    while (first := await house.store.read(timers.next_due)) and first <= now:
        await _batch(house, now)
        observe("dispatched")
    for reference in await house.store.read(lambda t: aside.to_try(t, now)):
        await _again(house, reference, now)
        observe("dispatched")


async def _batch(house: House, now: datetime) -> None:
    try:
        await house.store.write(lambda t: dispatcher.dispatch(t, house.policy, now))
    except NotSaved:
        raise
    except Exception as error:
        _complain(error)
        if not await house.store.write(lambda t: mishaps.part(t, house.policy, now)):
            raise


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
