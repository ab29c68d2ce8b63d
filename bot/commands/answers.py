"""What is pressed below a reminder: “I have this”, “Remind me…”, “Not mine…”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import moves
from bot.commands.visit import request
from bot.usecases import answers, passing, wishes
from bot.views import remind
from bot.views.answers import answers as answered

if TYPE_CHECKING:
    from bot.commands.door import Door
    from bot.commands.visit import View, Visit
    from bot.context import Context


def register(door: Door) -> None:
    """Take in who answers for what."""
    door.on("action", "have", _have)
    door.on("action", "remind", _remind)
    door.on("submission", "remind", _remind_then)
    door.on("action", "not_mine", _not_mine)


async def _have(visit: Visit, subject: str) -> None:
    await visit.do(lambda context: answers.have(context, _place(visit), subject))


async def _remind(visit: Visit, subject: str) -> None:
    place = _place(visit)
    await visit.show(await visit.see(lambda context: remind.form(wishes.offer(context, place, subject), place)))


async def _remind_then(visit: Visit, _text: str) -> None:
    about = visit.subject
    place, subject = (about["channel"], about["ts"]), f"{about['reference']}/{about['clock']}"

    def ask(context: Context) -> None:
        at = remind.read(answered(visit.view), wishes.offer(context, place, subject))
        wishes.ask(context, place, subject, at, request(visit.view))

    await visit.do(ask)


async def _not_mine(visit: Visit, subject: str) -> None:
    place = _place(visit)

    def form(context: Context) -> View:
        way = passing.way(context, place, subject)
        return moves.form(way.move, context, way.about)

    await visit.show(await visit.see(form))


def _place(visit: Visit) -> tuple[str, str]:
    """Where the message stands below which something was pressed."""
    container = visit.body["container"]
    return container["channel_id"], container["message_ts"]
