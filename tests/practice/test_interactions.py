import asyncio

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from practice import AnswerRefused, AppNotConnected, NotPossible, Unanswered, UnknownCommand, Workspace
from practice.description import Shortcut
from practice.payload import Json
from tests.practice.hands import Clock, actions, button, field, menu, modal, option, section


async def test_a_command_reaches_the_app_with_its_words(app: AsyncApp, workspace: Workspace) -> None:
    heard: list[Json] = []

    @app.command("/case")
    async def listener(ack: AsyncAck, body: Json) -> None:
        heard.append(body)
        await ack("Here it is")

    officer = workspace.member("U0OFFICER1")
    await officer.command("/case CC-26-00042", channel="C0NORTH")
    (body,) = heard
    facts = {name: body[name] for name in ("command", "text", "user_id", "channel_id", "channel_name", "team_id")}
    assert facts == {
        "command": "/case",
        "text": "CC-26-00042",
        "user_id": "U0OFFICER1",
        "channel_id": "C0NORTH",
        "channel_name": "privategroup",
        "team_id": "T0PRACTICE",
    }
    assert [(each.text, each.only_for) for each in officer.messages("C0NORTH")] == [("Here it is", "U0OFFICER1")]
    assert workspace.member("U0OFFICER2").messages("C0NORTH") == []


async def test_a_command_may_be_answered_before_all(app: AsyncApp, workspace: Workspace) -> None:
    @app.command("/case")
    async def listener(ack: AsyncAck) -> None:
        await ack("Look", response_type="in_channel")

    await workspace.member("U0OFFICER1").command("/case", channel="C0NORTH")
    assert [each.text for each in workspace.member("U0OFFICER2").messages("C0NORTH")] == ["Look"]


async def test_an_answer_with_bad_blocks_is_an_error_for_the_person(app: AsyncApp, workspace: Workspace) -> None:
    @app.command("/case")
    async def listener(ack: AsyncAck) -> None:
        await ack("x", blocks=[section("x" * 3001)])

    with pytest.raises(AnswerRefused):
        await workspace.member("U0OFFICER1").command("/case")


async def test_what_cannot_be_done_is_said(workspace: Workspace, app: AsyncApp) -> None:
    officer = workspace.member("U0OFFICER1")
    with pytest.raises(UnknownCommand):
        await officer.command("/weather")
    with pytest.raises(NotPossible):
        await officer.command("/case", channel="C0SOUTH")
    with pytest.raises(NotPossible):
        await officer.shortcut("weather")
    with pytest.raises(NotPossible):
        await officer.close()
    workspace.deactivate("U0OFFICER1")
    with pytest.raises(NotPossible):
        await officer.command("/case", channel="C0NORTH")
    assert app.client.base_url.startswith("http://127.0.0.1")


@pytest.mark.usefixtures("server")
async def test_without_a_connection_nothing_reaches_the_app(workspace: Workspace) -> None:
    with pytest.raises(AppNotConnected):
        await workspace.member("U0OFFICER1").command("/refer")


async def test_an_app_that_does_not_answer_in_time_has_failed(app: AsyncApp, workspace: Workspace) -> None:
    workspace.hub.patience = 0.05
    never = asyncio.Event()

    @app.command("/refer")
    async def listener(ack: AsyncAck) -> None:
        await never.wait()
        await ack()

    with pytest.raises(Unanswered):
        await workspace.member("U0OFFICER1").command("/refer")
    never.set()


