"""“Identifiers…”: the form whose fields follow from the kind, what was kept, and the form again for the next ones."""

from __future__ import annotations

from collections.abc import Mapping

from bot.commands.door import Door
from bot.commands.visit import Redraw, View, Visit, request
from bot.context import Context
from bot.reminders.recipients import ROLES
from bot.usecases import casefiles, identifiers
from bot.views import identify as views
from bot.views.answers import answers
from bot.views.blocks import remembering
from casework.identifiers import Identifier

_TOLD = (ROLES["owner"], ROLES["supervisor"])
"""Who hears of a match, on either case."""


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
    given: tuple[Identifier, ...] = views.read(answers(view), sheet)
    kept = identifiers.record(context, about["reference"], given, f"{request(view)}/{about['turn']}", _TOLD)
    return remembering(views.result(sheet, kept.new, kept.known, kept.sharing), about)
