"""What is said to Caseclock in plain words: it answers with what it can do."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import Visit
from bot.usecases import casefiles
from bot.views import help as views


def register(door: Door) -> None:
    """Answer whoever writes to Caseclock directly or names it in a channel."""
    door.on("event", "message.im", _answer)
    door.on("event", "app_mention", _answer)


async def _answer(visit: Visit, _text: str) -> None:
    delivery = visit.body["event_id"]
    if await visit.do(lambda context: casefiles.is_repeat(context, delivery)):
        return
    channel, user = visit.body["event"]["channel"], visit.account.slack
    if visit.body["event"]["type"] == "message":
        await visit.client.chat_postMessage(channel=channel, **views.help())
    else:
        await visit.client.chat_postEphemeral(channel=channel, user=user, **views.help())