async def test_a_click_brings_message_state_and_trigger(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace
) -> None:
    heard: list[Json] = []

    @app.action("take")
    async def listener(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        heard.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    row = [actions(button(value="CC-26-00001"), menu("a", "b")) | {"block_id": "row"}]
    await client.chat_postMessage(channel="C0NORTH", text="x", blocks=row)
    officer = workspace.member("U0OFFICER1")
    message = officer.messages("C0NORTH")[-1]
    officer.enter(message, {"row": {"menu": {"type": "static_select", "selected_option": option("b")}}})
    await officer.click(message, "take")
    (body,) = heard
    assert (body["actions"][0]["value"], body["message"]["ts"], body["channel"]["id"]) == (
        "CC-26-00001",
        message.ts,
        "C0NORTH",
    )
    assert body["state"]["values"]["row"]["menu"]["selected_option"]["value"] == "b"
    assert len(officer.modals) == 1


async def test_an_overflow_menu_sends_its_option(app: AsyncApp, client: AsyncWebClient, workspace: Workspace) -> None:
    heard: list[str] = []

    @app.action("more")
    async def listener(ack: AsyncAck, action: Json) -> None:
        heard.append(action["selected_option"]["value"])
        await ack()

    overflow = {"type": "overflow", "action_id": "more", "options": [option("close"), option("regrade")]}
    await client.chat_postMessage(channel="C0NORTH", text="x", blocks=[section(accessory=overflow)])
    officer = workspace.member("U0OFFICER1")
    await officer.click(officer.messages("C0NORTH")[-1], "more", "regrade")
    assert heard == ["regrade"]


async def test_a_message_that_is_gone_cannot_be_clicked(client: AsyncWebClient, workspace: Workspace) -> None:
    await client.chat_postMessage(channel="C0NORTH", text="x", blocks=[actions(button())])
    officer = workspace.member("U0OFFICER1")
    message = officer.messages("C0NORTH")[-1]
    await client.chat_delete(channel="C0NORTH", ts=message.ts)
    with pytest.raises(NotPossible):
        await officer.click(message, "take")


async def test_shortcuts_reach_the_app(app: AsyncApp, client: AsyncWebClient, workspace: Workspace) -> None:
    heard: list[str] = []
    workspace.app.shortcuts.append(Shortcut("add", "Add to a case", "message"))

    @app.shortcut("refer")
    async def anywhere(ack: AsyncAck, body: Json) -> None:
        heard.append(body["type"])
        await ack()

    @app.shortcut("add")
    async def on_a_message(ack: AsyncAck, body: Json) -> None:
        heard.append(body["message"]["text"])
        await ack()

    officer = workspace.member("U0OFFICER1")
    await client.chat_postMessage(channel="C0NORTH", text="a message")
    await officer.shortcut("refer")
    await officer.message_shortcut("add", officer.messages("C0NORTH")[-1])
    assert heard == ["shortcut", "a message"]


async def test_a_menu_gets_its_options_from_the_app(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace
) -> None:
    asked: list[str] = []

    @app.options("who")
    async def listener(ack: AsyncAck, payload: Json) -> None:
        asked.append(payload["value"])
        await ack(options=[option("officer")] * (101 if payload["value"] == "too many" else 1))

    select = {"type": "external_select", "action_id": "who"}
    view = modal(field("owner", select))
    await client.views_open(trigger_id=workspace.triggers.give("U0OFFICER1"), view=view)
    officer = workspace.member("U0OFFICER1")
    top = officer.modals[-1]
    assert (await officer.options(top, "who", "of"))["options"] == []
    assert (await officer.options(top, "who", "off"))["options"] == [option("officer")]
    with pytest.raises(AnswerRefused):
        await officer.options(top, "who", "too many")
    assert asked == ["off", "too many"]


async def test_a_response_address_works_five_times(app: AsyncApp, workspace: Workspace) -> None:
    statuses: list[int] = []

    @app.command("/case")
    async def listener(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        statuses.extend([(await respond(f"answer {number}")).status_code for number in range(6)])

    officer = workspace.member("U0OFFICER1")
    await officer.command("/case", channel="C0NORTH")
    assert statuses == [200] * 5 + [404]
    assert {each.only_for for each in officer.messages("C0NORTH")} == {"U0OFFICER1"}


@pytest.mark.usefixtures("server")
async def test_a_response_address_works_half_an_hour(workspace: Workspace, clock: Clock) -> None:
    address = AsyncWebhookClient(f"{workspace.url}/response/{workspace.responses.give('C0NORTH', 'U0OFFICER1')}")
    assert (await address.send(text="in time", response_type="in_channel")).status_code == 200
    clock.passes(minutes=31)
    late = await address.send(text="late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)
    unknown = await AsyncWebhookClient(f"{workspace.url}/response/nothing").send(text="x")
    assert (unknown.status_code, "invalid_url" in unknown.body) == (404, True)
    assert [each.text for each in workspace.member("U0OFFICER2").messages("C0NORTH")] == ["in time"]


async def test_a_response_replaces_or_deletes_the_message_that_was_clicked(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace
) -> None:
    @app.action("replace")
    async def replacing(ack: AsyncAck, respond: AsyncRespond) -> None:
        await respond("done", replace_original=True, blocks=[actions(button("delete"))])
        await ack()

    @app.action("delete")
    async def deleting(ack: AsyncAck, respond: AsyncRespond) -> None:
        await respond(delete_original=True)
        await ack()

    row = [actions(button("replace"))]
    await client.chat_postEphemeral(channel="C0NORTH", user="U0OFFICER1", text="x", blocks=row)
    officer = workspace.member("U0OFFICER1")
    await officer.click(officer.messages("C0NORTH")[-1], "replace")
    assert [each.text for each in officer.messages("C0NORTH")] == ["done"]
    await officer.click(officer.messages("C0NORTH")[-1], "delete")
    assert officer.messages("C0NORTH") == []


async def test_what_a_person_types_arrives_escaped(workspace: Workspace, client: AsyncWebClient) -> None:
    await workspace.member("U0OFFICER1").say("C0NORTH", "<!channel> a & b @Caseclock")
    history = await client.conversations_history(channel="C0NORTH")
    assert history["messages"][0]["text"] == "&lt;!channel&gt; a &amp; b <@U0CASECLOCK>"


@pytest.mark.usefixtures("server")
async def test_a_bad_payload_at_a_response_address_is_refused(workspace: Workspace) -> None:
    url = f"{workspace.url}/response/{workspace.responses.give('C0NORTH', 'U0OFFICER1')}"
    answer = await AsyncWebhookClient(url).send(text="x", blocks=[section("x" * 3001)])
    assert (answer.status_code, "invalid_blocks" in answer.body) == (400, True)
