"""`/preserve`: the preservation advice by whom and what it is about, to read or, with a case, to confirm as said."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.references import reference
from bot.commands.visit import Redraw, View, Visit, request
from bot.context import Context
from bot.usecases import casefiles
from bot.usecases import evidence as keeping
from bot.views import preserve as views
from bot.views.answers import subject, value
from bot.views.resettalk import READ


def register(door: Door) -> None:
    """Open the window by command and button, turn to what is chosen in it, and take in that it was said."""
    door.on("command", "/preserve", _asked)
    door.on("action", "preserve", _open)
    door.on("action", "preserve_who", _turn)
    door.on("action", "preserve_kind", _turn)
    door.on("submission", "preserve", _confirm)


async def _asked(visit: Visit, typed: str) -> None:
    await _open(visit, reference(typed) if typed else READ)


async def _open(visit: Visit, about: str) -> None:
    await visit.show(await _window(visit, {} if about == READ else {"reference": about}))


async def _turn(visit: Visit, _choice: str) -> None:
    pressed = visit.body["actions"][0]
    changed = {pressed["action_id"].removeprefix("preserve_"): str(value(pressed))}
    await visit.redraw(await _window(visit, visit.subject | changed))


async def _window(visit: Visit, about: dict[str, str]) -> View:
    if "reference" in about:
        return await visit.see(lambda context: _form(context, about))
    # To read it nobody has to be on the roster: the evidence matters more than who asks.
    rules = visit.house.policy
    return views.window(rules, views.chosen(rules, about))


def _form(context: Context, about: dict[str, str]) -> View:
    """The window about a case, for whom and when confirming is allowed."""
    casefiles.for_move(context, about["reference"], "evidence")
    return views.form(casefiles.sheet(context, about["reference"]), views.chosen(context.policy, about))


async def _confirm(visit: Visit, _text: str) -> Redraw:
    return Redraw(await visit.do(lambda context: _confirmed(context, visit.view)))


def _confirmed(context: Context, view: View) -> View:
    about = subject(view)
    row = views.chosen(context.policy, about)
    keeping.say(context, about["reference"], row, request(view))
    return views.recorded(casefiles.sheet(context, about["reference"]), row)
