import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from practice import Server, Unanswered, Workspace
from practice.payload import Json
from tests.practice.conftest import connected

Socket = aiohttp.ClientWebSocketResponse
Connect = Callable[[], Awaitable[Socket]]


@pytest.fixture
async def connect(server: Server, workspace: Workspace) -> AsyncIterator[Connect]:
    """Opens one bare WebSocket after another, as apps.connections.open says, and closes them all at the end."""
    workspace.rates.lift()
    client = AsyncWebClient(token="xapp-practice", base_url=server.api_url)
    opened: list[Socket] = []
    async with aiohttp.ClientSession() as session:

        async def one() -> Socket:
            address = (await client.apps_connections_open(app_token="xapp-practice"))["url"]
            socket = await session.ws_connect(str(address), autoping=False)
            opened.append(socket)
            return socket

        yield one
        for socket in opened:
            await socket.close()


@asynccontextmanager
async def asking(workspace: Workspace) -> AsyncIterator[asyncio.Task[None]]:
    """A command that waits for its acknowledgement."""
    task = asyncio.create_task(workspace.member("U0OFFICER1").command("/queue"))
    yield task
    await task


async def test_a_connection_is_greeted(connect: Connect) -> None:
    hello = await (await connect()).receive_json()
    assert (hello["type"], hello["num_connections"], hello["connection_info"]) == (
        "hello",
        1,
        {"app_id": "A0CASECLOCK"},
    )


async def test_a_ticket_is_good_for_one_connection(server: Server, workspace: Workspace) -> None:
    address = f"{server.url}/socket?ticket={workspace.hub.ticket()}"
    async with aiohttp.ClientSession() as session:
        first = await session.ws_connect(address)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
        await first.close()


async def test_an_envelope_goes_to_exactly_one_connection(connect: Connect, workspace: Workspace) -> None:
    sockets = [await connect(), await connect()]
    for socket in sockets:
        await socket.receive_json()
    for socket in (*sockets, *sockets):
        async with asking(workspace):
            envelope = await socket.receive_json(timeout=2)
            assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
            await socket.send_json({"envelope_id": envelope["envelope_id"]})


async def test_there_are_ten_connections_and_no_eleventh(connect: Connect, workspace: Workspace) -> None:
    sockets = [await connect() for _ in range(11)]
    frames = [await socket.receive_json() for socket in sockets]
    assert [frame["type"] for frame in frames] == ["hello"] * 10 + ["disconnect"]
    assert frames[-1]["reason"] == "too_many_websockets"
    assert len(workspace.hub.connections) == 10


async def test_a_ping_is_answered_unless_the_connection_is_half_open(connect: Connect, workspace: Workspace) -> None:
    socket = await connect()
    await socket.receive_json()
    await socket.ping(b"one")
    assert (await socket.receive(timeout=2)).data == b"one"
    workspace.hub.half_open()
    await socket.ping(b"two")
    with pytest.raises(TimeoutError):
        await socket.receive(timeout=0.1)


async def test_after_a_warning_envelopes_go_elsewhere(connect: Connect, workspace: Workspace) -> None:
    old = await connect()
    await old.receive_json()
    await workspace.hub.warn()
    assert (await old.receive_json())["reason"] == "warning"
    new = await connect()
    await new.receive_json()
    async with asking(workspace):
        envelope = await new.receive_json(timeout=2)
        await new.send_json({"envelope_id": envelope["envelope_id"]})


async def test_an_acknowledgement_of_something_else_counts_for_nothing(connect: Connect, workspace: Workspace) -> None:
    workspace.hub.patience = 0.1
    socket = await connect()
    await socket.receive_json()
    with pytest.raises(Unanswered):
        async with asking(workspace):
            await socket.send_json({"envelope_id": "another"})


async def test_bolt_comes_back_after_a_refresh(app: AsyncApp, workspace: Workspace) -> None:
    @app.command("/queue")
    async def listener(ack: AsyncAck) -> None:
        await ack()

    before = workspace.hub.connections[0]
    await workspace.hub.refresh()
    await workspace.until(lambda: workspace.hub.connected and before not in workspace.hub.connections)
    await workspace.member("U0OFFICER1").command("/queue")


