"""Talk of a reset in a channel: the preservation advice is given in its thread, whoever it was that wrote."""

from __future__ import annotations

from typing import Any

from bot.commands.door import Door
from bot.commands.references import mentioned
from bot.context import House
from bot.usecases import resettalk
from casework.resettalk import speaks_of_reset


def register(door: Door) -> None:
    """Listen in the channels that Caseclock is in; what bots say and what is changed later is not listened to."""
    for name in ("message.channels", "message.groups"):
        door.overhear(name, _hear)


async def _hear(house: House, body: dict[str, Any]) -> None:
    event = body["event"]
    text = event.get("text") or ""
    if "bot_id" in event or not speaks_of_reset(text, house.policy.reset_talk):
        return
    heard = resettalk.Heard(event["channel"], event.get("thread_ts") or event["ts"], body["event_id"], mentioned(text))
    await house.do(resettalk.itself, lambda context: resettalk.advise(context, heard))
