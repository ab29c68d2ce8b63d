"""Entering identifiers of a case: only hashes are kept, and whoever works on a case that shares one hears of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.usecases import casefiles
from casework.case import Case
from storage import cases, identifiers, journal, outbox
from storage.identifiers import Kept
from storage.outbox import Message

if TYPE_CHECKING:
    from bot.context import Context
    from casework.identifiers import Identifier

Role = Callable[[Case], list[str]]
"""Who hears of a case in one capacity: Slack ids, or the team's channel."""
_ITSELF = "caseclock"
_SAID = {"matched": "match", "match taken back": "match taken back"}
"""What is said of an event between two cases."""


def record(context: Context, reference: str, given: Sequence[Identifier], request: str, roles: Sequence[Role]) -> Kept:
    """Store identifiers of a case, and tell those in `roles` of it and of each case that shares one newly entered.

    What a case has already is no news: nobody is told twice of the same one. A closed case is found as well.
    """
    identifiers.take_turn(context.transaction)
    case = casefiles.for_move(context, reference, "identify")
    if casefiles.is_repeat(context, request, reference):
        return Kept(0, len(given))
    kept = identifiers.keep(context.transaction, reference, given, context.now, context.actor.slack)
    context.record("identified", reference, kind=given[0].kind, new=kept.new, known=kept.known)
    if kept.new and case.is_open:
        case = casefiles.keep(context, replace(case, progress_at=context.now))
    for other in cases.load(context.transaction, kept.sharing).values():
        _tell(context, case, other, roles)
    return kept


def take_out(context: Context, reference: str, given: Sequence[Identifier], request: str, roles: Sequence[Role]) -> int:
    """Take out what was entered for a case by mistake, and return how many it had.

    Whoever heard of a match that is none any more hears that too.
    """
    identifiers.take_turn(context.transaction)
    case = casefiles.for_move(context, reference, "identify")
    if casefiles.is_repeat(context, request, reference):
        return 0
    before = identifiers.shared_with(context.transaction, reference)
    number = identifiers.take_out(context.transaction, reference, given)
    context.record("identifiers taken out", reference, kind=given[0].kind, number=number)
    gone = set(before) - set(identifiers.shared_with(context.transaction, reference))
    for other in cases.load(context.transaction, gone).values():
        _tell(context, case, other, roles, "match taken back")
    return number


def _tell(context: Context, case: Case, other: Case, roles: Sequence[Role], event: str = "matched") -> None:
    """Journal the match on both cases and queue one message to each who has to hear; neither names who entered what."""
    told: dict[str, Case] = {}
    for mine, theirs in ((case, other), (other, case)):
        entry = journal.Entry(context.now, _ITSELF, event, mine.reference, {"other": theirs.reference})
        journal.record(context.transaction, entry)
        for role in roles:
            told = dict.fromkeys(role(mine), mine) | told
    pair = {"references": sorted((case.reference, other.reference))}
    messages = [
        Message(_SAID[event], recipient, mine.team, mine.grade.severity, context.now, mine.reference, pair)
        for recipient, mine in told.items()
    ]
    outbox.queue(context.transaction, messages, context.now)
