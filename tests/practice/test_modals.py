from datetime import UTC, datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace
from practice.description import read
from practice.member import Member
from practice.payload import Json
from tests.practice.hands import error_of, field, home, modal, plain, refused, section


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
