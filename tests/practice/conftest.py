"""A workspace on loopback with a clock that the test moves, a real client, and a real Bolt app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from practice import Server, Workspace, serve
from tests.practice.hands import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 3, 9, 12, tzinfo=UTC))


@pytest.fixture
def workspace(clock: Clock) -> Workspace:
    return Workspace.from_toml(clock=clock)


@pytest.fixture
async def server(workspace: Workspace) -> AsyncIterator[Server]:
    async with serve(workspace) as served:
        yield served


@pytest.fixture
def client(server: Server) -> AsyncWebClient:
    return AsyncWebClient(token="xoxb-practice", base_url=server.api_url, retry_handlers=[])


@pytest.fixture
async def app(server: Server, workspace: Workspace) -> AsyncIterator[AsyncApp]:
    """A Bolt app without listeners, connected over Socket Mode; the test adds what it needs."""
    bolt = AsyncApp(client=AsyncWebClient(token="xoxb-practice", base_url=server.api_url), process_before_response=True)
    async with connected(bolt, workspace):
        yield bolt


@pytest.fixture
async def page(server: Server) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(server.url) as session:
        yield session


@asynccontextmanager
async def connected(bolt: AsyncApp, workspace: Workspace) -> AsyncIterator[AsyncSocketModeHandler]:
    """The app's Socket Mode connection for the length of a block."""
    handler = AsyncSocketModeHandler(bolt, workspace.app.app_token)
    before = len(workspace.hub.connections)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt does not type it
    await workspace.until(lambda: len(workspace.hub.connections) > before)
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt does not type it
