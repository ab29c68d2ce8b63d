from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace
from tests.practice.hands import Clock, error_of


def at(clock: Clock, **ahead: float) -> int:
    return int((clock.now + timedelta(**ahead)).timestamp())


async def test_a_scheduled_message_posts_when_its_time_comes(
    client: AsyncWebClient, workspace: Workspace, clock: Clock
) -> None:
    await client.chat_scheduleMessage(channel="C0NORTH", text="no sign of life", post_at=at(clock, hours=1))
    assert workspace.member("U0OFFICER1").messages("C0NORTH") == []
    clock.passes(hours=1)
    assert [message.text for message in workspace.member("U0OFFICER1").messages("C0NORTH")] == ["no sign of life"]
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_scheduled_message_can_be_listed_and_taken_back(
    client: AsyncWebClient, workspace: Workspace, clock: Clock
) -> None:
    asked = await client.chat_scheduleMessage(channel="C0NORTH", text="x", post_at=at(clock, hours=1))
    waiting = (await client.chat_scheduledMessages_list(channel="C0NORTH"))["scheduled_messages"]
    assert [each["id"] for each in waiting] == [asked["scheduled_message_id"]]
    await client.chat_deleteScheduledMessage(channel="C0NORTH", scheduled_message_id=asked["scheduled_message_id"])
    clock.passes(hours=2)
    assert workspace.member("U0OFFICER1").messages("C0NORTH") == []


async def test_in_its_last_minute_it_can_no_longer_be_taken_back(client: AsyncWebClient, clock: Clock) -> None:
    asked = await client.chat_scheduleMessage(channel="C0NORTH", text="x", post_at=at(clock, hours=1))
    clock.passes(minutes=59, seconds=1)
    call = client.chat_deleteScheduledMessage(channel="C0NORTH", scheduled_message_id=asked["scheduled_message_id"])
    assert await error_of(call) == "invalid_scheduled_message_id"


async def test_a_scheduled_message_with_metadata_never_posts(
    client: AsyncWebClient, workspace: Workspace, clock: Clock
) -> None:
    metadata = {"event_type": "x", "event_payload": {}}
    await client.chat_scheduleMessage(channel="C0NORTH", text="x", post_at=at(clock, hours=1), metadata=metadata)
    clock.passes(days=1)
    assert workspace.member("U0OFFICER1").messages("C0NORTH") == []


@pytest.mark.parametrize(("days", "error"), [(-1, "time_in_past"), (121, "time_too_far")])
async def test_its_time_lies_within_120_days(client: AsyncWebClient, clock: Clock, days: int, error: str) -> None:
    asked = client.chat_scheduleMessage(channel="C0NORTH", text="x", post_at=at(clock, days=days))
    assert await error_of(asked) == error


async def test_a_channel_takes_thirty_in_five_minutes(client: AsyncWebClient, clock: Clock) -> None:
    for second in range(30):
        await client.chat_scheduleMessage(channel="C0NORTH", text="x", post_at=at(clock, hours=1, seconds=second))
    one_more = client.chat_scheduleMessage(channel="C0NORTH", text="x", post_at=at(clock, hours=1, seconds=30))
    assert await error_of(one_more) == "restricted_too_many"
    elsewhere = await client.chat_scheduleMessage(channel="C0SOUTH", text="x", post_at=at(clock, hours=1))
    assert elsewhere["ok"]
