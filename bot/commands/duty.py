"""`/duty`: absences and covers, one's own and, for who leads, the team's."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import View, Visit, request
from bot.context import Context
from bot.usecases import duty
from bot.views import duty as views
from bot.views.answers import answers
from bot.views.duty import Reader
from casework.absence import Absence


def register(door: Door) -> None:
    """Open the window, enter an absence and end one."""
    door.on("command", "/duty", _asked)
    door.on("action", "duty", _asked)
    door.on("action", "away", _enter)
    door.on("submission", "away", _save)
    door.on("action", "back", _end)


async def _asked(visit: Visit, _typed: str) -> None:
    await visit.show(await visit.see(_window))


async def _enter(visit: Visit, _value: str) -> None:
    await visit.show(await visit.see(_form))


async def _save(visit: Visit, _text: str) -> None:
    await visit.do(lambda context: duty.leave(context, _read(context, visit.view), request(visit.view)))
    await visit.redraw_below(await visit.see(_window))


async def _end(visit: Visit, number: str) -> None:
    await visit.do(lambda context: duty.come_back(context, int(number)))
    await visit.redraw(await visit.see(_window))


def _read(context: Context, view: View) -> Absence:
    return views.read(answers(view), context.now, context.zone())


def _window(context: Context) -> View:
    return views.duty(duty.known(context), _reader(context))


def _form(context: Context) -> View:
    duty.check_may_enter(context)
    return views.form(duty.members(context), _reader(context))


def _reader(context: Context) -> Reader:
    return Reader(context.actor, context.roster, context.now, context.zone())
