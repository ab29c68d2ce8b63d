import json

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace, serve
from practice.payload import Json
from tests.practice.hands import Clock


async def test_the_stream_tells_whom_it_concerns(page: aiohttp.ClientSession, client: AsyncWebClient) -> None:
    async with (
        page.get("/practice/events", params={"as": "U0OFFICER1"}) as mine,
        page.get("/practice/events", params={"as": "U0OFFICER3"}) as theirs,
    ):
        for stream in (mine, theirs):
            assert await stream.content.readuntil(b"\n\n") == b": hello\n\n"
        first = await client.chat_postMessage(channel="C0NORTH", text="x")
        second = await client.chat_postMessage(channel="C0SOUTH", text="x")
        assert await next_event(mine) == {"type": "message", "channel": "C0NORTH", "ts": first["ts"]}
        assert await next_event(theirs) == {"type": "message", "channel": "C0SOUTH", "ts": second["ts"]}


async def next_event(stream: aiohttp.ClientResponse) -> Json:
    line = await stream.content.readuntil(b"\n\n")
    event: Json = json.loads(line.removeprefix(b"data: "))
    return event


async def test_without_a_time_control_time_stays(page: aiohttp.ClientSession) -> None:
    async with page.post("/practice/travel", json={"seconds": 3600}) as response:
        assert (response.status, (await response.json())["error"]) == (404, "no_time_control")


class TimeMachine:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def travel(self, seconds: float) -> None:
        self.clock.passes(seconds=seconds)

    async def travel_to_next(self) -> str | None:
        self.clock.passes(hours=4)
        return "CC-26-00001 is due"


@pytest.mark.parametrize(
    ("wanted", "now", "arrived"),
    [
        ({"seconds": 3600}, "2026-11-03T10:12:00+00:00", None),
        ({"to": "next"}, "2026-11-03T13:12:00+00:00", "CC-26-00001 is due"),
    ],
)
async def test_time_travels(workspace: Workspace, clock: Clock, wanted: Json, now: str, arrived: str | None) -> None:
    async with (
        serve(workspace, time_control=TimeMachine(clock)) as server,
        aiohttp.ClientSession(server.url) as page,
        page.get("/practice/events", params={"as": "U0OFFICER1"}) as stream,
    ):
        await stream.content.readuntil(b"\n\n")
        async with page.post("/practice/travel", json=wanted) as response:
            assert await response.json() == {"ok": True, "now": now, "arrived": arrived}
        assert await next_event(stream) == {"type": "time", "now": now}
