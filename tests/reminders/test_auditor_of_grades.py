"""The auditor works out what a new grade brought forward, and finds what still stands as by the grade before."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from bot import access
from bot.usecases import grading, referrals
from bot.views.forms import Grading
from casework.case import Evidence, Grade
from storage.tables import TABLES
from tests.reminders import watch
from tests.stories.words import london
from tests.told import a_referral

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.context import Context
    from storage.database import Transaction

_TIMERS = TABLES["timers"]
_AGAIN = (_TIMERS.c.clock == "evidence", _TIMERS.c.rung == "overdue", _TIMERS.c.state == "pending")
NIGHT = london("2026-11-04 01:00")
MINUTE = timedelta(minutes=1)


def refer(context: Context) -> str:
    """Log a case of which the advice is to be confirmed at 21:00: it is high, so that is said again at 09:00."""
    told = a_referral(watch.START, Grade.HIGH, evidence=Evidence.IN_HAND)
    return referrals.refer(context, told, "V1").reference


def grade(context: Context, reference: str) -> None:
    given = Grading(Grade.VERY_HIGH, "KIRAT", None, None, "", Grade.HIGH)
    grading.grade(context, reference, given, "V2")


def due(transaction: Transaction) -> datetime:
    moment: datetime = transaction.execute(select(_TIMERS.c.due_at).where(*_AGAIN)).scalar_one()
    return moment


@pytest.mark.parametrize("by", ["12 hours", "a minute more"])
async def test_a_repeat_that_stands_as_by_the_grade_before_is_brought_forward(
    database_url: str, tmp_path: Path, by: str
) -> None:
    async with watch.installation(database_url, tmp_path) as running:
        reference = await running.house.do(partial(access.person, slack="U0OFFICER1"), refer)
        await running.go_to(NIGHT)
        before = await running.read(due)
        await running.house.do(partial(access.person, slack="U0SERGEANT1"), partial(grade, reference=reference))
        await running.settle()
        sooner = await running.read(due)
        assert sooner - running.travel.now() <= timedelta(hours=2) < before - running.travel.now()
        assert await running.is_as_it_should_be()

        late = before if by == "12 hours" else sooner + MINUTE
        await running.house.store.write(lambda t: t.execute(update(_TIMERS).where(*_AGAIN).values(due_at=late)))
        assert not await running.is_as_it_should_be()
        assert await running.read(due) == sooner
        assert await running.is_as_it_should_be()
