from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete

from bot.reminders import batches
from bot.views.alarm import Wrong
from casework.policy import Policy
from casework.workdays import Period
from storage import queued, replanning
from storage.tables import TABLES
from tests.reminders import watch
from tests.reminders.injected import INJECTED

if TYPE_CHECKING:
    from collections import Counter

    from storage.database import Transaction
    from tests.stories.installation import Installation

BOTH = {"C0DUTY", "D0ADMIN"}


FAULTS = [*((fault, "sqlite") for fault in INJECTED), *((fault, "postgresql") for fault in list(INJECTED)[::4])]
"""All of them on one database and a quarter on the other: the statements are the same, and each takes seconds."""


@pytest.mark.parametrize(("fault", "backend"), FAULTS)
async def test_whatever_is_done_to_the_record_is_found_within_a_minute_put_right_and_said_once(
    running: Installation, undisturbed: Counter[tuple[Any, ...]], fault: str
) -> None:
    inject, wrong = INJECTED[fault]
    await running.house.store.write(inject)
    await watch.a_minute_passes(running)
    assert wrong in await watch.put_right(running)
    raised = watch.alarms(running)
    assert sorted(channel for channel, _ in raised) == sorted(BOTH)
    assert all(str(wrong) in text and "put all of it right" in text for _, text in raised)
    assert await running.is_as_it_should_be()
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed
    assert running.workspace.ledger.sent_twice() == []
    assert await running.is_as_it_should_be()
    assert await running.verified() is None


async def test_where_nobody_does_anything_nothing_is_found(running: Installation) -> None:
    for _ in range(30):
        await watch.a_minute_passes(running)
    await running.go_to(watch.MORNING)
    assert await running.is_as_it_should_be()
    assert await watch.put_right(running) == set()
    assert watch.alarms(running) == []


async def _passes_over(*_given: object) -> None:
    """Work out nothing of what is due."""


async def test_what_is_due_and_left_is_worked_out(
    running: Installation, undisturbed: Counter[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(batches, "handle", _passes_over)
        running.let_time_go_by(timedelta(minutes=76))
        for seconds in range(5, 65, 5):
            running.let_time_go_by(timedelta(seconds=5))
            await running.bot.heartbeat.beat()
            await running.bot.heartbeat._finish()  # noqa: SLF001 - what is on its way is not late
            if seconds % 20 == 0:
                await running.bot.heartbeat.audit()
    assert await watch.put_right(running) == {Wrong.REMINDER_LATE.value}
    await running.settle()
    assert len(watch.alarms(running)) == 2
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_what_cannot_be_put_right_is_said_too_and_keeps_nothing_else_from_it(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise LookupError

    await running.house.store.write(INJECTED["a timer is gone"][0])
    await running.house.store.write(INJECTED["a message that waits is put off"][0])
    with monkeypatch.context() as patched:
        patched.setattr(replanning, "promise", fail)
        await watch.a_minute_passes(running)
        assert await watch.put_right(running) == {Wrong.MESSAGE_HELD.value}
        # It was found three times and said once.
        assert not await running.is_as_it_should_be()
        raised = watch.alarms(running)
        assert len(raised) == 2
        assert all("could not put all of it right" in text for _, text in raised)
    await watch.a_minute_passes(running)
    assert await running.is_as_it_should_be()
    assert Wrong.REMINDER_MISSING.value in await watch.put_right(running)


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("hours", [1, 5])
async def test_what_is_said_again_stands_where_an_earlier_policy_had_it(running: Installation, hours: int) -> None:
    rules = running.house.policy
    length = Period(f"{hours} hours", timedelta(hours=hours))
    grades = tuple(row.model_copy(update={"repeat": length}) for row in rules.grade)
    running.rule_by(Policy.model_construct(**{**dict(rules), "grade": grades}))
    await running.stop()
    await running.start()
    for _ in range(4):
        await watch.a_minute_passes(running)
        await running.go_to(running.travel.now() + timedelta(hours=hours))
    assert await running.is_as_it_should_be()
    assert watch.alarms(running) == []
    await running.house.store.write(INJECTED["a timer that repeats is put off"][0])
    await watch.a_minute_passes(running)
    assert await watch.put_right(running) == {Wrong.REMINDER_CHANGED.value}


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_same_is_said_again_only_after_an_hour(running: Installation) -> None:
    for minutes in (0, 30, 61):
        running.let_time_go_by(timedelta(minutes=minutes))
        await running.settle()
        await running.house.store.write(INJECTED["a timer that repeats is put off"][0])
        await watch.a_minute_passes(running)
        assert await running.is_as_it_should_be()
    assert len(watch.alarms(running)) == 4


async def test_a_record_of_a_caseclock_that_had_no_auditor_is_taken_as_it_is(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    async with watch.installation(database_url, tmp_path) as running:
        with monkeypatch.context() as patched:
            patched.setattr(queued, "note", lambda *_: None)
            patched.setattr(queued, "added", lambda *_: None)
            await watch.comes(running)
        await running.house.store.write(_forget_since_when)
        await running.stop()
        await running.start()
        await watch.a_minute_passes(running)
        assert await running.is_as_it_should_be()
        await running.house.store.write(INJECTED["a timer is gone"][0])
        await watch.a_minute_passes(running)
        assert await watch.put_right(running) == {Wrong.REMINDER_MISSING.value}
        await running.go_to(watch.MORNING)
        assert await watch.told(running) == undisturbed
        assert await running.is_as_it_should_be()


def _forget_since_when(transaction: Transaction) -> None:
    settings = TABLES["settings"]
    transaction.execute(delete(settings).where(settings.c.name == "policy since"))
