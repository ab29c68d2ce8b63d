"""“Remind me…”: whoever has to see to something is reminded when they choose, and meanwhile left in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot import access
from bot.usecases import casefiles, notices
from bot.views.remind import Offer
from casework import ladder, reminding
from casework.answer_errors import NothingToRemindOf, NoTimeLeft
from casework.policy_rows import ASKED
from casework.wording import moment
from storage import answers as rows
from storage import cases, outbox, timers
from storage.answers import Wish

if TYPE_CHECKING:
    from datetime import datetime

    from bot.context import Context
    from bot.usecases.notices import Place
    from storage.outbox import Notice


class _Asked(NamedTuple):
    notice: Notice
    offer: Offer


def offer(context: Context, place: Place, subject: str) -> Offer:
    """Return what the actor may choose from for the clock `subject` of the message at `place`.

    Only for whoever has to see to it, or covers for them, and before it is due.
    """
    return _asked(context, place, subject).offer


def ask(context: Context, place: Place, subject: str, at: datetime, request: str) -> None:
    """Have the actor reminded at `at`, which `offer` allows; what they would hear of it as owner before is put off.

    What is due, and what others are told, stays as it is. Asked for anew, the last time counts.
    """
    notice, _ = _asked(context, place, subject)
    if casefiles.is_repeat(context, request, notice.reference):
        return
    about = (notice.reference, notice.clock, notice.version)
    turn = rows.next_wish(context.transaction, *about)
    rows.wish(context.transaction, Wish(*about, turn, context.actor.slack, context.now, at))
    kept = notices.running(context, notice)
    due = ladder.called(ASKED, kept.clock, at, turn, context.policy)
    timers.add(context.transaction, [(*about, rung) for rung in due])
    outbox.redraw(context.transaction, [notice.reference], context.now)
    context.record("asked to be reminded", notice.reference, clock=notice.clock, turn=turn, at=at.isoformat())


def _asked(context: Context, place: Place, subject: str) -> _Asked:
    message, notice = notices.find(context, place, subject)
    case = cases.get(context.transaction, notice.reference)
    access.check_sight(context.actor, case)
    kept = notices.running(context, notice)
    notices.check_theirs(context, message, notice, case, kept)
    words = {"label": notices.label(context, notice), "reference": notice.reference}
    if not reminding.may_ask(kept.clock, context.policy, context.now):
        raise NothingToRemindOf(**words)
    zone = context.zone(case.team)
    terms = (kept.clock, case.grade, context.policy, context.policy.calendar(zone), context.now)
    choices, last = reminding.choices(*terms), reminding.latest(*terms)
    if not choices:
        raise NoTimeLeft(**words, due=moment(kept.clock.due_at, context.now, zone))
    return _Asked(notice, Offer(casefiles.sheet(context, case.reference), kept.clock, choices, last))
