import pytest
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace
from practice.payload import Json
from tests.practice.hands import Clock, actions, button, error_of, refused, section

KEY = {"event_type": "caseclock", "event_payload": {"key": "a1"}}


async def test_a_message_stands_where_it_was_posted(client: AsyncWebClient, workspace: Workspace) -> None:
    posted = await client.chat_postMessage(channel="C0NORTH", text="CC-26-00001", blocks=[section()])
    seen = workspace.member("U0OFFICER1").messages("C0NORTH")[-1]
    assert (seen.ts, seen.text, seen.from_app) == (posted["ts"], "CC-26-00001", True)
    assert posted["message"]["bot_id"] == "B0CASECLOCK"
    assert posted["message"]["blocks"][0]["block_id"]


async def test_a_message_to_a_person_opens_his_dm(client: AsyncWebClient, workspace: Workspace) -> None:
    posted = await client.chat_postMessage(channel="U0OFFICER1", text="Due at noon")
    assert posted["channel"].startswith("D")
    assert [message.text for message in workspace.member("U0OFFICER1").dm()] == ["Due at noon"]
    assert workspace.member("U0OFFICER2").dm() == []


async def test_a_channel_may_be_named(client: AsyncWebClient) -> None:
    assert (await client.chat_postMessage(channel="#general", text="x"))["channel"] == "C0GENERAL"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0DESK", "not_in_channel"),
        ("C0NOWHERE", "channel_not_found"),
        ("U0CASECLOCK", "cannot_dm_bot"),
        ("U0NOBODY", "channel_not_found"),
    ],
)
async def test_there_are_places_where_the_app_cannot_speak(client: AsyncWebClient, channel: str, error: str) -> None:
    assert await error_of(client.chat_postMessage(channel=channel, text="x")) == error


