"""The payloads that Slack sends when a person does something with the app."""

from typing import TYPE_CHECKING

from practice.channels import Channel
from practice.events import dressed
from practice.messages import Message, as_message
from practice.payload import Json
from practice.people import Person
from practice.views import View

if TYPE_CHECKING:
    from practice.workspace import Workspace


def command(workspace: "Workspace", person: Person, channel: Channel, words: str) -> Json:
    """A slash command: its payload is flat, and its words come as they were typed."""
    name, _, text = words.partition(" ")
    return {
        "token": "practice",
        "team_id": workspace.app.team_id,
        "team_domain": workspace.app.team_domain,
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text.strip(),
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, channel.id, person.id),
        "trigger_id": workspace.triggers.give(person.id),
    }


def shortcut(workspace: "Workspace", person: Person, callback_id: str) -> Json:
    """A global shortcut."""
    return _sent(workspace, person, "shortcut") | {
        "callback_id": callback_id,
        "action_ts": workspace.timeline.next_ts(),
        "trigger_id": workspace.triggers.give(person.id),
    }


def message_action(workspace: "Workspace", person: Person, message: Message, callback_id: str) -> Json:
    """A shortcut on a message."""
    channel = workspace.channels[message.channel]
    return _sent(workspace, person, "message_action") | {
        "callback_id": callback_id,
        "action_ts": workspace.timeline.next_ts(),
        "trigger_id": workspace.triggers.give(person.id),
        "channel": {"id": channel.id, "name": _name(channel)},
        "message_ts": message.ts,
        "message": as_message(workspace.app, message),
        "response_url": response_url(workspace, channel.id, person.id, message.ts),
    }


def block_actions(workspace: "Workspace", person: Person, where: Message | View, action: Json, state: Json) -> Json:
    """A click or a choice in a message, a modal or the Home tab."""
    view_id = where.id if isinstance(where, View) and where.definition["type"] == "modal" else None
    sent = _sent(workspace, person, "block_actions") | {
        "trigger_id": workspace.triggers.give(person.id, view_id),
        "actions": [action],
        **place(workspace, where),
    }
    if isinstance(where, Message):
        sent["state"] = {"values": state}
        sent["response_url"] = response_url(workspace, where.channel, person.id, where.ts)
    return sent


def view_submission(workspace: "Workspace", person: Person, view: View) -> Json:
    """A modal is sent off."""
    return _sent(workspace, person, "view_submission") | {
        "trigger_id": workspace.triggers.give(person.id, view.id),
        "view": dressed(workspace, view),
        "response_urls": [],
    }


def view_closed(workspace: "Workspace", person: Person, shown: Json, everything: object) -> Json:
    """A modal was closed; `everything` is true when the whole stack was."""
    return _sent(workspace, person, "view_closed") | {"view": shown, "is_cleared": bool(everything)}


def block_suggestion(workspace: "Workspace", person: Person, where: Message | View, asked: Json) -> Json:
    """A person types into an external select."""
    return _sent(workspace, person, "block_suggestion") | asked | place(workspace, where)


def place(workspace: "Workspace", where: Message | View) -> Json:
    """Where something happened, as container and as the whole message or view."""
    if isinstance(where, View):
        return {"container": {"type": "view", "view_id": where.id}, "view": dressed(workspace, where)}
    channel = workspace.channels[where.channel]
    container = {
        "type": "message",
        "message_ts": where.ts,
        "channel_id": channel.id,
        "is_ephemeral": where.only_for is not None,
    }
    return {
        "container": container,
        "channel": {"id": channel.id, "name": _name(channel)},
        "message": as_message(workspace.app, where),
    }


def response_url(workspace: "Workspace", channel: str, user: str, ts: str | None = None) -> str:
    """A new address to answer at."""
    return f"{workspace.url}/response/{workspace.responses.give(channel, user, ts)}"


def _sent(workspace: "Workspace", person: Person, kind: str) -> Json:
    app = workspace.app
    user = {"id": person.id, "username": person.handle, "name": person.handle, "team_id": person.team_id}
    return {
        "type": kind,
        "token": "practice",
        "team": {"id": app.team_id, "domain": app.team_domain},
        "user": user,
        "api_app_id": app.id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _name(channel: Channel) -> str:
    return {"channel": channel.name, "private": "privategroup", "im": "directmessage"}[channel.kind]
