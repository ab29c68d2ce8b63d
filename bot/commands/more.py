"""“Add or change…”: everything that can be done on a case, with what this reader may not do and who may."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import View, Visit
from bot.context import Context
from bot.usecases import casefiles
from bot.views import more as views


def register(door: Door) -> None:
    """Open what can be done on a case."""
    door.on("action", "more", _open)


async def _open(visit: Visit, found: str) -> None:
    await visit.turn_to(await visit.see(lambda context: window(context, found)))


def window(context: Context, found: str) -> View:
    """The window of what can be done; nothing in it was typed by anybody."""
    sheet = casefiles.sheet(context, found)
    return views.more(sheet, casefiles.refusals(context, sheet.case))
