from typing import Any

import pytest

from bot.commands.wanted import Wanted, wanted

USER = {"user": {"id": "U0ONE"}}


def pressed(**element: object) -> dict[str, Any]:
    return {"type": "block_actions", **USER, "actions": [element]}


def happened(**event: object) -> dict[str, Any]:
    return {"type": "event_callback", "event": event}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"command": "/case", "user_id": "U0ONE", "text": "  CC-26-00042 "},
            Wanted("command", "/case", "U0ONE", "CC-26-00042"),
        ),
        ({"command": "/refer", "user_id": "U0ONE"}, Wanted("command", "/refer", "U0ONE")),
        (pressed(action_id="grade", value="CC-26-00042"), Wanted("action", "grade", "U0ONE", "CC-26-00042")),
        (pressed(action_id="pick", selected_option={"value": "U0TWO"}), Wanted("action", "pick", "U0ONE", "U0TWO")),
        (pressed(action_id="pick", selected_option=None), Wanted("action", "pick", "U0ONE")),
        ({"type": "view_submission", **USER, "view": {"callback_id": "refer"}}, Wanted("submission", "refer", "U0ONE")),
        ({"type": "shortcut", **USER, "callback_id": "refer"}, Wanted("shortcut", "refer", "U0ONE")),
        (happened(type="app_home_opened", user="U0ONE"), Wanted("event", "app_home_opened", "U0ONE")),
        (happened(type="message", user="U0ONE", channel_type="im"), Wanted("event", "message.im", "U0ONE")),
        (happened(type="message", user="U0ONE", channel_type="group"), Wanted("event", "message.groups", "U0ONE")),
        (happened(type="message", user="U0ONE", channel_type="channel"), Wanted("event", "message.channels", "U0ONE")),
        (happened(type="message", user="U0ONE", channel_type="mpim"), Wanted("event", "message.elsewhere", "U0ONE")),
        (
            happened(type="message", subtype="file_share", user="U0ONE", channel_type="im", files=[{"id": "F1"}]),
            Wanted("event", "files", "U0ONE"),
        ),
        (happened(type="message", user="U0ONE", channel_type="im", files=[{}]), Wanted("event", "files", "U0ONE")),
        (happened(type="app_mention", user="U0ONE", files=[{"id": "F1"}]), Wanted("event", "files", "U0ONE")),
        (happened(type="app_mention", user="U0ONE", files=[]), Wanted("event", "app_mention", "U0ONE")),
        (
            happened(type="message", subtype="file_share", user="U0ONE", channel_type="group", files=[{"id": "F1"}]),
            Wanted("event", "message.groups", "U0ONE"),
        ),
        (
            happened(type="message", subtype="thread_broadcast", user="U0ONE", channel_type="channel"),
            Wanted("event", "message.channels", "U0ONE"),
        ),
        (
            happened(type="message", subtype="message_changed", channel_type="im", files=[{"id": "F1"}]),
            Wanted("event", "message", ""),
        ),
        (happened(type="message", subtype="message_changed", channel_type="im"), Wanted("event", "message", "")),
        (happened(type="member_joined_channel", user="U0ONE"), Wanted("event", "member_joined_channel", "U0ONE")),
    ],
)
def test_what_slack_delivers_is_read_as_a_kind_a_name_a_person_and_one_value(
    body: dict[str, Any], expected: Wanted
) -> None:
    assert wanted(body) == expected
