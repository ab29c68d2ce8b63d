"""What cannot be delivered becomes the task of administrators: noted, told to them, and taken back once it arrives."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.context import zone_of
from bot.reminders.dispatcher import ITSELF, duty
from bot.reminders.outcomes import Gone, Outcome, Unreachable
from bot.reminders.recipients import PEOPLE, Matter, last_resort
from bot.usecases import history
from bot.views import standing, undelivered
from bot.views.blocks import Payload
from casework.policy import Policy
from storage import journal, outbox, people, tasks, unreached
from storage.database import Transaction
from storage.fallbacks import Place
from storage.outbox import Claimed, Message
from storage.roster import Roster
from storage.tables import FALLBACK
from storage.unreached import SLACK, Unreached

AGAIN = timedelta(minutes=10)
"""When a message that nobody at all could be told of is tried again."""
_URGENT = 1
"""An administrator hears of it after what is very high."""


def refused(transaction: Transaction, message: Message, outcome: Unreachable, now: datetime) -> None:
    """Note that Slack does not let `message` through; administrators hear of it with the first one.

    Of an account that is gone they are told with the cases that it leaves.
    """
    if isinstance(outcome, Gone):
        return
    found = Unreached(message.recipient, message.team, outcome.problem, now, 1)
    if not unreached.note(transaction, found):
        tasks.redraw(transaction, now)
        return
    content = {"task": "delivery", "about": message.recipient}
    outbox.queue(
        transaction,
        [
            Message(tasks.KIND, who, message.team, _URGENT, now, content=content)
            for who in _administrators(transaction, message, now)
        ],
        now,
    )


def _administrators(transaction: Transaction, message: Message, now: datetime) -> list[str]:
    """Return every administrator who is there; where none is, whoever is on duty."""
    found = last_resort(Matter(None, message.team), duty(transaction, people.roster(transaction), now))
    others = [who for who in found if who != message.recipient]
    return [who for who in others if who.startswith(PEOPLE)] or others


def stuck(transaction: Transaction, claimed: Claimed, outcome: Outcome, policy: Policy, now: datetime) -> None:
    """Note that Slack itself, or a gateway, takes nothing, once a message was tried as often as the policy says."""
    problem = getattr(outcome, "problem", type(outcome).__name__)
    is_beyond = claimed.message.kind == FALLBACK
    if claimed.attempts + 1 != (policy.fallback if is_beyond else policy.delivery).tries:
        return
    if is_beyond:
        _not_taken(transaction, claimed.message, Unreachable(problem), now)
    elif unreached.note(transaction, Unreached(SLACK, claimed.message.team, problem, now, 1)):
        journal.record(transaction, journal.Entry(now, ITSELF, "Slack takes nothing", None, {"problem": problem}))


def _not_taken(transaction: Transaction, message: Message, outcome: Unreachable, now: datetime) -> None:
    """Note that a gateway beyond Slack does not take `message`, which is tried on."""
    facts: dict[str, str | int | None] = {"kind": message.kind, "to": message.recipient, "problem": outcome.problem}
    for reference in sorted({part.reference for part in message.notices}):
        journal.record(transaction, journal.Entry(now, ITSELF, "not delivered", reference, facts))
    refused(transaction, message, outcome, now)


def arrived(transaction: Transaction, recipient: str, now: datetime) -> None:
    """Note that a message reached `recipient`: what was said of it is taken back."""
    everywhere = () if Place.of(recipient) else (SLACK,)
    if unreached.reached(transaction, recipient, *everywhere):
        tasks.redraw(transaction, now)


def drawn(transaction: Transaction, message: Message, roster: Roster, now: datetime) -> Payload:
    """Return the task as it stands at `now`."""
    about = message.content["about"]
    named = escaped(about, roster)
    found = unreached.find(transaction, about)
    if found is None:
        return undelivered.mended(named)
    return undelivered.task(
        found.problem, named, found.messages, standing.dated(found.since, now, zone_of(roster, found.team))
    )


def escaped(recipient: str, roster: Roster) -> str:
    """Return what a recipient is called in a message: a channel by its link, anybody else by their name."""
    is_channel = not recipient.startswith(PEOPLE) and Place.of(recipient) is None
    return undelivered.named(recipient, "" if is_channel else history.name(recipient, roster))
