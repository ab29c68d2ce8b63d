"""Slack delivers an event again and again, and a later one before an earlier: each has its effect once."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from tests.faults.conftest import Installed
from tests.faults.seed import OFFICER

pytestmark = [pytest.mark.kill]
EVENTS, TIMES = 5, 4


async def test_events_that_come_four_times_and_in_any_order_have_one_effect_each(installed: Installed) -> None:
    workspace = installed.workspace
    async with installed.running():
        said = [await workspace.member("U0SERGEANT1").say("C0NORTH", f"{number}: lunch?") for number in range(EVENTS)]
        deliveries = [
            {
                "type": "event_callback",
                "event_id": f"Ev{number}",
                "team_id": "T0PRACTICE",
                "event": {
                    "type": "message",
                    "channel_type": "group",
                    "channel": "C0NORTH",
                    "user": OFFICER,
                    "ts": message.ts,
                    "text": "She wants to factory-reset his phone tonight.",
                },
            }
            for number, message in enumerate(said)
        ] * TIMES
        Random(17).shuffle(deliveries)
        await asyncio.gather(*(workspace.hub.ask("events_api", each, {"retry_attempt": 1}) for each in deliveries))
        await workspace.until(lambda: len(_answers(installed)) >= EVENTS, within=30)
        await installed.at_rest()
    assert sorted(_answers(installed)) == sorted(message.ts for message in said)


def _answers(installed: Installed) -> list[str]:
    posts = installed.workspace.ledger.posts("C0NORTH")
    return [str(entry.arguments["thread_ts"]) for entry in posts if entry.arguments.get("thread_ts")]
