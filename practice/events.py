"""The Events API: what the app hears of the workspace, as far as it subscribed and is there to hear it."""

from typing import TYPE_CHECKING

from practice.channels import Channel
from practice.messages import Message, as_message
from practice.payload import Json
from practice.views import View

if TYPE_CHECKING:
    from practice.workspace import Workspace

_OF_MESSAGES = {"channel_type", "subtype"}
"""What a message event has and a mention has not."""
SUBSCRIPTION = {"channel": "message.channels", "private": "message.groups", "im": "message.im"}


def said(workspace: "Workspace", message: Message) -> None:
    """A message was posted; the app hears of it where the bot is a member, its own messages included."""
    channel = workspace.channels[message.channel]
    bot = workspace.app.bot_user
    if bot not in channel.members or message.only_for:
        return
    event = as_message(workspace.app, message) | _where(channel, message.ts)
    if message.files:
        event["subtype"] = "file_share"
    if SUBSCRIPTION[channel.kind] in workspace.app.events:
        announce(workspace, event)
    if f"<@{bot}>" in message.text and message.user != bot and channel.kind != "im":
        _announce_kind(workspace, "app_mention", {key: each for key, each in event.items() if key not in _OF_MESSAGES})


def joined(workspace: "Workspace", channel: Channel, user: str) -> None:
    """Somebody came into a channel that the bot is in, or the bot itself did."""
    if workspace.app.bot_user in channel.members:
        kind = {"channel": "C", "private": "G", "im": "D"}[channel.kind]
        event = {"user": user, "channel": channel.id, "channel_type": kind, "team": workspace.app.team_id}
        _announce_kind(workspace, "member_joined_channel", event)


def home_opened(workspace: "Workspace", user: str, view: View | None) -> None:
    """A person opened the app's Home tab."""
    dm = workspace.dm(user)
    event: Json = {"user": user, "channel": dm.id if dm else "", "tab": "home"}
    _announce_kind(workspace, "app_home_opened", event | ({"view": dressed(workspace, view)} if view else {}))


def dressed(workspace: "Workspace", view: View) -> Json:
    """A view as Slack sends it, with the app that it belongs to."""
    app = workspace.app
    owner = {"team_id": app.team_id, "app_id": app.id, "bot_id": app.bot_id, "app_installed_team_id": app.team_id}
    return view.as_view() | owner


def announce(workspace: "Workspace", event: Json) -> None:
    """Deliver one event over Socket Mode, with an event_id of its own."""
    app = workspace.app
    authorization = {
        "enterprise_id": None,
        "team_id": app.team_id,
        "user_id": app.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    workspace.hub.announce(
        {
            "token": "practice",
            "team_id": app.team_id,
            "context_team_id": app.team_id,
            "context_enterprise_id": None,
            "api_app_id": app.id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.next_id("Ev"),
            "event_time": int(workspace.now),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
        }
    )


def _announce_kind(workspace: "Workspace", kind: str, event: Json) -> None:
    if kind in workspace.app.events:
        announce(workspace, {"event_ts": workspace.timeline.next_ts(), **event, "type": kind})


def _where(channel: Channel, ts: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.event_type, "event_ts": ts}
