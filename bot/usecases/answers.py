"""“I have this”: somebody who was told says that they are dealing with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import access
from bot.usecases import notices
from casework import ladder
from casework.errors import AlreadyAnswered, NotForYou
from casework.policy_rows import HELD
from storage import answers as rows
from storage import cases, outbox, timers
from storage.answers import Answer

if TYPE_CHECKING:
    from bot.context import Context
    from bot.usecases.notices import Place
    from casework.case import Case
    from storage.outbox import Message, Notice
    from storage.timers import Kept


def have(context: Context, place: Place, subject: str) -> None:
    """Record that the actor has the clock `subject` (“CC-26-00042/enforcement”) of the message at `place`.

    Only whoever was asked can answer: a supervisor or inspector to whom the message went, and only for what it asked.
    It holds for its time by grade; then whoever is above hears who had it, and is asked anew. Pressed twice, it counts
    once.
    """
    notice = _asked(context, place, subject)
    case = cases.get(context.transaction, notice.reference)
    access.check_sight(context.actor, case)
    kept = notices.running(context, notice)
    if kept.is_answered(context.now):
        if kept.answered_by != context.actor.slack:
            raise AlreadyAnswered(name=context.roster.name(kept.answered_by))
        return
    answer = _answer(context, notice, case, kept)
    rows.give(context.transaction, answer)
    expiring = ladder.called(HELD, kept.clock, answer.until, answer.turn, context.policy)
    of_clock = (answer.reference, answer.clock, answer.version)
    timers.add(context.transaction, [(*of_clock, rung) for rung in expiring])
    outbox.redraw(context.transaction, [notice.reference], context.now)
    context.record(
        "answered",
        notice.reference,
        clock=notice.clock,
        version=notice.version,
        rung=notice.rung.name,
        said=notice.rung.turn,
        turn=answer.turn,
        until=answer.until.isoformat(),
    )


def _answer(context: Context, notice: Notice, case: Case, kept: Kept) -> Answer:
    turn = rows.next_turn(context.transaction, notice.reference, notice.clock, kept.version)
    calendar = context.policy.calendar(context.zone(case.team))
    until = ladder.holds_until(kept.clock, case.grade, context.policy, calendar, context.now)
    return Answer(case.reference, notice.clock, kept.version, turn, context.actor.slack, context.now, until)


def _asked(context: Context, place: Place, subject: str) -> Notice:
    message, notice = notices.find(context, place, subject)
    if not _is_asked(context, message, notice):
        known = context.roster.people.get(message.recipient)
        name = known.name if known and notice.role != "owner" else f"a supervisor of {message.team}"
        raise NotForYou(name=name, reference=notice.reference)
    return notice


def _is_asked(context: Context, message: Message, notice: Notice) -> bool:
    """Whether the actor was asked: who owns the case does not answer for those above; in a channel any leader may."""
    if notice.role in {"owner", "cover"}:
        return False
    team = context.roster.teams.get(message.team)
    in_channel = team is not None and message.recipient in {team.channel, team.duty_channel}
    return message.recipient == context.actor.slack or (in_channel and context.actor.role in access.LEADERS)
