from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace
from practice.payload import Json
from tests.practice.hands import actions, button, field, home, modal, option

Act = Callable[..., Awaitable[Json]]


@pytest.fixture
def act(page: aiohttp.ClientSession) -> Act:
    """Does something as Officer 1; gives the answer."""

    async def do(kind: str, **more: object) -> Json:
        async with page.post("/practice/act", json={"as": "U0OFFICER1", "type": kind, **more}) as response:
            answer: Json = await response.json()
            assert (response.status < 400) == answer["ok"]
            return answer

    return do


async def get(page: aiohttp.ClientSession, path: str, **query: str) -> Json:
    async with page.get(path, params=query) as response:
        answer: Json = await response.json()
        return answer


async def test_everybody_is_there_to_be(page: aiohttp.ClientSession) -> None:
    people = (await get(page, "/practice/people"))["people"]
    assert {
        "id": "U0GUEST",
        "name": "Guest",
        "title": "Guest account",
        "role": "guest",
        "tz": "Europe/London",
    } in people
    assert {person["role"] for person in people} == {
        "officer",
        "supervisor",
        "inspector",
        "auditor",
        "admin",
        "guest",
        "stranger",
        "bot",
    }


async def test_a_person_sees_his_conversations_and_what_is_new(
    page: aiohttp.ClientSession, client: AsyncWebClient, act: Act
) -> None:
    await client.chat_postMessage(channel="U0OFFICER1", text="Due at noon")
    await client.chat_postMessage(channel="C0NORTH", text="<@U0OFFICER1> look")
    view = await get(page, "/practice/view", **{"as": "U0OFFICER1"})
    seen = {each["name"]: (each["kind"], each["unread"], each["mention"]) for each in view["conversations"]}
    assert seen["Caseclock"] == ("app", 1, True)
    assert seen["ocsae-north"] == ("private", 1, True)
    assert seen["general"] == ("channel", 0, False)
    assert "ocsae-south" not in seen
    await act("read", channel="C0NORTH")
    view = await get(page, "/practice/view", **{"as": "U0OFFICER1"})
    assert {each["name"]: each["unread"] for each in view["conversations"]}["ocsae-north"] == 0


async def test_the_view_names_all_that_the_page_needs(page: aiohttp.ClientSession, workspace: Workspace) -> None:
    view = await get(page, "/practice/view", **{"as": "U0OFFICER1"})
    assert view["me"]["name"] == "Officer 1, North"
    assert view["now"] == "2026-11-03T09:12:00+00:00"
    assert (view["connected"], view["home"], view["modals"]) == (False, None, [])
    assert view["names"]["C0NORTH"] == "#ocsae-north"
    assert {command["name"] for command in view["commands"]} == {each.name for each in workspace.app.commands}
    assert view["shortcuts"] == [{"callback_id": "refer", "name": "Log a referral", "type": "global"}]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/practice/view", {"as": "U0NOBODY"}),
        ("/practice/view", {}),
        ("/practice/messages", {"as": "U0OFFICER1", "channel": "C0SOUTH"}),
    ],
)
async def test_what_is_not_there_is_said_in_a_sentence(
    page: aiohttp.ClientSession, path: str, query: dict[str, str]
) -> None:
    async with page.get(path, params=query) as response:
        answer = await response.json()
    assert (response.status, answer["ok"], answer["error"]) == (400, False, "not_possible")
    assert answer["sentence"]


async def test_messages_come_with_their_threads(page: aiohttp.ClientSession, client: AsyncWebClient, act: Act) -> None:
    root = (await client.chat_postMessage(channel="C0NORTH", text="root", blocks=[actions(button())]))["ts"]
    await act("message", channel="C0NORTH", text="reply", thread_ts=root)
    messages = (await get(page, "/practice/messages", channel="C0NORTH", **{"as": "U0OFFICER1"}))["messages"]
    facts = [(each["text"], each["is_app"], each["thread_ts"], each["reply_count"]) for each in messages]
    assert facts == [("root", True, None, 1), ("reply", False, root, 0)]
    assert messages[0]["blocks"][0]["elements"][0]["action_id"] == "take"


async def test_the_page_does_the_main_job(app: AsyncApp, act: Act, workspace: Workspace) -> None:
    @app.command("/refer")
    async def refer(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field(), callback_id="refer"))
        await ack()

    @app.view("refer")
    async def save(ack: AsyncAck, view: Json) -> None:
        typed = view["state"]["values"]["known"]["known"]["value"]
        await ack({"response_action": "errors", "errors": {"known": "Say more."}} if typed == "no" else {})

    officer = workspace.member("U0OFFICER1")
    assert await act("command", channel="C0NORTH", text="/refer") == {"ok": True}
    view_id = officer.modals[0]["id"]

    def typed(words: str) -> Json:
        return {"known": {"known": {"type": "plain_text_input", "value": words}}}

    missing = {"known": "Please complete this required field."}
    assert (await act("submit", view_id=view_id, state=typed("")))["errors"] == missing
    assert (await act("submit", view_id=view_id, state=typed("no")))["errors"] == {"known": "Say more."}
    assert await act("submit", view_id=view_id, state=typed("A child is at risk")) == {"ok": True}
    assert officer.modals == []