@pytest.mark.parametrize("fault", ["half_open", "silence"])
async def test_on_a_dead_connection_nothing_arrives(app: AsyncApp, workspace: Workspace, fault: str) -> None:
    workspace.hub.patience = 0.1

    @app.command("/queue")
    async def listener(ack: AsyncAck) -> None:
        await ack()

    await workspace.member("U0OFFICER1").command("/queue")
    getattr(workspace.hub, fault)()
    with pytest.raises(Unanswered):
        await workspace.member("U0OFFICER1").command("/queue")


async def test_two_replicas_share_the_work(app: AsyncApp, workspace: Workspace) -> None:
    heard: list[str] = []

    @app.command("/queue")
    async def first(ack: AsyncAck) -> None:
        heard.append("first")
        await ack()

    other = AsyncApp(client=app.client, process_before_response=True)

    @other.command("/queue")
    async def second(ack: AsyncAck) -> None:
        heard.append("second")
        await ack()

    async with connected(other, workspace):
        for _ in range(4):
            await workspace.member("U0OFFICER1").command("/queue")
    assert sorted(heard) == ["first", "first", "second", "second"]


async def test_an_event_is_delivered_with_its_id(app: AsyncApp, workspace: Workspace) -> None:
    heard: list[Json] = []

    @app.event("message")
    async def listener(body: Json) -> None:
        heard.append(body)

    await workspace.member("U0OFFICER1").say("C0NORTH", "factory reset")
    await workspace.until(lambda: heard)
    event = heard[0]["event"]
    assert (event["text"], event["channel_type"], event["user"]) == ("factory reset", "group", "U0OFFICER1")
    assert heard[0]["event_id"].startswith("Ev")


async def test_the_app_hears_nothing_where_it_is_not(connect: Connect, workspace: Workspace) -> None:
    socket = await connect()
    await socket.receive_json()
    officer = workspace.member("U0OFFICER1")
    await officer.say("C0DESK", "not for the app")
    await officer.say("C0GENERAL", "@Caseclock hello")
    envelopes = [await socket.receive_json(timeout=2) for _ in range(2)]
    events = [envelope["payload"]["event"] for envelope in envelopes]
    assert sorted(event["type"] for event in events) == ["app_mention", "message"]
    assert {event["text"] for event in events} == {"<@U0CASECLOCK> hello"}
    for envelope in envelopes:
        await socket.send_json({"envelope_id": envelope["envelope_id"]})


async def test_an_event_that_is_not_acknowledged_comes_again(connect: Connect, workspace: Workspace) -> None:
    workspace.hub.patience = 0.05
    socket = await connect()
    await socket.receive_json()
    await workspace.member("U0OFFICER1").say("C0NORTH", "x")
    first, again = await socket.receive_json(timeout=2), await socket.receive_json(timeout=2)
    await socket.send_json({"envelope_id": again["envelope_id"]})
    assert (first["retry_attempt"], again["retry_attempt"], again["retry_reason"]) == (0, 1, "timeout")
    assert first["payload"]["event_id"] == again["payload"]["event_id"]


async def test_the_app_hears_who_comes_and_who_opens_its_home(connect: Connect, workspace: Workspace) -> None:
    socket = await connect()
    await socket.receive_json()
    workspace.join(workspace.channels["C0NORTH"], "U0AUDITOR")
    await workspace.member("U0OFFICER1").open_home()
    envelopes = [await socket.receive_json(timeout=2) for _ in range(2)]
    kinds = {envelope["payload"]["event"]["type"]: envelope["payload"]["event"]["user"] for envelope in envelopes}
    assert kinds == {"member_joined_channel": "U0AUDITOR", "app_home_opened": "U0OFFICER1"}
    for envelope in envelopes:
        await socket.send_json({"envelope_id": envelope["envelope_id"]})


async def test_what_is_not_subscribed_is_not_sent(connect: Connect, workspace: Workspace) -> None:
    workspace.app.events[:] = ["app_mention"]
    socket = await connect()
    await socket.receive_json()
    await workspace.member("U0OFFICER1").open_home()
    await workspace.member("U0OFFICER1").say("C0NORTH", "@Caseclock")
    envelope = await socket.receive_json(timeout=2)
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    assert envelope["payload"]["event"]["type"] == "app_mention"
