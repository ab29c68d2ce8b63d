from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from practice import AnswerRefused, NotPossible, Workspace
from practice.description import read
from practice.member import Member
from practice.payload import Json
from tests.practice.hands import actions, button, error_of, field, home, menu, modal, plain, refused, section

Answers = Callable[..., Awaitable[None]]


@pytest.fixture
def officer(workspace: Workspace) -> Member:
    return workspace.member("U0OFFICER1")


def a_trigger(workspace: Workspace, view_id: str | None = None) -> str:
    return workspace.triggers.give("U0OFFICER1", view_id)


async def opened(client: AsyncWebClient, workspace: Workspace, view: Json) -> Json:
    answer = await client.views_open(trigger_id=a_trigger(workspace), view=view)
    shown: Json = answer["view"]
    return shown


async def test_a_trigger_is_used_once(client: AsyncWebClient, workspace: Workspace, officer: Member) -> None:
    trigger = a_trigger(workspace)
    assert (await client.views_open(trigger_id=trigger, view=modal()))["view"]["id"] == officer.modals[0]["id"]
    assert await error_of(client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert await error_of(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_view_that_is_refused_leaves_the_trigger_good(client: AsyncWebClient, workspace: Workspace) -> None:
    trigger = a_trigger(workspace)
    answer = await refused(client.views_open(trigger_id=trigger, view=modal(title=plain("x" * 25))))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
    ]
    assert (await client.views_open(trigger_id=trigger, view=modal()))["ok"]


@pytest.mark.parametrize(("seconds", "error"), [(2.9, None), (3.1, "expired_trigger_id")])
def test_a_trigger_lives_three_seconds(seconds: float, error: str | None) -> None:
    elapsed = [100.0]
    workspace = Workspace(read(), lambda: datetime(2026, 11, 3, tzinfo=UTC), lambda: elapsed[0])
    trigger = a_trigger(workspace)
    elapsed[0] += seconds
    try:
        workspace.triggers.look(trigger)
        found = None
    except Exception as refusal:  # noqa: BLE001 - whatever it is, its words are compared
        found = str(refusal)
    assert found == error


async def test_the_stack_holds_three(client: AsyncWebClient, workspace: Workspace, officer: Member) -> None:
    first = await opened(client, workspace, modal())
    for _ in range(2):
        top = officer.modals[-1]["id"]
        await client.views_push(trigger_id=a_trigger(workspace, top), view=modal())
    trigger = a_trigger(workspace, officer.modals[-1]["id"])
    assert await error_of(client.views_push(trigger_id=trigger, view=modal())) == "push_limit_reached"
    assert [view["root_view_id"] for view in officer.modals] == [first["id"]] * 3
    assert officer.modals[2]["previous_view_id"] == officer.modals[1]["id"]


async def test_a_new_modal_replaces_the_stack_and_one_from_inside_stands_on_it(
    client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    await opened(client, workspace, modal(callback_id="one"))
    second = await opened(client, workspace, modal(callback_id="two"))
    await client.views_open(trigger_id=a_trigger(workspace, second["id"]), view=modal(callback_id="three"))
    assert [view["callback_id"] for view in officer.modals] == ["two", "three"]


async def test_a_push_comes_from_inside_a_modal(client: AsyncWebClient, workspace: Workspace) -> None:
    push = client.views_push(trigger_id=a_trigger(workspace), view=modal())
    assert await error_of(push) == "invalid_trigger_id"


async def test_an_update_with_an_old_hash_conflicts(client: AsyncWebClient, workspace: Workspace) -> None:
    view = await opened(client, workspace, modal())
    newer = await client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    again = client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert newer["view"]["hash"] != view["hash"]
    assert await error_of(again) == "hash_conflict"


async def test_an_external_id_is_unique_and_finds_its_view(client: AsyncWebClient, workspace: Workspace) -> None:
    view = await opened(client, workspace, modal(external_id="mine"))
    other = client.views_open(trigger_id=workspace.triggers.give("U0OFFICER2"), view=modal(external_id="mine"))
    assert await error_of(other) == "duplicate_external_id"
    updated = await client.views_update(external_id="mine", view=modal(external_id="mine"))
    assert updated["view"]["id"] == view["id"]
    assert await error_of(client.views_update(external_id="other", view=modal())) == "not_found"
    assert await error_of(client.api_call("views.update", json={"view": modal()})) == "invalid_arguments"


async def test_a_closed_view_cannot_be_updated(client: AsyncWebClient, workspace: Workspace, officer: Member) -> None:
    view = await opened(client, workspace, modal())
    await officer.close()
    assert await error_of(client.views_update(view_id=view["id"], view=modal())) == "not_found"


async def test_what_was_typed_survives_an_update_only_where_the_ids_stay(
    client: AsyncWebClient, workspace: Workspace, officer: Member
) -> None:
    view = await opened(client, workspace, modal(field("one"), field("two")))
    officer.fill({"one": "kept", "two": "lost"})
    renamed = {"type": "plain_text_input", "action_id": "other"}
    await client.views_update(view_id=view["id"], view=modal(section("New"), field("one"), field("two", renamed)))
    values = officer.modals[0]["state"]["values"]
    assert values["one"]["one"]["value"] == "kept"
    assert values["two"] == {"other": {"type": "plain_text_input", "value": None}}


async def test_a_modal_is_no_home_and_a_home_no_modal(client: AsyncWebClient, workspace: Workspace) -> None:
    assert await error_of(client.views_publish(user_id="U0OFFICER1", view=modal())) == "invalid_arguments"
    opening = client.views_open(trigger_id=a_trigger(workspace), view=home())
    assert await error_of(opening) == "invalid_arguments"
    nonsense = client.api_call("views.open", json={"trigger_id": a_trigger(workspace), "view": "nonsense"})
    assert await error_of(nonsense) == "invalid_arguments"


async def test_the_home_tab_is_published_for_one_person(client: AsyncWebClient, workspace: Workspace) -> None:
    first = await client.views_publish(user_id="U0OFFICER1", view=home(section("My cases")))
    again = await client.views_publish(user_id="U0OFFICER1", hash=first["view"]["hash"], view=home(section("New")))
    stale = client.views_publish(user_id="U0OFFICER1", hash=first["view"]["hash"], view=home())
    assert again["view"]["id"] == first["view"]["id"]
    assert await error_of(stale) == "hash_conflict"
    assert workspace.member("U0OFFICER2").home is None


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
    view = await opened(client, workspace, modal(actions(button())))
    with pytest.raises(NotPossible):
        await workspace.member("U0OFFICER2").click(view, "take")
    with pytest.raises(NotPossible):
        await officer.click(view, "nothing")
