"""Messages that are somebody's task, drawn as it stands: a case that failed, an account that is gone, a dead letter."""

from __future__ import annotations

from datetime import datetime

from bot.context import zone_of
from bot.reminders import deadletters, departures
from bot.views import mishap, standing
from bot.views.blocks import Payload
from casework.policy import Policy
from storage import mishaps
from storage.database import Transaction
from storage.outbox import Message
from storage.roster import Roster


def drawn(transaction: Transaction, message: Message, roster: Roster, policy: Policy, now: datetime) -> Payload:
    """Return a task as it stands at `now`, for its reader."""
    if message.kind == "mishap":
        return _mishap(transaction, message, roster, now)
    if message.content["task"] == "delivery":
        return deadletters.drawn(transaction, message, roster, now)
    return departures.drawn(transaction, message, roster, policy, now)


def _mishap(transaction: Transaction, message: Message, roster: Roster, now: datetime) -> Payload:
    reference, alone = message.reference, mishaps.find(transaction, message.content["subject"])
    found = mishaps.about(transaction, reference) if reference else [alone] if alone else []
    if not found:
        return mishap.mended(reference)
    since = standing.dated(found[0].since, now, zone_of(roster, message.team))
    cases = sum(each.subject == reference for each in found)
    return mishap.task(reference, (cases, len(found) - cases), found[0].error, since)
