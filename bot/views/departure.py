"""The task that somebody's account leaves behind: their cases, and what to do with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views import moves
from bot.views.blocks import Block, Payload, button, context, escape, message, section
from bot.views.queue import QueueLine, by_urgency, next_due
from bot.views.standing import LONGEST_NAME, MARKS
from casework.wording import plural

_MOST = 20
"""Cases with a button of their own; the others are named."""
_MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody whose account has a `problem` ("deactivated", or Slack's own word), `None` where it is back.

    `left` are the references of the cases that they own or have something to do in, `owned` are lines of the first.
    `may_allocate` says that the reader leads the team.
    """

    name: str
    problem: str | None
    on_roster: bool
    left: tuple[str, ...]
    owned: tuple[QueueLine, ...]
    may_allocate: bool


def departed(departure: Departure, now: datetime, zone: ZoneInfo) -> Payload:
    """Say whose account is gone and what they leave, with a button for each case where the reader may allocate it."""
    sentence = _sentence(departure)
    if departure.problem is None or not departure.on_roster:
        return message(sentence, [section(sentence)])
    blocks = [section(f"*{sentence}*"), *(_cases(departure, now, zone) if departure.may_allocate else ())]
    return message(sentence, [*blocks, context(_what_to_do(departure))])


def _sentence(departure: Departure) -> str:
    name = escape(departure.name, LONGEST_NAME)
    if departure.problem is None:
        return f"The account of {name} can be reached again. Nothing more is to be done."
    if not departure.on_roster:
        return "Somebody whose account was gone has been taken off the roster. Nothing more is to be done."
    gone = "is deactivated" if departure.problem == "deactivated" else "is not known to Slack any more"
    return f"The account of {name} {gone}; {_without_owner(departure)}."


def _without_owner(departure: Departure) -> str:
    owned, others = len(departure.owned), len(departure.left) - len(departure.owned)
    if not departure.left:
        return "none of their cases needs an owner"
    needing = f"{plural(owned, 'case')} {'needs' if owned == 1 else 'need'} an owner"
    other = f"{plural(others, 'case')} {'has' if others == 1 else 'have'} something that was theirs to do"
    return ", and ".join([*([needing] if owned else []), *([other] if others else [])])


def _cases(departure: Departure, now: datetime, zone: ZoneInfo) -> Iterator[Block]:
    lines = by_urgency(departure.owned)
    for line in lines[:_MOST]:
        text = f"{MARKS[line.grade]} *{line.reference}* · {line.grade}\n{next_due(line, now, zone)}"
        yield section(text, button(moves.LABELS["allocate"], "allocate", line.reference))
    owned = {line.reference for line in lines}
    given = [reference for reference in departure.left if reference not in owned][:_MOST]
    for reference in given:
        yield section(f"*{reference}*\nsomething is theirs to do", button(moves.LABELS["todo"], "todo", reference))
    more = [line.reference for line in lines[_MOST:]]
    if more:
        rest = f" and {len(more) - _MOST_NAMED:,} more" if more[_MOST_NAMED:] else ""
        yield section(f"Also: {', '.join(more[:_MOST_NAMED])}{rest}. `/queue team` shows them.")


def _what_to_do(departure: Departure) -> str:
    if not departure.left:
        return "An administrator takes them off the roster with `/caseclock setup`, or has the account opened again."
    heard = "Reminders go to whoever stands above meanwhile."
    if departure.may_allocate:
        return f"{heard} Give each case an owner; an administrator then takes them off the roster."
    return f"{heard} Whoever supervises has been asked to allocate; then take them off with `/caseclock setup`."
