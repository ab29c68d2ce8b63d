import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace
from tests.practice.hands import Clock


async def wait_of(client: AsyncWebClient, channel: str) -> str | None:
    """What Retry-After says; nothing when the post went through."""
    try:
        await client.chat_postMessage(channel=channel, text="x")
    except SlackApiError as error:
        return str(error.response.headers["Retry-After"])
    return None


async def test_a_channel_takes_one_post_a_second(client: AsyncWebClient, clock: Clock) -> None:
    assert await wait_of(client, "C0NORTH") is None
    assert await wait_of(client, "C0NORTH") == "1"
    assert await wait_of(client, "C0SOUTH") is None
    clock.passes(seconds=1)
    assert await wait_of(client, "C0NORTH") is None


async def test_each_dm_is_a_channel_of_its_own(client: AsyncWebClient) -> None:
    assert [await wait_of(client, user) for user in ("U0OFFICER1", "U0OFFICER2", "U0OFFICER1")] == [None, None, "1"]


@pytest.mark.parametrize(
    ("method", "arguments", "tier"),
    [
        ("users.list", {}, 20),
        ("conversations.info", {"channel": "C0NORTH"}, 50),
        ("users.info", {"user": "U0OFFICER1"}, 100),
    ],
)
async def test_a_method_has_its_calls_a_minute(
    client: AsyncWebClient, clock: Clock, method: str, arguments: dict[str, str], tier: int
) -> None:
    for _ in range(tier):
        await client.api_call(method, params=arguments)
    clock.passes(seconds=20)
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, params=arguments)
    answer = refused.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "40")
    clock.passes(seconds=40)
    assert (await client.api_call(method, params=arguments))["ok"]


async def test_one_method_that_is_stopped_stops_no_other(client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError):
        await client.users_list()
    assert (await client.users_info(user="U0OFFICER1"))["ok"]


async def test_a_benchmark_may_lift_the_limits(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.rates.lift()
    assert {await wait_of(client, "C0NORTH") for _ in range(5)} == {None}
