"""One case that fails never stops another: what failed is found, put aside with growing pauses, and somebody's task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.incidents import origin
from bot.reminders import dispatcher
from bot.reminders.dispatcher import AT_ONCE, ITSELF
from bot.reminders.recipients import Matter, administrators, on_duty
from casework.policy import Policy
from storage import journal, mishaps, outbox, people, timers
from storage.database import Transaction, trial
from storage.mishaps import Mishap
from storage.outbox import Message
from storage.timers import Due
from storage.writer import is_of_the_database

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(minutes=10)


def pause(failures: int) -> timedelta:
    """Return how long is waited after so many failures: half a minute at first, ten minutes at most, without end."""
    return min(_FIRST * (1 << min(failures - 1, 10)), _LONGEST)


def part(transaction: Transaction, policy: Policy, now: datetime) -> int:
    """Put aside those cases because of which what is due cannot be handled at once; return how many those are."""
    failed = _failing(transaction, dispatcher.at_once(transaction, now), policy, now)
    for reference, error in failed.items():
        put_aside(transaction, reference, reference, error, now)
    return len(failed)


def _failing(transaction: Transaction, due: Sequence[Due], policy: Policy, now: datetime) -> dict[str, Exception]:
    """Return the cases that fail, each with its error: halves are tried until each stands alone."""
    error = _tried(transaction, due, policy, now)
    if error is None:
        return {}
    references = list(dict.fromkeys(timer.reference for timer in due))
    if len(references) == 1:
        return {references[0]: error}
    first = set(references[: len(references) // 2])
    halves = (
        [timer for timer in due if timer.reference in first],
        [timer for timer in due if timer.reference not in first],
    )
    return {name: each for half in halves for name, each in _failing(transaction, half, policy, now).items()}


def _tried(transaction: Transaction, due: Sequence[Due], policy: Policy, now: datetime) -> Exception | None:
    """Handle timers so that nothing of it stays, and return the error that this comes to."""
    try:
        with trial(transaction) as inner:
            dispatcher.handle(inner, due, policy, now)
    except Exception as error:
        if is_of_the_database(error):
            raise
        return error
    return None


def again(transaction: Transaction, reference: str, policy: Policy, now: datetime) -> None:
    """Handle what is due of a case that was put aside; once that works it is among the others again."""
    dispatcher.handle(transaction, timers.due_of(transaction, reference, now, AT_ONCE), policy, now)
    mended(transaction, reference, now)


def mended(transaction: Transaction, subject: str, now: datetime) -> None:
    """Note that a case or a message works again, where it did not, and have those who were told read it."""
    mishap = mishaps.find(transaction, subject)
    if mishap is None:
        return
    mishaps.clear(transaction, subject)
    facts: dict[str, str | int | None] = {"failures": mishap.failures, "error": mishap.error}
    journal.record(transaction, journal.Entry(now, ITSELF, "taken up again", mishap.reference, facts))
    outbox.redraw(transaction, [mishap.reference] if mishap.reference else [], now)


def put_aside(
    transaction: Transaction, subject: str, reference: str | None, error: Exception, now: datetime
) -> datetime:
    """Put a case (`subject` is its reference) or a message (its key) aside; return until when.

    The first time it is journalled, and the case becomes the task of the administrators and of whoever is on duty: they
    are told once of a case, however many of its messages fail too.
    """
    before = mishaps.find(transaction, subject)
    failures = before.failures + 1 if before else 1
    found = f"{type(error).__name__}, {origin(error)}"
    until = now + pause(failures)
    mishaps.note(transaction, Mishap(subject, reference, failures, before.since if before else now, until, found))
    if before is None:
        is_told = reference is not None and len(mishaps.about(transaction, reference)) > 1
        facts: dict[str, str | int | None] = {"error": found, "until": until.isoformat()}
        journal.record(transaction, journal.Entry(now, ITSELF, "put aside", reference, facts))
        outbox.queue(transaction, [] if is_told else _task(transaction, subject, reference, now), now)
    return until


def _task(transaction: Transaction, subject: str, reference: str | None, now: datetime) -> list[Message]:
    roster = people.roster(transaction)
    team = mishaps.team(transaction, reference or "")
    return [
        Message("mishap", who, team, 0, now, reference, {"subject": subject})
        for who in dict.fromkeys([*administrators(roster), *on_duty(Matter(None, team), roster)])
    ]
