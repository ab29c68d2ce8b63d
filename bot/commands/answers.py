"""“I have this”: the button below a reminder."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import Visit
from bot.usecases import answers


def register(door: Door) -> None:
    """Take in who answers for what."""
    door.on("action", "have", _have)


async def _have(visit: Visit, subject: str) -> None:
    place = visit.body["container"]
    await visit.do(lambda context: answers.have(context, (place["channel_id"], place["message_ts"]), subject))
