"""How an answer or a refusal reaches the person: by whatever Slack offers at the place where they asked."""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.visit import Answer, Redraw, Reply
from bot.commands.wanted import Wanted
from bot.views import notice
from casework.errors import Refusal

_log = structlog.get_logger()
_TITLE = "Caseclock"


async def acknowledge(asked: Wanted, ack: AsyncAck, answer: Answer) -> None:
    """Tell Slack that it is done, and show the answer."""
    match answer:
        case Reply(payload) if asked.kind == "command":
            await ack(response_type="ephemeral", **payload)
        case Redraw(view):
            await ack(response_action="update", view=view)
        case _:
            await ack()


async def refuse(asked: Wanted, body: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, refusal: Refusal) -> None:
    """Show the refusal where the person looks; what they typed stays in their window."""
    sentence = str(refusal)
    if asked.kind == "command":
        await ack(response_type="ephemeral", **notice.reply(sentence))
    elif asked.kind == "submission":
        await _refuse_window(body["view"], ack, sentence)
    elif asked.kind == "event":
        await ack()
        await _answer_event(body["event"], client, sentence)
    else:
        await ack()
        await _show(body, client, sentence)


async def _refuse_window(view: dict[str, Any], ack: AsyncAck, sentence: str) -> None:
    field = next((block["block_id"] for block in view["blocks"] if block["type"] == "input"), None)
    if field:
        await ack(response_action="errors", errors={field: sentence})
    else:
        await ack(response_action="push", view=notice.notice(_TITLE, sentence))


async def _show(body: dict[str, Any], client: AsyncWebClient, sentence: str) -> None:
    """Open a small window; where Slack has stopped waiting for one, say it in a message that only this person sees."""
    trigger = body["trigger_id"]
    view = notice.notice(_TITLE, sentence)
    in_window = body.get("view", {}).get("type") == "modal"
    try:
        await (client.views_push if in_window else client.views_open)(trigger_id=trigger, view=view)
    except SlackClientError:
        user = body["user"]["id"]
        await _whisper(client, body.get("channel", {}).get("id", user), user, sentence)


async def _answer_event(event: dict[str, Any], client: AsyncWebClient, sentence: str) -> None:
    """Say the refusal where the event came from: on the Home tab, or in a message that only this person sees."""
    user = event["user"]
    if event["type"] == "app_home_opened":
        await client.views_publish(user_id=user, view=notice.home(sentence))
    else:
        channel = user if event.get("channel_type") == "im" else event["channel"]
        await _whisper(client, channel, user, sentence)


async def _whisper(client: AsyncWebClient, channel: str, user: str, sentence: str) -> None:
    try:
        if channel == user:
            await client.chat_postMessage(channel=user, **notice.reply(sentence))
        else:
            await client.chat_postEphemeral(channel=channel, user=user, **notice.reply(sentence))
    except SlackClientError as error:
        _log.warning("refusal not shown", error=type(error).__name__)
