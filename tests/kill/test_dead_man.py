"""A bot that is killed is missed: Slack itself says so, once, wherever somebody is on duty."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.reminders.watchdog import EVERY, SILENCE
from tests.kill.campaign import Campaign, campaign
from tests.kill.force import TEAMS, Cases
from tests.kill.life import Life

_EVER = datetime(2000, 1, 1, tzinfo=UTC)
pytestmark = [pytest.mark.kill]


def silences(running: Campaign) -> list[str]:
    """Return in which channels Slack says that the bot is silent, once for each time."""
    posted = running.workspace.ledger.of("chat.scheduleMessage:posted")
    return sorted(entry.channel for entry in posted if "has not checked in since" in entry.text)


def passes(running: Campaign, length: timedelta) -> None:
    running.clock.travel(length)
    running.workspace.catch_up()


async def test_killing_the_process_makes_the_workspace_say_so(database_url: str, tmp_path: Path) -> None:
    async with campaign(database_url, tmp_path, Cases("dead man", 12)) as running:
        slack = running.workspace
        life = Life.begin(replace(running.orders, flies=False))
        await slack.until(lambda: len(silenced(running)) == len(TEAMS), 20)
        await life.kill()
        passes(running, SILENCE - timedelta(minutes=1))
        assert silences(running) == []
        passes(running, timedelta(minutes=1))
        assert silences(running) == sorted(f"C0{team.upper()}" for team in TEAMS)
        passes(running, timedelta(hours=3))
        assert len(silences(running)) == len(TEAMS)
        await running.settle()
        running.judge()
        back = [entry.channel for entry in slack.ledger.posts() if "Caseclock is back since" in entry.text]
        assert sorted(back) == sorted(f"C0{team.upper()}" for team in TEAMS)


async def test_whatever_the_moment_of_the_kill_it_is_missed_and_the_next_bot_leaves_one_a_channel(
    database_url: str, tmp_path: Path
) -> None:
    async with campaign(database_url, tmp_path, Cases("dead man again", 6)) as running:
        orders = replace(running.orders, flies=False)
        for number in range(1, 5):
            life = Life.begin(orders)
            await running.workspace.until(lambda: running.workspace.hub.connected, 20)
            await life.is_over_within(0.08 * number)
            await life.kill()
            passes(running, EVERY)
        channels = sorted(f"C0{team.upper()}" for team in TEAMS)
        begun, life = running.clock.now(), Life.begin(orders)
        # It hands its own over, and only then takes back what the others left.
        await running.workspace.until(lambda: silenced(running, begun) == channels == silenced(running), 30)
        assert silences(running) == []
        await life.kill()
        passes(running, SILENCE)
        assert silences(running) == channels


def silenced(running: Campaign, since: datetime = _EVER) -> list[str]:
    """Return in which channels a message of silence waits, for each that speaks of nothing before `since`."""
    soonest = int((since + SILENCE).timestamp())
    waiting = [each for each in running.workspace.schedule if "has not checked in" in str(each.arguments.get("text"))]
    return sorted(each.channel for each in waiting if each.posts_at >= soonest)
