"""`/case`, and the button that opens a case: everything about it, in a window, and journalled as seen."""

from __future__ import annotations

from bot.commands import queue
from bot.commands.door import Door
from bot.commands.references import reference
from bot.commands.visit import View, Visit
from bot.context import Context
from bot.usecases import casefiles, history, receipts
from bot.views import case as views
from bot.views import receipts as told
from bot.views import why


def register(door: Door) -> None:
    """Open a case by its reference or its button; without a reference, one's own cases."""
    door.on("command", "/case", _asked)
    door.on("action", "case", _open)
    door.on("action", "why", _explain)
    door.on("action", "receipts", _receipts)


async def _asked(visit: Visit, typed: str) -> None:
    if typed:
        await _open(visit, reference(typed))
    else:
        await queue.show(visit, "mine")


async def _open(visit: Visit, found: str) -> None:
    await visit.turn_to(await visit.do(lambda context: window(context, found)))


async def _explain(visit: Visit, found: str) -> None:
    await visit.show(why.why(await visit.see(lambda context: casefiles.sheet(context, found))))


async def _receipts(visit: Visit, found: str) -> None:
    await visit.show(await visit.do(lambda context: _told(context, found)))


def _told(context: Context, found: str) -> View:
    sheet = casefiles.sheet(context, found)
    return told.receipts(sheet, receipts.of(context, sheet))


def window(context: Context, found: str) -> View:
    """The window of a case; that it was shown, and to whom, is in the journal."""
    seen = casefiles.consult(context, found)
    typed = (seen.typed.external_reference, seen.typed.summary)
    details = views.Details(*(words.text if words else "" for words in typed))
    happened = history.lines(seen.rows, context.roster, context.policy, seen.notes)
    return views.case(seen.sheet, details, happened, seen.sharing)