async def test_a_private_channel_that_the_bot_left_is_not_there_for_it(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    workspace.leave(workspace.channels["C0NORTH"], "U0CASECLOCK")
    assert await error_of(client.chat_postMessage(channel="C0NORTH", text="x")) == "channel_not_found"
    assert await error_of(client.conversations_info(channel="C0NORTH")) == "channel_not_found"


async def test_nothing_is_said_in_an_archived_channel(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.channels["C0NORTH"].is_archived = True
    assert await error_of(client.chat_postMessage(channel="C0NORTH", text="x")) == "is_archived"


async def test_nothing_is_said_to_who_has_left(client: AsyncWebClient, workspace: Workspace) -> None:
    dm = (await client.conversations_open(users="U0OFFICER1"))["channel"]["id"]
    workspace.deactivate("U0OFFICER1")
    assert await error_of(client.conversations_open(users="U0OFFICER1")) == "user_disabled"
    assert await error_of(client.chat_postMessage(channel=dm, text="x")) == "is_archived"
    assert (await client.users_info(user="U0OFFICER1"))["user"]["deleted"] is True


async def test_a_message_needs_words_or_blocks(client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.postMessage", json={"channel": "C0NORTH"})) == "no_text"


async def test_bad_blocks_are_named_with_their_place(client: AsyncWebClient) -> None:
    answer = await refused(client.chat_postMessage(channel="C0NORTH", text="x", blocks=[section("x" * 3001)]))
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    assert answer["errors"][1] == "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"


async def test_blocks_can_be_too_long_together(client: AsyncWebClient) -> None:
    blocks = [section("x" * 3000)] * 5
    assert await error_of(client.chat_postMessage(channel="C0NORTH", text="x", blocks=blocks)) == "msg_blocks_too_long"


async def test_a_form_carries_blocks_as_a_string(client: AsyncWebClient) -> None:
    sent = {"channel": "C0NORTH", "text": "x", "blocks": "[{"}
    assert await error_of(client.api_call("chat.postMessage", params=sent)) == "invalid_blocks_format"


async def test_a_new_message_may_be_long_and_a_changed_one_may_not(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0NORTH", text="x" * 5000)
    assert len(posted["message"]["text"]) == 5000
    change = client.chat_update(channel="C0NORTH", ts=posted["ts"], text="x" * 4001)
    assert await error_of(change) == "msg_too_long"


async def test_an_update_changes_the_message_in_place(client: AsyncWebClient, workspace: Workspace) -> None:
    posted = await client.chat_postMessage(channel="C0NORTH", text="one", metadata=KEY)
    await client.chat_update(channel="C0NORTH", ts=posted["ts"], text="two", blocks=[actions(button())])
    (seen,) = workspace.member("U0OFFICER1").messages("C0NORTH")
    assert (seen.text, seen.ts, seen.metadata) == ("two", posted["ts"], KEY)
    assert seen.edited is not None


async def test_only_its_own_messages_can_be_changed(client: AsyncWebClient, workspace: Workspace) -> None:
    theirs = await workspace.member("U0OFFICER1").say("C0NORTH", "mine")
    assert await error_of(client.chat_update(channel="C0NORTH", ts=theirs.ts, text="x")) == "cant_update_message"
    assert await error_of(client.chat_delete(channel="C0NORTH", ts=theirs.ts)) == "cant_delete_message"
    assert await error_of(client.chat_delete(channel="C0NORTH", ts="1.000001")) == "message_not_found"


async def test_a_deleted_message_is_gone(client: AsyncWebClient, workspace: Workspace) -> None:
    posted = await client.chat_postMessage(channel="C0NORTH", text="one")
    await client.chat_delete(channel="C0NORTH", ts=posted["ts"])
    assert workspace.member("U0OFFICER1").messages("C0NORTH") == []


async def test_an_ephemeral_message_is_for_one_person_and_cannot_be_changed(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    posted = await client.chat_postEphemeral(channel="C0NORTH", user="U0OFFICER1", text="for you")
    assert [message.text for message in workspace.member("U0OFFICER1").messages("C0NORTH")] == ["for you"]
    assert workspace.member("U0OFFICER2").messages("C0NORTH") == []
    change = client.chat_update(channel="C0NORTH", ts=posted["message_ts"], text="x")
    assert await error_of(change) == "message_not_found"
    assert (await client.conversations_history(channel="C0NORTH"))["messages"] == []


async def test_an_ephemeral_message_needs_its_person_in_the_channel(client: AsyncWebClient) -> None:
    sent = client.chat_postEphemeral(channel="C0NORTH", user="U0OFFICER3", text="x")
    assert await error_of(sent) == "user_not_in_channel"


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ({"event_type": "x"}, "invalid_metadata_format"),
        ({"event_payload": {}}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {}, "more": 1}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {"key": "x" * 9000}}, "metadata_too_large"),
    ],
)
async def test_metadata_has_a_form(client: AsyncWebClient, metadata: Json, error: str) -> None:
    assert await error_of(client.chat_postMessage(channel="C0NORTH", text="x", metadata=metadata)) == error


async def test_history_shows_metadata_only_when_asked(client: AsyncWebClient, clock: Clock) -> None:
    await client.chat_postMessage(channel="C0NORTH", text="one", metadata=KEY)
    clock.passes(seconds=1)
    await client.chat_postMessage(channel="C0NORTH", text="two")
    brief = await client.conversations_history(channel="C0NORTH")
    whole = await client.conversations_history(channel="C0NORTH", include_all_metadata=True)
    assert [message["text"] for message in whole["messages"]] == ["two", "one"]
    assert whole["messages"][1]["metadata"] == KEY
    assert "event_payload" not in brief["messages"][1]["metadata"]


async def test_history_comes_in_pages_and_between_two_moments(client: AsyncWebClient, clock: Clock) -> None:
    times = []
    for words in ("one", "two", "three"):
        times.append((await client.chat_postMessage(channel="C0NORTH", text=words))["ts"])
        clock.passes(seconds=1)
    first = await client.conversations_history(channel="C0NORTH", limit=2)
    rest = await client.conversations_history(channel="C0NORTH", cursor=first["response_metadata"]["next_cursor"])
    assert ([each["text"] for each in first["messages"]], first["has_more"]) == (["three", "two"], True)
    assert ([each["text"] for each in rest["messages"]], rest["has_more"]) == (["one"], False)
    since = await client.conversations_history(channel="C0NORTH", oldest=times[1])
    with_it = await client.conversations_history(channel="C0NORTH", oldest=times[1], inclusive=True)
    assert [len(each["messages"]) for each in (since, with_it)] == [1, 2]


async def test_a_reply_stands_in_its_thread(client: AsyncWebClient, clock: Clock) -> None:
    root = (await client.chat_postMessage(channel="C0NORTH", text="root"))["ts"]
    clock.passes(seconds=1)
    await client.chat_postMessage(channel="C0NORTH", text="reply", thread_ts=root)
    history = await client.conversations_history(channel="C0NORTH")
    replies = await client.conversations_replies(channel="C0NORTH", ts=root)
    assert [(each["text"], each["reply_count"]) for each in history["messages"]] == [("root", 1)]
    assert [each["text"] for each in replies["messages"]] == ["root", "reply"]
    assert await error_of(client.conversations_replies(channel="C0NORTH", ts="1.000001")) == "thread_not_found"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; b", "a &amp; b"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0"),
        ("<@U0OFFICER1> look", "<@U0OFFICER1> look"),
        ("<!date^1^{date}|then>", "<!date^1^{date}|then>"),
        ("<https://example.invalid|here>", "<https://example.invalid|here>"),
    ],
)
async def test_text_is_kept_as_slack_keeps_it(client: AsyncWebClient, sent: str, kept: str) -> None:
    assert (await client.chat_postMessage(channel="C0NORTH", text=sent))["message"]["text"] == kept


async def test_a_permalink_leads_to_a_message(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0NORTH", text="x")
    link = (await client.chat_getPermalink(channel="C0NORTH", message_ts=posted["ts"]))["permalink"]
    assert link.endswith(f"/archives/C0NORTH/p{posted['ts'].replace('.', '')}")
    assert await error_of(client.chat_getPermalink(channel="C0NORTH", message_ts="1.000001")) == "message_not_found"


async def test_two_messages_of_one_moment_differ_in_their_ts(client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(channel="C0NORTH", text="x")
    second = await client.chat_postMessage(channel="C0SOUTH", text="x")
    assert first["ts"] < second["ts"]


async def test_the_ledger_knows_what_was_sent_twice(client: AsyncWebClient, workspace: Workspace, clock: Clock) -> None:
    for _ in range(2):
        await client.chat_postMessage(channel="C0NORTH", text="x", metadata=KEY)
        clock.passes(seconds=1)
    assert workspace.ledger.sent_twice() == ['{"key": "a1"}']
    assert [entry.channel for entry in workspace.ledger.posts("C0NORTH")] == ["C0NORTH", "C0NORTH"]
    assert workspace.ledger.posts("C0SOUTH") == []
