"""Writes what became of a message: sent, withdrawn, to be tried again, or told to somebody else instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.reminders import beyond, deadletters, departures, mishaps, undrawable
from bot.reminders.bundling import covering
from bot.reminders.dispatcher import ITSELF, duty
from bot.reminders.outcomes import (
    Doubtful,
    Gone,
    HeldUp,
    Outcome,
    Paused,
    Posted,
    Undrawable,
    Unreachable,
    Withdrawn,
    backoff,
)
from bot.reminders.recipients import PEOPLE, Told, instead_of
from casework.policy import Policy
from storage import bundles, journal, outbox, people, tasks
from storage.database import Transaction
from storage.outbox import Claimed, Message
from storage.tables import FALLBACK

Facts = dict[str, str | int | None]


def record(transaction: Transaction, claimed: Claimed, outcome: Outcome, policy: Policy, now: datetime) -> None:
    """Write the outcome of a claimed message, unless somebody else has claimed it since."""
    if claimed.attempts and isinstance(outcome, Posted | Unreachable | Withdrawn):
        mishaps.mended(transaction, claimed.key, now)
    match outcome:
        case Posted():
            _sent(transaction, claimed, outcome, policy, now)
        case Unreachable():
            _unreachable(transaction, claimed, outcome, policy, now)
        case Undrawable(error, apart):
            undrawable.set_aside(transaction, claimed, apart, error, now)
        case Withdrawn():
            _withdrawn(transaction, claimed, now)
        case _:
            _wait(transaction, claimed, outcome, policy, now)


def _withdrawn(transaction: Transaction, claimed: Claimed, now: datetime) -> None:
    if outbox.mark(transaction, claimed, state="withdrawn", drawn=claimed.wanted):
        # Of no case: why a rung was not said stands among its receipts.
        journal.record(transaction, journal.Entry(now, ITSELF, "withdrawn", None, {"key": claimed.key}))


def _sent(transaction: Transaction, claimed: Claimed, posted: Posted, policy: Policy, now: datetime) -> None:
    # What was found in Slack reads as it did when it was posted: it is drawn once more.
    drawn = claimed.wanted if posted.looks else claimed.wanted - 1
    place = {"channel": posted.channel, "ts": posted.ts, "looks": posted.looks}
    values: dict[str, Any] = {"state": "sent", "drawn": drawn, "attempts": 0, "problem": None, **place}
    first = claimed.ts is None
    deadletters.arrived(transaction, claimed.message.recipient, now)
    look_at = beyond.answer_by(transaction, claimed.message, policy, now) if first else None
    if first:
        values |= {"sent_at": now, "look_at": look_at}
    if outbox.mark(transaction, claimed, **values) and first:
        for entry in _told(claimed, posted, look_at, now):
            journal.record(transaction, entry)


def _told(claimed: Claimed, posted: Posted, look_at: datetime | None, now: datetime) -> list[journal.Entry]:
    message = claimed.message
    where: Facts = {
        "kind": message.kind,
        "to": message.recipient,
        "channel": posted.channel,
        "ts": posted.ts,
        "key": claimed.key,
        "look_at": look_at.isoformat() if look_at else None,
    }
    if not message.notices:
        return [journal.Entry(now, ITSELF, "told", message.reference, where)]
    return [
        journal.Entry(
            now,
            ITSELF,
            "told",
            part.reference,
            where | {"clock": part.clock, "rung": part.rung.name, "turn": part.rung.turn},
        )
        for part in message.notices
    ]


def _wait(transaction: Transaction, claimed: Claimed, outcome: Outcome, policy: Policy, now: datetime) -> None:
    """Have it tried again, unless another process has it; where Slack may have it already, it is looked for first."""
    is_beyond = claimed.message.kind == FALLBACK
    length = outcome.length if isinstance(outcome, Paused) else backoff(claimed.attempts, is_beyond=is_beyond)
    doubt = claimed.in_doubt or isinstance(outcome, Doubtful)
    state = "sent" if claimed.ts else ("in doubt" if doubt else "queued")
    values = {"state": state, "not_before": now + length, "attempts": claimed.attempts + 1}
    is_ours = outbox.mark(transaction, claimed, **values, problem=getattr(outcome, "problem", None))
    if is_ours and not isinstance(outcome, HeldUp):
        deadletters.stuck(transaction, claimed, outcome, policy, now)


def _unreachable(
    transaction: Transaction, claimed: Claimed, outcome: Unreachable, policy: Policy, now: datetime
) -> None:
    """Record that this recipient will not get it, and tell somebody else instead: nothing fails in silence."""
    problem = outcome.problem
    if isinstance(outcome, Gone):
        departures.note(transaction, claimed.message.recipient, problem, now)
    if claimed.ts:
        # It was removed in Slack, or can no longer be changed there: it was said, and the journal shows it.
        outbox.mark(transaction, claimed, drawn=claimed.wanted, problem=problem)
        return
    message = claimed.message
    tried = [*message.content.get("tried", []), message.recipient]
    others = instead_of(message.recipient, message.team, duty(transaction, people.roster(transaction), now), tried)
    if not _given_up(transaction, claimed, problem, others, now):
        return
    deadletters.refused(transaction, message, outcome, now)
    facts: Facts = {
        "kind": message.kind,
        "to": message.recipient,
        "key": claimed.key,
        "problem": problem,
        "instead": ", ".join(who.recipient for who in others),
    }
    journal.record(transaction, journal.Entry(now, ITSELF, "not delivered", message.reference, facts))
    again = [in_place(message, who, tried) for who in others]
    news = [told for each in again if (told := only_news(transaction, each))]
    outbox.queue(transaction, beyond.looked_after(news, policy, now), now)


def _given_up(transaction: Transaction, claimed: Claimed, problem: str, others: list[Told], now: datetime) -> bool:
    """Write that this recipient does not get it; return whether that is to be seen to.

    Where nobody else is left to be told either, it stays a promise and is tried again, without a word each time.
    """
    if others:
        return outbox.mark(transaction, claimed, state="undeliverable", drawn=claimed.wanted, problem=problem)
    again = {"state": "queued", "not_before": now + deadletters.AGAIN, "attempts": claimed.attempts + 1}
    return outbox.mark(transaction, claimed, **again, problem=problem) and not claimed.attempts


def in_place(message: Message, who: Told, tried: list[str]) -> Message:
    """Return the message for `who`, who reads in whose place; whom it was meant for at first stays named."""
    whom = {"for": message.recipient} if message.recipient.startswith(PEOPLE) else {}
    instead = {} if "for" in message.content else covering(who) or whom
    return replace(
        message, recipient=who.recipient, content={**message.content, **instead, "tried": tried}, thread_ts=None
    )


def only_news(transaction: Transaction, message: Message) -> Message | None:
    """Leave out what its recipient hears anyway, as a supervisor does of a rung that tells owner and supervisor."""
    if message.kind == tasks.KIND:
        return None if tasks.is_given(transaction, message) else message
    if not message.notices:
        return message
    news = bundles.unheard(transaction, message)
    return replace(message, notices=news) if news else None
