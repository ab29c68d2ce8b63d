"""Queues: what is open, the most severe and the first due on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import access
from bot.views.queue import QueueLine
from casework.errors import NoSuchQueue, NotYours
from storage import caselists

if TYPE_CHECKING:
    from bot.context import Context
    from casework.policy import Policy
    from storage.roster import Roster

QUEUES = {
    "mine": "My cases",
    "team": "Cases of the team",
    "overdue": "Overdue",
    "unallocated": "Without an owner",
    "ungraded": "Not graded yet",
}


def queue(context: Context, which: str) -> list[QueueLine]:
    """Return the open cases of one of `QUEUES`: the actor's own, or the team's; `NoSuchQueue` names what there is."""
    if which not in QUEUES:
        raise NoSuchQueue(allowed=", ".join(QUEUES))
    if context.actor.role not in access.READERS:
        raise NotYours(move="The queue", reference="the team’s cases", by=f"an officer of {context.actor.team}")
    owner = context.actor.slack if which == "mine" else None
    found = caselists.open_cases(context.transaction, context.actor.team, owner)
    return lines([case for case in found if _belongs(case, which, context)], context.roster, context.policy)


def home(context: Context) -> list[tuple[str, list[QueueLine]]]:
    """Return the lists of the Home tab with their titles: one's own cases; to who leads or audits, the team's."""
    own = ["mine"] if context.actor.role in access.WORKERS else []
    team = ["team"] if context.actor.role in (*access.LEADERS, "auditor") else []
    return [(QUEUES[which], queue(context, which)) for which in (*own, *team)]


def _belongs(case: caselists.Listed, which: str, context: Context) -> bool:
    return {
        "overdue": case.due_at is not None and case.due_at <= context.now,
        "unallocated": case.owner is None,
        "ungraded": case.graded_at is None,
    }.get(which, True)


def lines(found: list[caselists.Listed], roster: Roster, policy: Policy) -> list[QueueLine]:
    """Return `found` as lines to read."""
    return [
        QueueLine(
            reference=case.reference,
            grade=case.grade,
            status=case.status,
            owner_name=roster.name(case.owner) if case.owner else None,
            clock_label=policy.clock_rule(case.clock).label if case.clock else None,
            due_at=case.due_at,
            team=case.team,
        )
        for case in found
    ]
