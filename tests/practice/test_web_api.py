import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from practice import Server, Workspace
from practice.payload import Json
from tests.practice.hands import error_of, refused


async def test_who_am_i(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0CASECLOCK", "B0CASECLOCK", "T0PRACTICE")


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-wrong", "invalid_auth"), ("xapp-practice", "not_allowed_token_type"), ("", "not_authed")],
)
async def test_a_wrong_token_is_refused(server: Server, token: str, error: str) -> None:
    client = AsyncWebClient(token=token or None, base_url=server.api_url)
    assert await error_of(client.auth_test()) == error


async def test_a_bot_token_opens_no_socket(client: AsyncWebClient) -> None:
    assert await error_of(client.apps_connections_open(app_token="xoxb-practice")) == "not_allowed_token_type"


async def test_a_revoked_token_is_refused(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.app.revoked = True
    assert await error_of(client.auth_test()) == "token_revoked"


async def test_a_scope_that_was_not_granted_is_named(client: AsyncWebClient) -> None:
    answer = await refused(client.reactions_add(channel="C0NORTH", name="eyes", timestamp="1.1"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "reactions:write")


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    answer = await refused(client.api_call("chat.shout", json={"channel": "C0NORTH"}))
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"text": "x"}, "[ERROR] missing required field: channel"),
        ({"channel": "C0NORTH", "text": "x", "chanel": "y"}, "[ERROR] unsupported argument: chanel"),
    ],
)
async def test_arguments_are_read_strictly(client: AsyncWebClient, arguments: Json, sentence: str) -> None:
    answer = await refused(client.api_call("chat.postMessage", json=arguments))
    assert (answer["error"], answer["response_metadata"]["messages"]) == ("invalid_arguments", [sentence])


@pytest.mark.parametrize(("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object")])
async def test_a_body_that_is_no_json_object_is_refused(page: aiohttp.ClientSession, body: str, error: str) -> None:
    headers = {"Content-Type": "application/json", "Authorization": "Bearer xoxb-practice"}
    async with page.post("/api/chat.postMessage", data=body, headers=headers) as response:
        assert (await response.json())["error"] == error


async def test_a_refusal_stands_in_the_ledger(client: AsyncWebClient, workspace: Workspace) -> None:
    await error_of(client.chat_postMessage(channel="C0DESK", text="x"))
    (refusal,) = workspace.ledger.refusals
    assert (refusal.method, refusal.error) == ("chat.postMessage", "not_in_channel")


@pytest.mark.parametrize(
    ("user", "facts"),
    [
        ("U0OFFICER1", {"is_restricted": False, "is_bot": False, "team_id": "T0PRACTICE", "tz": "Europe/London"}),
        ("U0GUEST", {"is_restricted": True, "is_ultra_restricted": False}),
        ("U0STRANGER", {"is_stranger": True, "team_id": "T0PARTNER"}),
        ("U0ADMIN", {"is_admin": True}),
        ("U0CASECLOCK", {"is_bot": True}),
    ],
)
async def test_slack_says_what_sort_of_person_it_is(client: AsyncWebClient, user: str, facts: Json) -> None:
    answer = (await client.users_info(user=user))["user"]
    assert {name: answer.get(name) for name in facts} == facts


