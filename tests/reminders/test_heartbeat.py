from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import access, main, practice
from bot.context import House
from bot.reminders.delivery import Post
from bot.reminders.heartbeat import Heartbeat
from bot.reminders.sender import Sender
from bot.usecases import referrals
from bot.views.forms import Referral
from casework import policy
from casework.case import Answer, Evidence, Grade

START = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)


def a_referral() -> Referral:
    return Referral(
        source="CEOP",
        kind="Grooming",
        received_at=START,
        summary="What is known.",
        external_reference="",
        child_at_risk=Answer.YES,
        child_in_contact=Answer.UNKNOWN,
        suspect_identified=Answer.NO,
        evidence=Evidence.NONE,
        grade=Grade.UNGRADED,
        grade_tool=None,
        graded_by=None,
    )


async def test_what_is_queued_goes_out_when_what_is_due_cannot_be_worked_out(tmp_path: Path) -> None:
    now = [START]
    rules = policy.load()
    without_clocks = rules.model_copy(update={"clock": ()})
    async with practice.workspace(f"sqlite:///{tmp_path}/a.db", tmp_path / "a.keys", wall=lambda: now[-1]) as running:
        slack, server, bot, _travel = running
        officer = partial(access.person, slack="U0OFFICER1")
        await bot.house.do(officer, lambda context: referrals.refer(context, a_referral(), "V1"))
        now.append(START + timedelta(hours=1))
        house = House(bot.house.store, without_clocks, bot.house.clock)
        sender = Sender(house, Post(main.web_client(practice.BOT_TOKEN, server.api_url)))
        with pytest.raises(KeyError):
            await Heartbeat(house, sender, main.clock).beat()
        await sender.finish()
        assert sorted(entry.channel for entry in slack.ledger.posts()) == ["C0NORTH", "D0OFFICER1"]
