"""“I have this”: somebody who was told says that they are dealing with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import access
from casework.errors import AlreadyAnswered, NoSuchMessage, NotForYou
from storage import cases, outbox, timers

if TYPE_CHECKING:
    from bot.context import Context
    from storage.outbox import Message, Notice


def have(context: Context, place: tuple[str, str], subject: str) -> None:
    """Record that the actor has the clock `subject` (“CC-26-00042/enforcement”) of the message at `place`.

    Only whoever was asked can answer: a supervisor or inspector to whom the message went, and only for what it asked.
    """
    notice = _asked(context, place, subject)
    access.check_sight(context.actor, cases.get(context.transaction, notice.reference))
    kept = timers.clocks(context.transaction, [notice.reference])[notice.reference][notice.clock]
    if kept.version != notice.version or not kept.clock.is_running:
        return  # It was settled meanwhile: the message says so as soon as it is drawn anew.
    if kept.answered_by not in {None, context.actor.slack}:
        raise AlreadyAnswered(name=context.roster.name(kept.answered_by))
    timers.answer(context.transaction, notice.reference, notice.clock, context.actor.slack, context.now)
    outbox.redraw(context.transaction, [notice.reference], context.now)
    context.record("answered", notice.reference, clock=notice.clock, rung=notice.rung.name)


def _asked(context: Context, place: tuple[str, str], subject: str) -> Notice:
    found = outbox.find(context.transaction, *place)
    if found is None:
        raise NoSuchMessage
    _, message = found
    notice = next((part for part in message.notices if f"{part.reference}/{part.clock}" == subject), None)
    if notice is None:
        raise NoSuchMessage
    if not _is_asked(context, message, notice):
        known = context.roster.people.get(message.recipient)
        name = known.name if known and notice.role != "owner" else f"a supervisor of {message.team}"
        raise NotForYou(name=name, reference=notice.reference)
    return notice


def _is_asked(context: Context, message: Message, notice: Notice) -> bool:
    """Whether the actor was asked: who owns the case does not answer for those above; in the channel any leader may."""
    if notice.role == "owner":
        return False
    team = context.roster.teams.get(message.team)
    in_channel = team is not None and message.recipient == team.channel
    return message.recipient == context.actor.slack or (in_channel and context.actor.role in access.LEADERS)
