"""“I have this”: somebody who was told says that they are dealing with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import access
from casework.errors import AlreadyAnswered, NoSuchMessage, NotForYou
from storage import cases, outbox, timers

if TYPE_CHECKING:
    from bot.context import Context
    from storage.outbox import Notice


def have(context: Context, place: tuple[str, str], subject: str) -> None:
    """Record that the actor has the clock `subject` (“CC-26-00042/enforcement”) of the message at `place`.

    Only the person to whom the message was addressed can answer it, and only for what it asked.
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
    if message.recipient != context.actor.slack:
        raise NotForYou(name=context.roster.name(message.recipient), reference=notice.reference)
    return notice