async def test_clicks_and_menus_on_the_page(app: AsyncApp, client: AsyncWebClient, act: Act) -> None:
    heard: list[Json] = []

    @app.action({"block_id": "row"})
    async def listener(ack: AsyncAck, action: Json) -> None:
        heard.append(action)
        await ack()

    @app.options("who")
    async def options(ack: AsyncAck) -> None:
        await ack(options=[option("officer")])

    overflow = {"type": "overflow", "action_id": "more", "options": [option("close"), option("open")]}
    dates = {"type": "datepicker", "action_id": "when"}
    who = {"type": "external_select", "action_id": "who", "min_query_length": 0}
    row = actions(button(value="1"), overflow, dates, who) | {"block_id": "row"}
    ts = (await client.chat_postMessage(channel="C0NORTH", text="x", blocks=[row]))["ts"]
    here = {"channel": "C0NORTH", "ts": ts, "block_id": "row"}
    await act("click", **here, action_id="take", action={"value": "1"})
    await act("click", **here, action_id="more", action={"selected_option": option("open")})
    await act("click", **here, action_id="when", action={"selected_date": "2026-11-04"})
    assert (heard[0]["value"], heard[1]["selected_option"]["value"]) == ("1", "open")
    assert heard[2]["selected_date"] == "2026-11-04"
    assert (await act("options", **here, action_id="who", value=""))["options"] == [option("officer")]
    assert (await act("click", **here, action_id="nothing"))["sentence"] == "This button is no longer there."


async def test_home_shortcut_and_close_on_the_page(app: AsyncApp, act: Act, workspace: Workspace) -> None:
    @app.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=home())

    @app.shortcut("refer")
    async def shortcut(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    officer = workspace.member("U0OFFICER1")
    await act("home")
    await workspace.until(lambda: officer.home)
    for closing in ({}, {"all": True}):
        await act("shortcut", callback_id="refer")
        await act("close", view_id=officer.modals[0]["id"], **closing)
        assert officer.modals == []


@pytest.mark.parametrize(
    ("kind", "more", "error"),
    [
        ("command", {"channel": "C0NORTH", "text": "/weather"}, "unknown_command"),
        ("command", {"channel": "C0NORTH", "text": "/refer"}, "app_not_connected"),
        ("command", {"channel": "C0NORTH"}, "not_possible"),
        ("dance", {}, "not_possible"),
        ("submit", {"view_id": "V0"}, "not_possible"),
        ("message_shortcut", {"callback_id": "x", "channel": "C0NORTH", "ts": "1.1"}, "not_possible"),
    ],
)
async def test_what_comes_to_nothing_has_a_code_and_a_sentence(act: Act, kind: str, more: Json, error: str) -> None:
    answer = await act(kind, **more)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["sentence"].endswith(".")


async def test_the_page_itself_is_served(page: aiohttp.ClientSession) -> None:
    async with page.get("/") as response:
        assert response.status == 200


async def test_a_file_goes_into_a_form(page: aiohttp.ClientSession, client: AsyncWebClient) -> None:
    headers = {"X-File-Name": "a%20plan.png"}
    async with page.post("/practice/upload", params={"as": "U0OFFICER1"}, headers=headers, data=b"bytes") as response:
        file = (await response.json())["file"]
    assert (file["name"], file["mimetype"], file["size"]) == ("a plan.png", "image/png", 5)
    async with page.get(f"/files/{file['id']}") as response:
        assert (response.content_type, await response.read()) == ("image/png", b"bytes")
    async with page.get("/files/F0") as response:
        assert response.status == 404
    assert (await client.files_info(file=file["id"]))["file"]["mimetype"] == "image/png"


async def test_a_button_that_was_drawn_anew_before_the_press_came_is_pressed_all_the_same(
    app: AsyncApp, client: AsyncWebClient, act: Act
) -> None:
    pressed: list[str] = []

    @app.action("take")
    async def take(ack: AsyncAck, action: Json) -> None:
        pressed.append(action["value"])
        await ack()

    posted = await client.chat_postMessage(channel="C0NORTH", text="Card", blocks=[actions(button(value="1"))])
    shown = posted["message"]["blocks"][0]["block_id"]
    here = {"channel": posted["channel"], "ts": posted["ts"], "block_id": shown, "action_id": "take"}
    drawn = [actions(button(value="2")), actions(button(value="1"))]
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Card", blocks=drawn)
    assert (await act("click", **here, action={"value": "1"}))["ok"]
    assert pressed == ["1"]
    gone = await act("click", **here, action={"value": "3"})
    assert gone["sentence"] == "This button is no longer there."
