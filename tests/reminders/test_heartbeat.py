import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import access, main, practice
from bot.context import House
from bot.reminders.delivery import Post
from bot.reminders.heartbeat import EVERY, After, Heartbeat
from bot.reminders.pace import Pace
from bot.reminders.sender import Sender
from bot.reminders.watchdog import Watchdog
from bot.usecases import referrals
from casework import policy
from casework.case import Answer
from tests.reminders import watch
from tests.stories.installation import Installation
from tests.told import a_referral

START = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
FRIDAY = 5
"""The day on which days off are looked at, at noon."""


async def test_what_is_queued_goes_out_when_what_is_due_cannot_be_worked_out(tmp_path: Path) -> None:
    now = [START]
    rules = policy.load()
    without_clocks = rules.model_copy(update={"clock": ()})
    async with practice.workspace(f"sqlite:///{tmp_path}/a.db", tmp_path / "a.keys", wall=lambda: now[-1]) as running:
        slack, server, bot, _travel = running
        officer = partial(access.person, slack="U0OFFICER1")
        await bot.house.do(
            officer, lambda context: referrals.refer(context, a_referral(START, child_at_risk=Answer.YES), "V1")
        )
        now.append(START + timedelta(hours=1))
        house = House(bot.house.store, without_clocks, bot.house.clock)
        client = main.web_client(practice.BOT_TOKEN, server.api_url)
        sender, watchdog = Sender(house, Post(client)), Watchdog(house, client)
        await Heartbeat(house, sender, main.clock, watchdog).beat()
        await watchdog.finish()
        await sender.finish()
        # The card and the receipt, and to whom it falls that what is due cannot be worked out.
        told = ["C0DUTY", "C0NORTH", "D0ADMIN", "D0OFFICER1"]
        assert sorted(entry.channel for entry in slack.ledger.posts()) == told
        # The message of silence names the clock although the rules no longer have it.
        assert "allocate, due" in str(next(iter(slack.schedule)).arguments["text"])


async def test_a_digest_that_cannot_be_written_keeps_nothing_else_from_being_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise KeyError

    now = [START]
    async with practice.workspace(f"sqlite:///{tmp_path}/a.db", tmp_path / "a.keys", wall=lambda: now[-1]) as running:
        _slack, _server, bot, _travel = running
        now.append(START + timedelta(days=3, hours=3))
        assert datetime.isoweekday(now[-1]) == FRIDAY
        looked: list[datetime] = []
        monkeypatch.setattr("bot.reminders.digest.queue", broken)
        monkeypatch.setattr("bot.reminders.coverage.queue", lambda _t, _policy, at: looked.append(at))
        with pytest.raises(KeyError):
            await bot.heartbeat.beat()
        assert looked == [now[-1]]


def test_after_a_clock_that_jumped_by_years_the_next_beat_comes_in_seconds_and_no_other_before_it() -> None:
    now = datetime(2036, 11, 28, 9, tzinfo=UTC)
    for before in (None, now - timedelta(days=3652), now + timedelta(days=3652)):
        assert After(EVERY).get_next_fire_time(before, now) == now + EVERY


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_who_may_be_written_to_is_asked_in_the_loop_alone(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[int] = set()
    busy = Pace.busy

    def ask(self: Pace, now: datetime) -> set[str]:
        asked.add(threading.get_ident())
        return busy(self, now)

    monkeypatch.setattr(Pace, "busy", ask)
    await running.go_to(watch.MORNING)
    assert asked == {threading.get_ident()}
