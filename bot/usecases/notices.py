"""What a message asked of its reader: the notice behind a button, its clock as it is, and whose it is to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.absence import away
from casework.answer_errors import NotYoursToDo, SettledMeanwhile
from casework.clocks import doer_of
from casework.errors import NoSuchMessage
from storage import absences, accounts, outbox, timers

if TYPE_CHECKING:
    from bot.context import Context
    from casework.case import Case
    from storage.outbox import Message, Notice
    from storage.timers import Kept

Place = tuple[str, str]
"""Where a message stands: the channel and the moment by which Slack knows it."""


def find(context: Context, place: Place, subject: str) -> tuple[Message, Notice]:
    """Return the message at `place` and what it says of `subject` ("CC-26-00042/enforcement"), or `NoSuchMessage`."""
    found = outbox.find(context.transaction, *place)
    if found is None:
        raise NoSuchMessage
    _, message = found
    # Of a clock that reached several rungs at once, the last is what the message shows.
    said = [part for part in message.notices if f"{part.reference}/{part.clock}" == subject]
    if not said:
        raise NoSuchMessage
    return message, said[-1]


def running(context: Context, notice: Notice) -> Kept:
    """Return the clock of a notice as it is kept; `SettledMeanwhile` when it has stopped or changed since."""
    kept = timers.clocks(context.transaction, [notice.reference])[notice.reference].get(notice.clock)
    if kept is None or kept.version != notice.version or not kept.clock.is_running:
        raise SettledMeanwhile(label=label(context, notice), reference=notice.reference)
    return kept


def label(context: Context, notice: Notice) -> str:
    """Return what the force calls the clock of a notice."""
    return context.policy.clock_rule(notice.clock).label


def check_theirs(context: Context, message: Message, notice: Notice, case: Case, kept: Kept) -> str:
    """Return who has to see to what a notice says: the actor, or whom the actor covers; `NotYoursToDo` for others."""
    doer = doer_of(kept.clock, case)
    has_to = doer if doer in context.roster.people else case.owner
    asked = {context.actor.slack, *_covered(context, message)}
    if notice.role != "owner" or message.recipient != context.actor.slack or has_to is None or has_to not in asked:
        name = context.roster.name(has_to) if has_to else "whoever takes the case"
        raise NotYoursToDo(label=label(context, notice), reference=case.reference, name=name)
    return has_to


def _covered(context: Context, message: Message) -> set[str]:
    """Return for whom the message went to its recipient instead, while they are still away or gone."""
    absent = away(absences.from_now(context.transaction, context.now), context.now)
    return {message.content.get("for", "")} & {*absent, *accounts.gone(context.transaction)}
