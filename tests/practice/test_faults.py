import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from practice import Server, Workspace, faults
from practice.faults import Fault
from tests.practice.hands import error_of


def posted(workspace: Workspace) -> list[str]:
    return [entry.text for entry in workspace.ledger.posts()]


@pytest.mark.parametrize("retry_after", ["30", "-1", "Tue, 03 Nov 2026 10:00:00 GMT", None])
async def test_slack_says_wait_in_its_own_ways(
    client: AsyncWebClient, workspace: Workspace, retry_after: str | None
) -> None:
    workspace.faults.next("chat.postMessage", faults.rate_limited(retry_after))
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="C0NORTH", text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers.get("Retry-After") == retry_after
    assert posted(workspace) == []


async def test_only_the_next_calls_of_that_method_go_wrong(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.faults.next("chat.postMessage", faults.error("internal_error"), times=2)
    assert (await client.auth_test())["ok"]
    for _ in range(2):
        assert await error_of(client.chat_postMessage(channel="C0NORTH", text="x")) == "internal_error"
    assert (await client.chat_postMessage(channel="C0NORTH", text="x"))["ok"]


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [
        (faults.status(503), []),
        (faults.status(500).after_accepting(), ["x"]),
        (faults.html(), []),
        (faults.html().after_accepting(), ["x"]),
        (faults.cut_json(), ["x"]),
    ],
)
async def test_an_answer_that_is_no_answer_leaves_the_outcome_open(
    client: AsyncWebClient, workspace: Workspace, fault: Fault, accepted: list[str]
) -> None:
    workspace.faults.next("chat.postMessage", fault)
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C0NORTH", text="x")
    assert posted(workspace) == accepted


@pytest.mark.parametrize(("fault", "accepted"), [(faults.dropped(), []), (faults.dropped().after_accepting(), ["x"])])
async def test_a_connection_can_be_lost_before_or_after(
    client: AsyncWebClient, workspace: Workspace, fault: Fault, accepted: list[str]
) -> None:
    workspace.faults.next("chat.postMessage", fault)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel="C0NORTH", text="x")
    assert posted(workspace) == accepted


async def test_the_sdk_s_own_retry_posts_twice(server: Server, workspace: Workspace) -> None:
    workspace.rates.lift()
    client = AsyncWebClient(
        token="xoxb-practice", base_url=server.api_url, retry_handlers=[AsyncConnectionErrorRetryHandler()]
    )
    workspace.faults.next("chat.postMessage", faults.dropped().after_accepting())
    await client.chat_postMessage(channel="C0NORTH", text="x")
    assert posted(workspace) == ["x", "x"]


async def test_an_answer_can_be_held_back(client: AsyncWebClient, workspace: Workspace) -> None:
    release = asyncio.Event()
    workspace.faults.next("chat.postMessage", faults.held(release))
    call = asyncio.create_task(client.chat_postMessage(channel="C0NORTH", text="x"))
    assert (await client.auth_test())["ok"]
    assert posted(workspace) == []
    release.set()
    assert (await call)["ok"]
    assert posted(workspace) == ["x"]


async def test_a_deed_can_be_done_while_its_answer_is_held_back(client: AsyncWebClient, workspace: Workspace) -> None:
    release = asyncio.Event()
    workspace.faults.next("chat.postMessage", faults.held(release).after_accepting())
    call = asyncio.create_task(client.chat_postMessage(channel="C0NORTH", text="x"))
    await workspace.until(lambda: posted(workspace) == ["x"])
    assert not call.done()
    release.set()
    assert (await call)["ok"]


async def test_an_answer_can_be_late(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.faults.next("chat.postMessage", faults.delayed(0.01))
    assert (await client.chat_postMessage(channel="C0NORTH", text="x"))["ok"]
