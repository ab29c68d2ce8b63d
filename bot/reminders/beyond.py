"""What Slack does not take in time, or nobody answers in time, is said beyond it: which, to whom, and in what words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.context import zone_of
from bot.incidents import origin
from bot.reminders import addresses
from bot.reminders.known import Now
from bot.views import beyond as view
from bot.views import standing
from casework.policy import Policy
from storage import bundles, cases, fallbacks, outbox, people
from storage.database import Transaction
from storage.fallbacks import Place
from storage.outbox import Claimed, Message, Notice
from storage.roster import Address, Roster
from storage.tables import FALLBACK
from storage.writer import is_of_the_database

_log = structlog.get_logger()
_AT_ONCE = 200
"""How many reminders are looked at in one transaction."""
_ASKED_NOTHING = {"owner", "cover"}
"""The capacities in which somebody is told and not asked for an answer: it would keep the case from those above."""


def looked_after(messages: Iterable[Message], policy: Policy, now: datetime) -> list[Message]:
    """Return messages, each severe reminder with when it is looked whether Slack has taken it."""
    wait = policy.fallback.wait
    return [
        replace(each, look_at=max(each.due_at, now) + wait) if _is_severe(each, policy) else each for each in messages
    ]


def _is_severe(message: Message, policy: Policy) -> bool:
    return message.kind == "reminder" and message.severity in {grade.severity for grade in policy.fallback.grades}


def answer_by(transaction: Transaction, message: Message, policy: Policy, now: datetime) -> datetime | None:
    """Return by when somebody is to have answered what Slack takes at `now`; `None` where nobody is asked."""
    if not _is_severe(message, policy) or not any(_asks(part, policy) for part in message.notices):
        return None
    calendar = policy.calendar(zone_of(people.roster(transaction), message.team))
    grades = [grade for grade in policy.fallback.grades if grade.severity == message.severity]
    return min(calendar.after(now, policy.grade_rule(grade).answer_within) for grade in grades)


def _asks(part: Notice, policy: Policy) -> bool:
    rule = policy.rung_rule(policy.clock_rule(part.clock).ladder, part.rung.name)
    return rule is not None and rule.asks_for_answer and part.role not in _ASKED_NOTHING


def look(transaction: Transaction, policy: Policy, now: datetime) -> None:
    """Look at the reminders whose time is up, and queue what is to be said beyond Slack: of a rung to a person once."""
    looked = fallbacks.to_look_at(transaction, now, _AT_ONCE)
    known = Now(transaction, people.roster(transaction), policy, now)
    for message in _messages(looked, known):
        if news := bundles.unheard(transaction, message):
            outbox.queue(transaction, [replace(message, notices=news)], now)


def _messages(looked: Sequence[Claimed], now: Now) -> Iterator[Message]:
    """Give one message for each place that is to hear of anything, however many reminders that comes from."""
    places: defaultdict[tuple[Place, str], list[tuple[Claimed, list[Notice]]]] = defaultdict(list)
    for each in looked:
        for place in _places(each.message, now.roster):
            if parts := _to_be_said(each, now):
                places[place, each.message.team].append((each, parts))
    for (place, team), found in places.items():
        yield Message(
            kind=FALLBACK,
            recipient=place.recipient,
            team=team,
            severity=min(each.message.severity for each, _ in found),
            due_at=min(each.message.due_at for each, _ in found),
            content={"of": [each.key for each, _ in found]},
            notices=tuple(part for _, parts in found for part in parts),
        )


def _to_be_said(looked: Claimed, now: Now) -> list[Notice]:
    """Return what of a reminder nobody has in hand; of one that Slack has taken, what asks for an answer."""
    return [part for part in looked.message.notices if _is_to_be_said_of(part, now, is_taken=looked.ts is not None)]


def _is_to_be_said_of(part: Notice, now: Now, *, is_taken: bool) -> bool:
    """The same for one part; where that cannot be worked out it is said, for there is no word of a case in it."""
    try:
        if is_taken and not _asks(part, now.policy):
            return False
        return cases.get(now.transaction, part.reference).grade in now.policy.fallback.grades and _is_open(part, now)
    except Exception as error:
        if is_of_the_database(error):
            raise
        _log.error("not known whether it is settled", error=type(error).__name__, at=origin(error))
        return True


def _is_open(part: Notice, now: Now) -> bool:
    """Whether the clock of a rung runs as it did, and nobody has said “I have this” to it or has it in hand."""
    now.learn([part.reference])
    kept = now.kept.get(part.reference, {}).get(part.clock)
    if kept is None or kept.version != part.version or not kept.clock.is_running:
        return False
    is_answered = kept.answered_at is not None and kept.answered_at >= part.rung.at
    return not is_answered and not kept.is_answered(now.at)


def _places(message: Message, roster: Roster) -> list[Place]:
    """Return where else the reader of a message is reached; for who has no address, whoever is on duty in the team."""
    whose = message.recipient if _addresses(message.recipient, roster) else message.team
    ways = [addresses.by(address.text) for address in _addresses(whose, roster)]
    return [Place(whose, number, by) for number, by in enumerate(ways, 1) if by]


def _addresses(whose: str, roster: Roster) -> tuple[Address, ...]:
    """Return the addresses of a person, or of whoever is on duty in a team."""
    known = roster.people.get(whose) or roster.teams.get(whose)
    return known.fallback if known else ()


def address(transaction: Transaction, place: Place) -> str | None:
    """Return the address itself; `None` where the roster no longer has it."""
    found = _addresses(place.whose, people.roster(transaction))[place.number - 1 : place.number]
    return found[0].text if found else None


def drawn(claimed: Claimed, now: Now) -> dict[str, str] | None:
    """Return the words as they are true now; `None` where somebody has it in hand, or nothing more is to be done."""
    message = claimed.message
    if not any(_is_to_be_said_of(part, now, is_taken=False) for part in message.notices):
        return None
    sent = fallbacks.sent(now.transaction, message.content["of"])
    taken = [moment for moment in sent if moment]
    since = min(taken) if len(taken) == len(sent) else message.due_at
    words = standing.dated(since, now.at, zone_of(now.roster, message.team))
    text = view.waits(words) if len(taken) == len(sent) else view.not_taken(words)
    return {"text": view.repeated(text) if claimed.in_doubt else text}
