"""conversations.*: what is there, who is in it, what was said."""

from practice.channels import Channel, Kind
from practice.errors import SlackError
from practice.messages import Message, as_message
from practice.methods.call import Call
from practice.payload import Json

KINDS: dict[str, Kind] = {"public_channel": "channel", "private_channel": "private", "im": "im"}
LONGEST_NAME = 80
MOST_REPLIES = 1000


def info(call: Call) -> Json:
    channel = call.workspace.conversation(call.text("channel"))
    return {"channel": channel.as_conversation(call.workspace.app.bot_user)}


def list_all(call: Call) -> Json:
    wanted = [each.strip() for each in (call.text("types") or "public_channel").split(",")]
    if any(each not in (*KINDS, "mpim") for each in wanted):
        raise SlackError("invalid_types")
    bot = call.workspace.app.bot_user
    found = [
        channel.as_conversation(bot)
        for channel in call.workspace.channels.values()
        if channel.kind in {KINDS.get(each) for each in wanted}
        and (channel.kind == "channel" or bot in channel.members)
        and not (channel.is_archived and call.says("exclude_archived"))
    ]
    page, cursor = call.page(found, 100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def members(call: Call) -> Json:
    channel = call.workspace.conversation(call.text("channel"))
    page, cursor = call.page(channel.members, 100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def open_dm(call: Call) -> Json:
    """Only DMs with one person: group DMs are not part of this workspace."""
    if call.text("channel"):
        return {"channel": call.channel().as_conversation(call.workspace.app.bot_user)}
    users = [each for each in call.text("users").split(",") if each]
    if len(users) != 1:
        raise SlackError("too_many_users" if users else "not_enough_users")
    person = call.workspace.people.get(users[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    dm = call.workspace.dm(person.id)
    if dm is None:
        raise SlackError("cannot_dm_bot")
    return {"channel": dm.as_conversation(call.workspace.app.bot_user) if call.says("return_im") else {"id": dm.id}}


def history(call: Call) -> Json:
    channel = _readable(call)
    standing = [each for each in call.workspace.timeline.of(channel.id) if each.only_for is None and not each.is_reply]
    newest_first = [each for each in reversed(standing) if _within(call, each)]
    page, cursor = call.page(newest_first, 100)
    return {
        "messages": [_shown(call, each) for each in page],
        "has_more": bool(cursor),
        "pin_count": len(channel.pins),
        "response_metadata": {"next_cursor": cursor},
    }


def replies(call: Call) -> Json:
    channel = _readable(call)
    thread = call.workspace.timeline.thread(channel.id, call.text("ts"))
    if not thread:
        raise SlackError("thread_not_found")
    page, cursor = call.page([each for each in thread if _within(call, each)], MOST_REPLIES)
    return {
        "messages": [_shown(call, each) for each in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def create(call: Call) -> Json:
    name = call.text("name")
    if not name or len(name) > LONGEST_NAME or name != name.lower() or " " in name or "." in name:
        raise SlackError("invalid_name_specials" if name else "invalid_name_required")
    if any(channel.name == name for channel in call.workspace.channels.values()):
        raise SlackError("name_taken")
    bot = call.workspace.app.bot_user
    kind: Kind = "private" if call.says("is_private") else "channel"
    channel = Channel(
        call.workspace.next_id("C"), name, kind, members=[bot], creator=bot, created=int(call.workspace.now)
    )
    call.workspace.channels[channel.id] = channel
    return {"channel": channel.as_conversation(bot)}


def join(call: Call) -> Json:
    channel = call.workspace.conversation(call.text("channel"))
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    call.workspace.join(channel, call.workspace.app.bot_user)
    return {"channel": channel.as_conversation(call.workspace.app.bot_user)}


def leave(call: Call) -> Json:
    call.workspace.leave(call.channel(), call.workspace.app.bot_user)
    return {}


def invite(call: Call) -> Json:
    channel = call.channel()
    users = [each for each in call.text("users").split(",") if each]
    if not users:
        raise SlackError("no_user")
    if any(user not in call.workspace.people for user in users):
        raise SlackError("user_not_found")
    if all(user in channel.members for user in users):
        raise SlackError("already_in_channel")
    for user in users:
        call.workspace.join(channel, user)
    return {"channel": channel.as_conversation(call.workspace.app.bot_user)}


def _readable(call: Call) -> Channel:
    channel = call.workspace.conversation(call.text("channel"))
    if call.workspace.app.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _within(call: Call, message: Message) -> bool:
    oldest, latest, at = call.text("oldest") or "0", call.text("latest") or "inf", message.ts
    if call.says("inclusive"):
        return float(oldest) <= float(at) <= float(latest)
    return float(oldest) < float(at) < float(latest)


def _shown(call: Call, message: Message) -> Json:
    shown = as_message(call.workspace.app, message)
    thread = call.workspace.timeline.thread(message.channel, message.ts)[1:]
    if thread:
        users = list(dict.fromkeys(each.user for each in thread))
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(thread),
            "latest_reply": thread[-1].ts,
            "reply_users": users,
        }
    if message.metadata:
        whole = call.says("include_all_metadata")
        shown["metadata"] = message.metadata if whole else {"event_type": message.metadata["event_type"]}
    return shown
