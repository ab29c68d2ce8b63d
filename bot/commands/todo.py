"""“To do”: what is open on a case, and the window in which it is recorded what became of it."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import View, Visit
from bot.context import Context
from bot.usecases import casefiles
from bot.views import todo as views
from bot.views.todo import Words


def register(door: Door) -> None:
    """Open what is to be done on a case."""
    door.on("action", "todo", _open)


async def _open(visit: Visit, found: str) -> None:
    await visit.turn_to(await visit.do(lambda context: window(context, found)))


def window(context: Context, found: str) -> View:
    """The window of what is to be done; that it was shown, and to whom, is in the journal."""
    sheet, written = casefiles.work(context, found)
    words = {
        number: Words(*(typed.text if typed else "" for typed in (words.text, words.ending)))
        for number, words in written.items()
    }
    return views.todo(sheet, words)
