"""`/refer` and the shortcut “Log a referral”."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import Redraw, View, Visit, request
from bot.context import Context
from bot.usecases import casefiles, referrals
from bot.views import evidence, refer
from bot.views.answers import answers
from bot.views.sheet import Sheet


def register(door: Door) -> None:
    """Open the form by command, shortcut and button, and take it in."""
    door.on("command", "/refer", _open)
    door.on("shortcut", "refer", _open)
    door.on("action", "refer", _open)
    door.on("submission", "refer", _log)


async def _open(visit: Visit, _text: str) -> None:
    await visit.show(await visit.see(_form))


async def _log(visit: Visit, _text: str) -> Redraw:
    return Redraw(evidence.logged(await visit.do(lambda context: _logged(context, visit.view))))


def _form(context: Context) -> View:
    referrals.check_may_refer(context)
    return refer.form(context.policy, context.now, context.zone())


def _logged(context: Context, view: View) -> Sheet:
    referral = refer.read(answers(view), context.policy, context.now, context.zone())
    case = referrals.refer(context, referral, request(view))
    return casefiles.sheet(context, case.reference)
