from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from bot.context import House
from bot.reminders import alarms, audit_of_cases, audit_timers, replanning
from bot.reminders.auditor import Auditor
from bot.reminders.replanning import Replanner
from bot.views.alarm import Wrong
from casework.case import Grade
from casework.errors import NotSaved
from casework.policy import Policy
from casework.workdays import Period
from storage.tables import TABLES
from tests.reminders import watch
from tests.reminders.injected import INJECTED

if TYPE_CHECKING:
    from storage.database import Transaction
    from tests.stories.installation import Installation

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
_CLOCKS = TABLES["clocks"]


def _a_grade_that_is_none(transaction: Transaction) -> None:
    transaction.execute(update(_CLOCKS).where(_CLOCKS.c.reference == watch.OVERDUE).values(grade="purple"))


async def test_a_case_that_makes_no_sense_is_named_and_keeps_nothing_from_the_others(running: Installation) -> None:
    await running.house.store.write(_a_grade_that_is_none)
    await running.house.store.write(INJECTED["a timer is gone"][0])
    await running.house.store.write(INJECTED["a message that waits is put off"][0])
    await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == {Wrong.REMINDER_MISSING.value, Wrong.MESSAGE_HELD.value}
    assert not await running.is_as_it_should_be()
    await running.bot.heartbeat.settle()
    raised = [text for _, text in watch.alarms(running)]
    assert len(raised) == 2
    assert all(f"{watch.OVERDUE}*: {Wrong.UNREADABLE}, and could not be put right" in text for text in raised)


async def test_a_case_that_cannot_be_judged_is_not_sound(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(stored: Any, rules: Any) -> Any:  # noqa: ANN401 - as it is given
        if stored.case.reference == watch.COMING:
            raise LookupError
        return audit_timers.judge(stored, rules)

    await running.house.store.write(INJECTED["a timer is gone"][0])
    with monkeypatch.context() as patched:
        patched.setattr(audit_of_cases, "judge", fail)
        assert not await running.is_as_it_should_be()
        assert await watch.put_right(running) == set()
    assert not await running.is_as_it_should_be()
    assert await watch.put_right(running) == {Wrong.REMINDER_MISSING.value}
    assert await running.is_as_it_should_be()


async def test_an_alarm_that_is_not_saved_leaves_its_repair_for_the_next_look(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise NotSaved

    await running.house.store.write(INJECTED["a timer is gone"][0])
    with monkeypatch.context() as patched:
        patched.setattr(alarms, "queue", fail)
        assert not await running.is_as_it_should_be()
    assert await watch.put_right(running) == set()
    await watch.a_minute_passes(running)
    assert await watch.put_right(running) == {Wrong.REMINDER_MISSING.value}
    assert len(watch.alarms(running)) == 2


async def test_two_bots_of_two_policies_do_not_undo_each_others_plans(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replanning, "AT_ONCE", 1)
    rules = running.house.policy
    longer = {grade: Period("30 hours", timedelta(hours=30)) for grade in Grade}
    clocks = tuple(
        row.model_copy(update={"period": longer}) if row.name == "enforcement" else row for row in rules.clock
    )
    newer = House(running.house.store, Policy.model_construct(**{**dict(rules), "clock": clocks}), running.house.clock)
    replanner = Replanner(newer)
    while not replanner.is_done:
        await replanner.go_on()
        await watch.a_minute_passes(running)
        assert await watch.put_right(running) == set()
    planned = await running.read(_planned)
    before, after = running.bot.heartbeat.auditor, Auditor(newer, running.bot.heartbeat._sender)  # noqa: SLF001 - shared
    for _ in range(3):
        running.let_time_go_by(timedelta(seconds=20))
        await running.settle()
        for auditor in (before, after):
            await auditor.look(running.travel.now(), running.travel.now())
    assert await watch.put_right(running) == set()
    assert await running.read(_planned) == planned


def _planned(transaction: Transaction) -> list[tuple[Any, ...]]:
    wanted = select(_CLOCKS.c.reference, _CLOCKS.c.name, _CLOCKS.c.version, _CLOCKS.c.due_at)
    return [tuple(row) for row in transaction.execute(wanted.order_by(_CLOCKS.c.reference, _CLOCKS.c.name))]
