from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import access, main, practice
from bot.context import Context
from bot.main import Bot
from bot.reminders.watchdog import EVERY, Watchdog, wanted
from bot.usecases import referrals
from casework.case import Grade
from practice import Workspace
from storage import watching
from storage.database import transaction
from storage.opening import open_store
from tests.told import a_referral

START = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
TYPED = {"summary": "kestrel-orchard", "external_reference": "kestrel-orchard"}


@pytest.fixture
async def workspace(tmp_path: Path) -> AsyncIterator[tuple[Workspace, Bot, Watchdog]]:
    """Give a workspace in which time stands still, its bot, which does not beat, and a watchdog."""
    database = f"sqlite:///{tmp_path}/a.db"
    async with practice.workspace(database, tmp_path / "a.keys", wall=lambda: START) as (slack, server, bot, _travel):
        yield slack, bot, Watchdog(bot.house, main.web_client(practice.BOT_TOKEN, server.api_url))


def refer(context: Context, number: int, grade: Grade = Grade.VERY_HIGH) -> None:
    for each in range(number):
        referrals.refer(context, a_referral(START - timedelta(seconds=each), grade, **TYPED), f"{grade} {each}")


async def test_two_hundred_that_run_out_together_are_within_what_slack_takes(
    workspace: tuple[Workspace, Bot, Watchdog],
) -> None:
    slack, bot, watchdog = workspace
    await bot.house.do(partial(access.person, slack="U0OFFICER1"), partial(refer, number=200))
    await watchdog.hold(START)
    assert slack.ledger.refusals == []
    waiting = list(slack.schedule)
    assert {each.channel for each in waiting} == {"C0DUTY"}
    # None of the two hundred is left out: each five minutes have one message, and it counts what it has no room for.
    assert len({each.posts_at for each in waiting}) == len(waiting) < 30
    texts = [str(each.arguments["text"]) for each in waiting]
    assert all(len(text) < 4_000 and "kestrel" not in text for text in texts)
    assert sum("more clocks" in text for text in texts) > 3


async def test_none_of_it_bears_metadata_with_which_slack_would_not_post_it(
    workspace: tuple[Workspace, Bot, Watchdog],
) -> None:
    slack, _bot, watchdog = workspace
    await watchdog.hold(START)
    assert [each.never_posts for each in slack.schedule] == [False]


async def test_only_what_is_as_urgent_as_very_high_has_a_backstop(workspace: tuple[Workspace, Bot, Watchdog]) -> None:
    _slack, bot, _watchdog = workspace
    for grade in Grade:
        await bot.house.do(partial(access.person, slack="U0OFFICER1"), partial(refer, number=1, grade=grade))
    found = await bot.house.store.read(lambda t: wanted(t, bot.house.policy, START))
    of_backstops = "\n".join(each.text for each in found[1:])
    assert {grade for grade in Grade if f"· {grade}" in of_backstops} == {Grade.VERY_HIGH, Grade.UNGRADED}


def test_of_several_processes_one_pushes_it_ahead(database_url: str, tmp_path: Path) -> None:
    opened = open_store(database_url, tmp_path / "keys")
    found = []
    for seconds in (0, 5, 119, 120, 121, 3_600, -1_000):
        with transaction(opened.engine, opened.keyring) as inner:
            before = watching.check_in(inner, START + timedelta(seconds=seconds), EVERY)
        found.append(before and (before - START).total_seconds())
    opened.engine.dispose()
    assert found == [0, None, None, 0, None, 120, 3_600]
