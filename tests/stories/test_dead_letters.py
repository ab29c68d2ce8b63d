"""A message that cannot be delivered: somebody else is told, and to see to it is the task of administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice import faults
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from tests.stories.story import Story

ARCHIVED = "Messages to <#C0NORTH> cannot be delivered: the channel is archived."


@on_both_databases
async def test_an_archived_channel_is_the_task_of_an_administrator_until_a_message_arrives(story: Story) -> None:
    story.refusals_expected |= {"is_archived"}
    channel = story.installation.workspace.channels["C0NORTH"]
    channel.is_archived = True
    await story.officer.refers_unread(grade="low", child_at_risk="no")
    reference = story.expect("@officer", "You logged this referral").text.split("here. ")[1][:11]
    for place in ("@sergeant", "@inspector"):
        story.expect(place, reference)
    task = story.expect("@admin", ARCHIVED, "1 message since", "Open it again, or choose another channel")
    assert "<#C0NORTH>" in await story.admin.asks("/caseclock status")
    assert "the channel is archived" in await story.admin.asks("/caseclock status")
    assert (await story.installation.bot.counts())["not_reached"] == 1

    channel.is_archived = False
    await story.officer.refers_unread(grade="low", child_at_risk="no")
    story.expect("@officer", "You logged this referral")
    story.expect("#ocsae-north", "Why then?")
    assert "Messages to <#C0NORTH> arrive again. Nothing more is to be done." in story.says(task)
    assert "Cannot be reached" not in await story.admin.asks("/caseclock status")


async def test_where_nobody_at_all_can_be_told_it_stays_a_promise(story: Story) -> None:
    story.refusals_expected |= {"is_archived", "user_disabled", "restricted_action"}
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    workspace = story.installation.workspace
    for slack in ("U0OFFICER1", "U0SERGEANT1", "U0INSPECTOR1", "U0ADMIN"):
        workspace.deactivate(slack)
    workspace.channels["C0DUTY"].is_archived = True
    await story.time_passes_until("2026-11-03 21:40")
    story.expect_silence()
    assert (await story.installation.bot.counts())["not_reached"] == 1
    workspace.channels["C0DUTY"].is_archived = False
    await story.time_passes(minutes=11)
    story.expect("#ocsae-duty", reference, "half", "Late")
    for _ in range(4):
        story.expect("#ocsae-duty", "The account of")


@pytest.mark.parametrize("problem", ["token_revoked", "account_inactive"])
async def test_that_slack_takes_nothing_stands_in_the_status_and_in_health(story: Story, problem: str) -> None:
    reference = await story.officer.refers(grade="very high")
    await story.officer.takes(reference)
    story.installation.workspace.faults.next("chat.postMessage", faults.error(problem), 20)
    await story.time_passes_until("2026-11-03 21:22")
    assert (await story.installation.bot.counts())["not_reached"] == 1
    await story.time_passes(minutes=15)
    story.expect("@officer", reference, "half", "Late")
    assert (await story.installation.bot.counts())["not_reached"] == 0
