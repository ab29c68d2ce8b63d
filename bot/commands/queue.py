"""`/queue`: lists of open cases, in pages."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import View, Visit
from bot.context import Context
from bot.usecases import queues
from bot.views import queue as views


def register(door: Door) -> None:
    """Open a list by its name, and turn its pages."""
    door.on("command", "/queue", _asked)
    door.on("action", "queue_page", _turn)


async def _asked(visit: Visit, typed: str) -> None:
    await show(visit, typed.lower() or "mine")


async def show(visit: Visit, which: str) -> None:
    """Open the first page of a list."""
    await visit.show(await visit.see(lambda context: _page(context, which, 0)))


async def _turn(visit: Visit, place: str) -> None:
    which, _, number = place.partition("/")
    await visit.redraw(await visit.see(lambda context: _page(context, which, int(number))))


def _page(context: Context, which: str, number: int) -> View:
    lines = queues.queue(context, which)
    return views.queue(views.Page(which, queues.QUEUES[which], number), lines, context.now, context.zone())
