"""Writes what became of a message: sent, withdrawn, to be tried again, or told to somebody else instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.reminders.dispatcher import ITSELF, covering, duty
from bot.reminders.outcomes import Doubtful, Outcome, Paused, Posted, Unreachable, Withdrawn, backoff
from bot.reminders.recipients import instead_of
from storage import journal, outbox, people
from storage.database import Transaction
from storage.outbox import Claimed, Message

Facts = dict[str, str | int | None]


def record(transaction: Transaction, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    """Write the outcome of a claimed message, unless somebody else has claimed it since."""
    match outcome:
        case Posted():
            _sent(transaction, claimed, outcome, now)
        case Unreachable(problem):
            _unreachable(transaction, claimed, problem, now)
        case Withdrawn():
            outbox.mark(transaction, claimed, state="withdrawn", drawn=claimed.wanted)
        case _:
            _wait(transaction, claimed, outcome, now)


def _sent(transaction: Transaction, claimed: Claimed, posted: Posted, now: datetime) -> None:
    # What was found in Slack reads as it did when it was posted: it is drawn once more.
    drawn = claimed.wanted if posted.looks else claimed.wanted - 1
    place = {"channel": posted.channel, "ts": posted.ts, "looks": posted.looks}
    values = {"state": "sent", "drawn": drawn, "attempts": 0, "problem": None} | place
    first = claimed.ts is None
    if outbox.mark(transaction, claimed, **values, **({"sent_at": now} if first else {})) and first:
        for entry in _told(claimed, posted, now):
            journal.record(transaction, entry)


def _told(claimed: Claimed, posted: Posted, now: datetime) -> list[journal.Entry]:
    message = claimed.message
    where: Facts = {
        "kind": message.kind,
        "to": message.recipient,
        "channel": posted.channel,
        "ts": posted.ts,
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


def _wait(transaction: Transaction, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    """Have it tried again; where Slack may have it already, it is looked for first."""
    length = outcome.length if isinstance(outcome, Paused) else backoff(claimed.attempts)
    doubt = claimed.in_doubt or isinstance(outcome, Doubtful)
    state = "sent" if claimed.ts else ("in doubt" if doubt else "queued")
    values = {"state": state, "not_before": now + length, "attempts": claimed.attempts + 1}
    outbox.mark(transaction, claimed, **values, problem=getattr(outcome, "problem", None))


def _unreachable(transaction: Transaction, claimed: Claimed, problem: str, now: datetime) -> None:
    """Record that this recipient will not get it, and tell somebody else instead: nothing fails in silence."""
    if claimed.ts:
        # It was removed in Slack, or can no longer be changed there: it was said, and the journal shows it.
        outbox.mark(transaction, claimed, drawn=claimed.wanted, problem=problem)
        return
    message = claimed.message
    if not outbox.mark(transaction, claimed, state="undeliverable", drawn=claimed.wanted, problem=problem):
        return
    tried = [*message.content.get("tried", []), message.recipient]
    present = duty(transaction, people.roster(transaction), now)
    others = [who for who in instead_of(message.recipient, message.team, present) if who.recipient not in tried]
    facts: Facts = {
        "kind": message.kind,
        "to": message.recipient,
        "problem": problem,
        "instead": ", ".join(who.recipient for who in others),
    }
    journal.record(transaction, journal.Entry(now, ITSELF, "not delivered", message.reference, facts))
    content = {**message.content, "tried": tried}
    again = [
        replace(message, recipient=who.recipient, content={**covering(who.absence), **content}, thread_ts=None)
        for who in others
    ]
    outbox.queue(transaction, [told for each in again if (told := _only_news(transaction, each))], now)


def _only_news(transaction: Transaction, message: Message) -> Message | None:
    """Leave out what its recipient hears anyway, as a supervisor does of a rung that tells owner and supervisor."""
    if not message.notices:
        return message
    news = outbox.unheard(transaction, message)
    return replace(message, notices=news) if news else None
