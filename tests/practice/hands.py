"""Plain builders: texts, buttons, inputs, modals, and a clock that only the test moves."""

from collections.abc import Awaitable
from datetime import datetime, timedelta

import pytest
from slack_sdk.errors import SlackApiError

from practice.payload import Json


class Clock:
    """The workspace's time; it stands still until the test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def marked(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def section(words: str = "Words", **more: object) -> Json:
    return {"type": "section", "text": marked(words), **more}


def button(action_id: str = "take", **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Take it"), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def field(block_id: str = "known", element: Json | None = None, **more: object) -> Json:
    element = element or {"type": "plain_text_input", "action_id": block_id}
    return {"type": "input", "block_id": block_id, "label": plain("What is known"), "element": element, **more}


def menu(*values: str, **more: object) -> Json:
    return {"type": "static_select", "action_id": "menu", "options": [option(each) for each in values], **more}


def modal(*blocks: Json, **more: object) -> Json:
    return {
        "type": "modal",
        "title": plain("Log a referral"),
        "submit": plain("Save"),
        "blocks": list(blocks) or [section()],
        **more,
    }


def home(*blocks: Json, **more: object) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}


async def refused(call: Awaitable[object]) -> Json:
    """Slack's answer to a call that it refuses."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer: Json = caught.value.response.data
    return answer


async def error_of(call: Awaitable[object]) -> str:
    """Slack's error name for a call that it refuses."""
    return str((await refused(call))["error"])
