from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.views.alarm import Wrong
from storage import mishaps
from tests.reminders import watch
from tests.reminders.injected_later import LATER

if TYPE_CHECKING:
    from collections import Counter

    from tests.stories.installation import Installation

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
_HOUR = timedelta(hours=1)


@pytest.mark.parametrize("fault", LATER)
async def test_what_is_done_to_a_case_of_which_something_was_said_is_put_right_and_nothing_said_twice(
    running: Installation, undisturbed: Counter[tuple[Any, ...]], fault: str
) -> None:
    inject, wrong = LATER[fault]
    await running.house.store.write(inject)
    await running.bot.heartbeat.audit()
    await watch.a_minute_passes(running)
    assert wrong in await watch.put_right(running)
    assert await running.is_as_it_should_be()
    # The auditor goes on looking while the following turns are reached.
    while running.travel.now() + _HOUR < watch.MORNING:
        await running.go_to(running.travel.now() + _HOUR)
        assert await running.is_as_it_should_be()
    await running.go_to(watch.MORNING)
    assert await watch.told(running) == undisturbed
    assert running.workspace.ledger.sent_twice() == []
    assert await running.is_as_it_should_be()


async def test_what_was_said_and_is_due_again_is_put_right_although_its_case_is_put_aside(
    running: Installation, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    await running.house.store.write(LATER["what was said is to be said again"][0])
    await running.settle()
    assert await running.read(mishaps.subjects)
    await watch.a_minute_passes(running)
    assert await watch.put_right(running) == {Wrong.REMINDER_CHANGED.value}
    await running.go_to(watch.MORNING)
    assert await running.read(mishaps.subjects) == set()
    told = await watch.told(running)
    assert {each: many for each, many in told.items() if each[1] != "mishap"} == undisturbed
    assert await running.is_as_it_should_be()
