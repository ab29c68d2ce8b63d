"""“Identifiers…”: the form whose fields follow from the kind, what was kept, and the form again for the next ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from bot.commands.door import Door
from bot.commands.visit import Redraw, View, Visit, request
from bot.context import Context
from bot.reminders.dispatcher import duty
from bot.reminders.recipients import Matter, told
from bot.usecases import casefiles, identifiers
from bot.views import identify as views
from bot.views.answers import answers
from bot.views.blocks import remembering
from casework.case import Case
from casework.identifiers import Identifier

_TOLD = ("owner", "supervisor")
"""In which roles people hear of a match, on either case; a cover hears of it for whoever is away."""


def register(door: Door) -> None:
    """Open the form, follow the kind that is chosen in it, keep what was entered, and open it again."""
    door.on("action", "identify", _open)
    door.on("action", "identifier_kind", _choose)
    door.on("submission", "identify", _keep)
    door.on("submission", "identified", _more)


async def _open(visit: Visit, reference: str) -> None:
    about = {"reference": reference, "turn": "1"}
    await visit.show(await visit.see(lambda context: _form(context, about)))


async def _choose(visit: Visit, kind: str) -> None:
    await visit.redraw(await visit.see(lambda context: _form(context, visit.subject, kind)))


async def _more(visit: Visit, _text: str) -> Redraw:
    # What is entered next is another request, though Slack calls the window the same.
    about = {**visit.subject, "turn": str(int(visit.subject["turn"]) + 1)}
    return Redraw(await visit.see(lambda context: _form(context, about)))


def _form(context: Context, about: Mapping[str, str], kind: str = "") -> View:
    """The form, for whom it is allowed."""
    casefiles.for_move(context, about["reference"], "identify")
    return remembering(views.form(casefiles.sheet(context, about["reference"]), kind), about)


async def _keep(visit: Visit, _text: str) -> Redraw:
    return Redraw(await visit.do(lambda context: _kept(context, visit.view, visit.subject)))


def _kept(context: Context, view: View, about: Mapping[str, str]) -> View:
    sheet = casefiles.sheet(context, about["reference"])
    typed = answers(view)
    given: tuple[Identifier, ...] = views.read(typed, sheet)
    asked = (about["reference"], given, f"{request(view)}/{about['turn']}", _roles(context))
    if views.is_mistake(typed):
        return remembering(views.taken_out(sheet, identifiers.take_out(context, *asked), len(given)), about)
    kept = identifiers.record(context, *asked)
    return remembering(views.result(sheet, kept.new, kept.known, kept.sharing), about)


def _roles(context: Context) -> list[Callable[[Case], list[str]]]:
    present = duty(context.transaction, context.roster, context.now)

    def hearing(role: str, case: Case) -> list[str]:
        return [each.recipient for each in told(role, Matter(case.owner, case.team), present)]

    return [partial(hearing, role) for role in _TOLD]
