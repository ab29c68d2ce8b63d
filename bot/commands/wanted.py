"""What Slack delivered: of which kind, under which name, by whom, and the one value that matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One delivery, in the door's words."""

    kind: str
    name: str
    user: str
    argument: str = ""


def wanted(body: Body) -> Wanted:
    """Read a delivery of Slack's: a slash command, an interaction or an event."""
    if "command" in body:
        return Wanted("command", body["command"], body["user_id"], body.get("text", "").strip())
    return _KINDS[body["type"]](body)


def _pressed(body: Body) -> Wanted:
    element = body["actions"][0]
    return Wanted("action", element["action_id"], body["user"]["id"], _value(element))


def _value(element: Body) -> str:
    """The value of a button, or of the option that was chosen."""
    chosen = element.get("selected_option") or element
    return str(chosen.get("value", ""))


def _submitted(body: Body) -> Wanted:
    return Wanted("submission", body["view"]["callback_id"], body["user"]["id"])


def _shortcut(body: Body) -> Wanted:
    return Wanted("shortcut", body["callback_id"], body["user"]["id"])


def _event(body: Body) -> Wanted:
    event = body["event"]
    return Wanted("event", _event_name(event), event.get("user", ""))


def _event_name(event: Body) -> str:
    """The type; what somebody says, by where they say it: "message.im"; what happens to messages stays "message".

    Whatever is sent to Caseclock with a file, directly or by its name in a channel, is "files".
    """
    to_us = event["type"] == "app_mention" or (event["type"] == "message" and event.get("channel_type") == "im")
    is_said = event.get("subtype") in _SAID
    if to_us and event.get("files") and is_said:
        return "files"
    if event["type"] == "message" and is_said:
        return f"message.{_SAID_IN.get(event.get('channel_type', ''), 'elsewhere')}"
    return str(event["type"])


_SAID = {None, "file_share", "thread_broadcast"}
"""What Slack calls something that somebody says: with a file, and out of a thread too."""
_SAID_IN = {"im": "im", "channel": "channels", "group": "groups"}
"""What Slack calls the place in an event, and in the subscription to it."""
_KINDS: dict[str, Callable[[Body], Wanted]] = {
    "block_actions": _pressed,
    "view_submission": _submitted,
    "shortcut": _shortcut,
    "message_action": _shortcut,
    "event_callback": _event,
}
