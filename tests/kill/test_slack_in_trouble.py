"""A kill while Slack answers badly or not at all."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from practice import faults
from practice.faults import Fault
from tests.kill.campaign import TROUBLES, Blow, Campaign, campaign
from tests.kill.child import PATIENCE
from tests.kill.force import Cases

pytestmark = [pytest.mark.kill, pytest.mark.parametrize("backend", ["sqlite"])]
LATE = faults.delayed(PATIENCE + 0.3)


@pytest.fixture
async def running(database_url: str, tmp_path: Path) -> AsyncIterator[Campaign]:
    async with campaign(database_url, tmp_path, Cases("troubles", 6)) as started:
        yield started


@pytest.mark.parametrize(
    ("method", "fault"), [*TROUBLES, ("chat.postMessage", LATE.after_accepting()), ("conversations.history", LATE)]
)
async def test_each_trouble_of_slack_and_a_kill_lose_nothing_and_repeat_nothing(
    running: Campaign, method: str, fault: Fault
) -> None:
    # Without a limit a repeat that came at once would be taken, not refused as too soon.
    running.workspace.rates.lift()
    running.workspace.faults.next(method, fault, 3)
    await running.strike(Blow("recorded", 6))
    running.workspace.faults.next(method, fault, 2)
    await running.settle()
    running.judge()


async def test_sixty_refusals_in_a_row_are_no_reason_to_give_up(running: Campaign) -> None:
    running.workspace.faults.next("chat.postMessage", faults.status(503), 60)
    running.workspace.faults.next("chat.postMessage", faults.status(502), 60)
    await running.settle()
    running.judge()
    assert running.workspace.ledger.posts()
