import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from practice import AnswerRefused, NotPossible, Workspace
from practice.member import Member
from practice.payload import Json
from tests.practice.hands import actions, button, field, home, menu, modal, section


@pytest.fixture
def officer(workspace: Workspace) -> Member:
    return workspace.member("U0OFFICER1")


async def opened(client: AsyncWebClient, workspace: Workspace, view: Json) -> None:
    await client.views_open(trigger_id=workspace.triggers.give("U0OFFICER1"), view=view)


async def submits(app: AsyncApp, answer: Json) -> None:
    """The app answers every submitted modal like this."""

    @app.view("refer")
    async def listener(ack: AsyncAck) -> None:
        await ack(**answer)


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ({}, []),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal(callback_id="next")}, ["next"]),
        ({"response_action": "push", "view": modal(callback_id="next")}, ["refer", "next"]),
        ({"response_action": "errors", "errors": {"known": "Say more."}}, ["refer"]),
    ],
)
async def test_a_submitted_modal_becomes_what_the_app_says(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace, answer: Json, left: list[str]
) -> None:
    officer = workspace.member("U0OFFICER1")
    await submits(app, answer)
    await opened(client, workspace, modal(field(), callback_id="refer"))
    outcome = await officer.submit({"known": "A child is at risk"})
    assert outcome.errors == answer.get("errors", {})
    assert [view["callback_id"] for view in officer.modals] == left


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"unknown": "x"}},
        {"response_action": "errors", "errors": {"words": "not an input"}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "push", "view": home()},
    ],
)
async def test_an_answer_that_slack_cannot_use_is_an_error_for_the_person(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace, answer: Json
) -> None:
    await submits(app, answer)
    await opened(client, workspace, modal(field(), section(block_id="words"), callback_id="refer"))
    with pytest.raises(AnswerRefused):
        await workspace.member("U0OFFICER1").submit({"known": "A child is at risk"})


async def test_the_client_complains_before_the_app_is_asked(
    client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    await opened(client, workspace, modal(field(), callback_id="refer"))
    outcome = await officer.submit({})
    assert outcome.errors == {"known": "Please complete this required field."}


async def test_a_view_without_a_button_is_not_sent_off(
    client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    await opened(client, workspace, {**modal(), "submit": None})
    with pytest.raises(NotPossible):
        await officer.submit()


async def test_closing_is_told_only_where_the_app_asked_for_it(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    heard: list[tuple[str, bool]] = []

    @app.view_closed("loud")
    async def listener(ack: AsyncAck, body: Json) -> None:
        heard.append((body["view"]["callback_id"], body["is_cleared"]))
        await ack()

    await opened(client, workspace, modal(callback_id="quiet"))
    await officer.close()
    await opened(client, workspace, modal(callback_id="loud", notify_on_close=True))
    await officer.close()
    await opened(client, workspace, modal(callback_id="loud", notify_on_close=True, clear_on_close=True))
    await officer.close()
    assert heard == [("loud", False), ("loud", True)]
    assert officer.modals == []


async def test_an_input_speaks_only_when_told_to(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    heard: list[Json] = []

    @app.action("menu")
    async def listener(ack: AsyncAck, body: Json) -> None:
        heard.append(body)
        await ack()

    await opened(client, workspace, modal(field("quiet", menu("a", "b")), field("known")))
    await officer.click(officer.modals[-1], "menu", "a")
    await officer.close()
    await opened(client, workspace, modal(field("loud", menu("a", "b"), dispatch_action=True), field("known")))
    officer.fill({"known": "typed so far"})
    await officer.click(officer.modals[-1], "menu", "b")
    (body,) = heard
    assert body["actions"][0]["selected_option"]["value"] == "b"
    assert body["view"]["state"]["values"]["known"]["known"]["value"] == "typed so far"
    assert body["view"]["state"]["values"]["loud"]["menu"]["selected_option"]["value"] == "b"
    assert body["container"] == {"type": "view", "view_id": officer.modals[-1]["id"]}


async def test_a_click_in_a_modal_can_push_another(
    app: AsyncApp, client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    @app.action("more")
    async def listener(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_push(trigger_id=body["trigger_id"], view=modal(callback_id="second"))
        await ack()

    await opened(client, workspace, modal(actions(button("more")), callback_id="first"))
    await officer.click(officer.modals[-1], "more")
    assert [view["callback_id"] for view in officer.modals] == ["first", "second"]


async def test_a_view_of_somebody_else_is_not_there(
    client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    await opened(client, workspace, modal(actions(button())))
    view = officer.modals[-1]
    with pytest.raises(NotPossible):
        await workspace.member("U0OFFICER2").click(view, "take")
    with pytest.raises(NotPossible):
        await officer.click(view, "nothing")
