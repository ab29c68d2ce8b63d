"""chat.*: saying, changing, deleting, scheduling."""

from practice import posting
from practice.errors import SlackError
from practice.messages import Message, as_message
from practice.methods.call import Call
from practice.payload import Json
from practice.schedule import Scheduled


def post_message(call: Call) -> Json:
    channel = call.destination()
    draft = posting.draft(call.message())
    call.workspace.rates.post(channel.id)
    message = posting.say(call.workspace, channel, draft)
    posting.record(call.workspace, call.method, message, call.arguments)
    return {"channel": channel.id, "ts": message.ts, "message": _shown(call, message)}


def post_ephemeral(call: Call) -> Json:
    channel = call.channel()
    person = call.person()
    if person.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = posting.say(call.workspace, channel, posting.draft(call.message()), only_for=person.id)
    posting.record(call.workspace, call.method, message, call.arguments)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel.id, call.text("ts"), "cant_update_message")
    posting.change(call.workspace, message, call.message())
    posting.record(call.workspace, call.method, message, call.arguments)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": _shown(call, message)}


def delete(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel.id, call.text("ts"), "cant_delete_message")
    call.workspace.remove(message)
    posting.record(call.workspace, call.method, message, call.arguments)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.workspace.conversation(call.text("channel"))
    ts = call.text("message_ts")
    if call.workspace.timeline.find(channel.id, ts) is None:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": f"{call.workspace.url}/archives/{channel.id}/p{ts.replace('.', '')}"}


def schedule_message(call: Call) -> Json:
    channel = call.destination()
    posting.draft(call.message())
    workspace = call.workspace
    message = Scheduled(
        id=workspace.next_id("Q"),
        channel=channel.id,
        posts_at=call.number("post_at", 0),
        created=int(workspace.now),
        arguments=call.message(),
    )
    workspace.schedule.add(message)
    return {
        "channel": channel.id,
        "scheduled_message_id": message.id,
        "post_at": message.posts_at,
        "message": {"type": "delayed_message", "text": call.text("text"), "user": workspace.app.bot_user},
    }


def list_scheduled(call: Call) -> Json:
    channel, oldest, latest = call.text("channel"), call.number("oldest", 0), call.number("latest", 2**40)
    waiting = [
        {
            "id": each.id,
            "channel_id": each.channel,
            "post_at": each.posts_at,
            "date_created": each.created,
            "text": str(each.arguments.get("text") or ""),
        }
        for each in call.workspace.schedule
        if channel in ("", each.channel) and oldest <= each.posts_at <= latest
    ]
    page, cursor = call.page(waiting, 100)
    return {"scheduled_messages": page, "response_metadata": {"next_cursor": cursor}}


def delete_scheduled(call: Call) -> Json:
    channel = call.destination()
    call.workspace.schedule.remove(channel.id, call.text("scheduled_message_id"), call.workspace.now)
    return {}


def _own(call: Call, channel: str, ts: str, refusal: str) -> Message:
    message = call.workspace.timeline.find(channel, ts)
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    if not message.from_app:
        raise SlackError(refusal)
    return message


def _shown(call: Call, message: Message) -> Json:
    shown = as_message(call.workspace.app, message)
    return shown | ({"metadata": message.metadata} if message.metadata else {})
