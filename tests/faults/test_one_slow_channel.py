"""Slack asks for a pause in one place: the others are told meanwhile, and everywhere the most severe comes first."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pytest

from bot import main
from casework.case import Grade
from practice import faults
from tests.faults import seed
from tests.faults.conftest import Installed

pytestmark = [pytest.mark.kill]
GRADES = (Grade.LOW, Grade.VERY_HIGH, Grade.MEDIUM)
WORST_FIRST = ["very high", "medium", "low"]
PAUSE = 6


async def test_others_go_on_and_the_most_severe_goes_first(installed: Installed) -> None:
    workspace = installed.workspace
    for grade in GRADES:
        seed.log(installed.machine, [main.clock() + timedelta(hours=20)], grade)
    # Whichever of the two places is the first to be written to has to wait.
    workspace.faults.next("chat.postMessage", faults.rate_limited(str(PAUSE)))
    cards: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    async with installed.running():
        await workspace.until(lambda: _all_told(installed, cards), within=60)
    for told in cards.values():
        assert [grade for _, grade in told] == WORST_FIRST
    first, second = sorted(told[0][0] for told in cards.values())
    assert second - first > PAUSE - 2


def _all_told(installed: Installed, cards: defaultdict[str, list[tuple[float, str]]]) -> bool:
    """Take down what stands where: when, and of which grade; say whether both places have all three cases."""
    cards.clear()
    for entry in installed.workspace.ledger.posts():
        grade = next((grade for grade in WORST_FIRST if f"· {grade} ·" in entry.text), None)
        if grade and entry.channel in {"C0NORTH", "D0OFFICER1"} and "· in progress ·" in entry.text:
            cards[entry.channel].append((float(entry.ts), grade))
    return [len(told) for told in cards.values()] == [3, 3]
