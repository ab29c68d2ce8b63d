"""Where somebody's telephone stays silent, whoever is next above is told too of what no night keeps waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.reminders import beyond
from bot.reminders.dispatcher import ITSELF, duty
from bot.reminders.recipients import PEOPLE, instead_of
from bot.reminders.recording import in_place, only_news
from casework.policy import Policy
from casework.policy_quiet import NEVER_HELD
from storage import bundles, cases, journal, outbox, people
from storage.database import Transaction
from storage.outbox import Claimed, Message

_TOLD = "above"
"""What a message remembers once whoever is above was told: until when its reader has Do Not Disturb."""
_SEVERE = {grade.severity for grade in NEVER_HELD}


def is_to_ring(claimed: Claimed) -> bool:
    """Whether a telephone is to ring with this message, and nobody has looked yet whether it will."""
    message = claimed.message
    is_urgent = message.kind == "reminder" and message.severity in _SEVERE and message.recipient.startswith(PEOPLE)
    return is_urgent and claimed.ts is None and _TOLD not in message.content


def tell(transaction: Transaction, claimed: Claimed, until: datetime, policy: Policy, now: datetime) -> bool:
    """Queue for whoever is next above what the reader of `claimed` gets in silence `until` then; once.

    Whoever hears of it anyway does not hear it twice. The journal shows it for each rung. `False`, and nothing queued,
    where a later claim has the message: that one looks again.
    """
    if not bundles.remember(transaction, claimed, {_TOLD: until.isoformat()}, now):
        return False
    message = _urgent(transaction, claimed.message)
    present = duty(transaction, people.roster(transaction), now)
    tried = [*message.content.get("tried", []), message.recipient]
    silent = {**message.content.get("silent", {}), message.recipient: until.isoformat()}
    others = instead_of(message.recipient, message.team, present, tried)
    again = [in_place(message, who, tried) for who in others]
    named = [replace(each, content={**each.content, "silent": silent}) for each in again]
    news = [told for each in named if (told := only_news(transaction, each))]
    outbox.queue(transaction, beyond.looked_after(news, policy, now), now)
    for part in message.notices:
        facts: dict[str, str | int | None] = {
            "clock": part.clock,
            "version": part.version,
            "rung": part.rung.name,
            "turn": part.rung.turn,
            "to": message.recipient,
            "until": until.isoformat(),
        }
        journal.record(transaction, journal.Entry(now, ITSELF, "do not disturb", part.reference, facts))
    return True


def _urgent(transaction: Transaction, message: Message) -> Message:
    """Return a message with those of its notices alone that no night keeps waiting."""
    known = cases.load(transaction, {part.reference for part in message.notices})
    parts = tuple(part for part in message.notices if known[part.reference].grade in NEVER_HELD)
    return replace(message, notices=parts)