async def test_the_offset_follows_the_season(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.people["U0OFFICER1"].tz = "America/New_York"
    assert (await client.users_info(user="U0OFFICER1"))["user"]["tz_offset"] == -5 * 3600


async def test_lists_come_in_pages(client: AsyncWebClient) -> None:
    first = await client.users_list(limit=5)
    second = await client.users_list(limit=100, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"]) == 5
    assert not {each["id"] for each in first["members"]} & {each["id"] for each in second["members"]}
    assert await error_of(client.users_list(limit=5000)) == "invalid_limit"
    assert await error_of(client.users_list(cursor="elsewhere")) == "invalid_cursor"


async def test_the_app_sees_the_channels_that_it_may_see(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.leave(workspace.channels["C0SOUTH"], "U0CASECLOCK")
    listed = await client.conversations_list(types="public_channel,private_channel")
    seen = {channel["id"]: channel["is_member"] for channel in listed["channels"]}
    assert seen == {"C0GENERAL": True, "C0DESK": False, "C0NORTH": True, "C0DIGEST": True, "C0DUTY": True}
    members = await client.conversations_members(channel="C0NORTH")
    assert "U0OFFICER1" in members["members"]
    theirs = await client.users_conversations(user="U0OFFICER3", types="public_channel,private_channel")
    assert {channel["id"] for channel in theirs["channels"]} == {"C0GENERAL", "C0DESK"}


async def test_a_channel_says_whether_it_is_private_shared_or_archived(client: AsyncWebClient) -> None:
    channel = (await client.conversations_info(channel="C0NORTH"))["channel"]
    facts = ("is_private", "is_ext_shared", "is_archived")
    assert [channel[fact] for fact in facts] == [True, False, False]


async def test_a_channel_can_be_made_and_filled(client: AsyncWebClient, workspace: Workspace) -> None:
    made = (await client.conversations_create(name="strategy-1", is_private=True))["channel"]["id"]
    await client.conversations_invite(channel=made, users="U0OFFICER1,U0SERGEANT1")
    assert workspace.channels[made].members == ["U0CASECLOCK", "U0OFFICER1", "U0SERGEANT1"]
    assert await error_of(client.conversations_create(name="strategy-1")) == "name_taken"
    assert await error_of(client.conversations_invite(channel=made, users="U0OFFICER1")) == "already_in_channel"
    assert await error_of(client.conversations_invite(channel=made, users="U0NOBODY")) == "user_not_found"
    assert await error_of(client.conversations_create(name="No Capitals")) == "invalid_name_specials"


async def test_user_groups_are_there(client: AsyncWebClient) -> None:
    (group,) = (await client.usergroups_list(include_users=True))["usergroups"]
    users = (await client.usergroups_users_list(usergroup=group["id"]))["users"]
    assert group["users"] == users == ["U0SERGEANT1", "U0INSPECTOR1"]
    assert await error_of(client.usergroups_users_list(usergroup="S0NONE")) == "no_such_subteam"


async def test_a_dm_can_be_opened_with_a_person_and_not_with_a_bot(client: AsyncWebClient) -> None:
    dm = (await client.conversations_open(users="U0OFFICER1", return_im=True))["channel"]
    assert (dm["is_im"], dm["user"]) == (True, "U0OFFICER1")
    assert await error_of(client.conversations_open(users="U0CASECLOCK")) == "cannot_dm_bot"
    assert await error_of(client.conversations_open(users="U0NOBODY")) == "user_not_found"


async def test_small_marks_need_their_scope(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.app.scopes += ["reactions:write", "pins:write", "team:read"]
    ts = (await client.chat_postMessage(channel="C0NORTH", text="x"))["ts"]
    await client.reactions_add(channel="C0NORTH", name="eyes", timestamp=ts)
    assert await error_of(client.reactions_add(channel="C0NORTH", name="eyes", timestamp=ts)) == "already_reacted"
    await client.pins_add(channel="C0NORTH", timestamp=ts)
    history = await client.conversations_history(channel="C0NORTH")
    assert history["messages"][0]["reactions"] == [{"name": "eyes", "users": ["U0CASECLOCK"], "count": 1}]
    assert history["pin_count"] == 1
    await client.reactions_remove(channel="C0NORTH", name="eyes", timestamp=ts)
    await client.pins_remove(channel="C0NORTH", timestamp=ts)
    assert await error_of(client.pins_remove(channel="C0NORTH", timestamp=ts)) == "no_pin"
    assert (await client.team_info())["team"]["id"] == "T0PRACTICE"
    assert (await client.bots_info(bot="B0CASECLOCK"))["bot"]["app_id"] == "A0CASECLOCK"


async def test_api_test_gives_back_what_it_got(client: AsyncWebClient) -> None:
    assert (await client.api_test(foo="bar"))["args"]["foo"] == "bar"
    assert await error_of(client.api_test(error="my_error")) == "my_error"


@pytest.mark.parametrize(
    ("kind", "body", "warning"),
    [
        ("application/json", "{}", "missing_charset"),
        ("application/json; charset=utf-8", "{}", None),
        ("application/x-www-form-urlencoded; charset=utf-8", "a=1", "superfluous_charset"),
        ("application/x-www-form-urlencoded", "a=1", None),
    ],
)
async def test_slack_warns_of_a_charset_too_few_or_too_many(
    page: aiohttp.ClientSession, kind: str, body: str, warning: str | None
) -> None:
    async with page.post("/api/api.test", data=body, headers={"Content-Type": kind}) as response:
        assert (await response.json()).get("warning") == warning


async def test_a_dm_is_opened_by_its_id_too_and_with_one_person_only(client: AsyncWebClient) -> None:
    assert (await client.conversations_open(channel="D0OFFICER1"))["channel"]["id"] == "D0OFFICER1"
    assert await error_of(client.conversations_open(users="U0OFFICER1,U0OFFICER2")) == "too_many_users"
    assert await error_of(client.api_call("conversations.open", json={})) == "not_enough_users"


async def test_the_app_can_join_a_public_channel_and_leave_it(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.app.scopes.append("channels:join")
    assert (await client.conversations_join(channel="C0DESK"))["channel"]["is_member"]
    await client.conversations_leave(channel="C0DESK")
    assert "U0CASECLOCK" not in workspace.channels["C0DESK"].members
    joining = client.conversations_join(channel="C0NORTH")
    assert await error_of(joining) == "method_not_supported_for_channel_type"
    workspace.channels["C0DESK"].is_archived = True
    assert await error_of(client.conversations_join(channel="C0DESK")) == "is_archived"


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.list", {"types": "secret"}, "invalid_types"),
        ("conversations.history", {"channel": "C0DESK"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0NORTH", "limit": "many"}, "invalid_arguments"),
        ("conversations.create", {"name": "x" * 81}, "invalid_name_specials"),
        ("conversations.invite", {"channel": "C0NORTH", "users": ","}, "no_user"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("bots.info", {"bot": "B0OTHER"}, "bot_not_found"),
        ("chat.postMessage", {"channel": "C0NORTH", "text": 7}, "invalid_arguments"),
    ],
)
async def test_each_method_has_its_own_refusals(
    client: AsyncWebClient, method: str, arguments: Json, error: str
) -> None:
    assert await error_of(client.api_call(method, json=arguments)) == error
