"""Every window that is submitted passes here: what looks identifying is pointed out before anything is saved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.commands.visit import Answer, Redraw, Visit
from bot.usecases import overruling
from bot.views import identifying

Handler = Callable[[Visit, str], Awaitable[Answer]]


async def submitted(visit: Visit, handler: Handler) -> Answer:
    """Let `handler` take the window, unless its words are to be looked at once more."""
    found = identifying.look(visit.view, visit.house.policy.identifying)
    if not found:
        return await handler(visit, "")
    marks = await visit.see(lambda context: overruling.marks(context, found))
    if not set(marks) <= identifying.overruled(visit.view):
        return Redraw(identifying.pointed_out(visit.view, found, marks))
    kinds = dict.fromkeys((each.field, each.finding.kind) for each in found)
    answer = await handler(replace(visit, overruled=tuple(kinds)), "")
    if isinstance(answer, Redraw) and answer.view.get("callback_id") == visit.view["callback_id"]:
        return Redraw(identifying.still_overruled(answer.view, visit.view, found, marks))
    return answer
