"""reactions.* and pins.*: small marks on a message."""

from practice.errors import SlackError
from practice.messages import Message
from practice.methods.call import Call
from practice.payload import Json


def add_reaction(call: Call) -> Json:
    message, name, bot = _message(call), call.text("name"), call.workspace.app.bot_user
    if not name:
        raise SlackError("no_reaction_specified")
    users = message.reactions.setdefault(name, [])
    if bot in users:
        raise SlackError("already_reacted")
    users.append(bot)
    call.workspace.changed(message)
    return {}


def remove_reaction(call: Call) -> Json:
    message, name, bot = _message(call), call.text("name"), call.workspace.app.bot_user
    if bot not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    call.workspace.changed(message)
    return {}


def add_pin(call: Call) -> Json:
    pins, message = call.channel().pins, _message(call)
    if message.ts in pins:
        raise SlackError("already_pinned")
    pins.append(message.ts)
    return {}


def remove_pin(call: Call) -> Json:
    pins, message = call.channel().pins, _message(call)
    if message.ts not in pins:
        raise SlackError("no_pin")
    pins.remove(message.ts)
    return {}


def _message(call: Call) -> Message:
    channel = call.channel()
    message = call.workspace.timeline.find(channel.id, call.text("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return message
