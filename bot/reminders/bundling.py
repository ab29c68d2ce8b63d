"""What each reader hears at one moment as one message: the worst first, and of the worst nothing is hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.reminders.recipients import Told
from casework.case import Grade
from casework.policy_quiet import NEVER_HELD
from casework.quiet import Deferred
from storage.outbox import Message, Notice

PARTS = 12
"""How many clocks one message shows: what fits into Slack's fifty blocks and can be read on a phone."""


@dataclass(frozen=True, slots=True)
class Heard:
    """That somebody hears of a rung of a case of `team`, at once or deferred."""

    who: Told
    team: str
    grade: Grade
    notice: Notice
    deferred: Deferred | None


def messages(heard: Iterable[Heard]) -> list[Message]:
    """Gather what each recipient is to hear: one message a person, and whom for, and moment; the worst first."""
    found: defaultdict[tuple[Told, str, datetime | None], list[Heard]] = defaultdict(list)
    for each in heard:
        found[each.who, each.team, each.deferred.until if each.deferred else None].append(each)
    return [
        _message(part, who, team, until)
        for (who, team, until), every in found.items()
        for part in _parts(sorted(every, key=_urgency))
    ]


def _message(part: Sequence[Heard], who: Told, team: str, until: datetime | None) -> Message:
    why = sorted({each.deferred.why for each in part if each.deferred})
    return Message(
        kind="reminder",
        recipient=who.recipient,
        team=team,
        severity=part[0].grade.severity,
        due_at=until or min(each.notice.rung.at for each in part),
        content=covering(who) | ({"deferred": why} if why else {}),
        notices=tuple(each.notice for each in part),
        not_before=until,
    )


def covering(who: Told) -> dict[str, str]:
    """Return what a message remembers of whom it was meant for, where they are away or gone."""
    if who.absence:
        return {"for": who.absence.person, "until": who.absence.ends_at.isoformat()}
    return {"for": who.gone} if who.gone else {}


def _urgency(each: Heard) -> tuple[int, str, str, datetime]:
    return each.grade.severity, each.notice.reference, each.notice.clock, each.notice.rung.at


def _parts(every: Sequence[Heard]) -> Iterator[Sequence[Heard]]:
    """Cut what one recipient hears so that each message shows PARTS clocks of those that no night keeps waiting.

    Of what is less severe the rest is named in the last one. The rungs of one clock stay together.
    """
    part: list[Heard] = []
    for each in every:
        shown = {(other.notice.reference, other.notice.clock) for other in part}
        is_new = (each.notice.reference, each.notice.clock) not in shown
        if is_new and len(shown) == PARTS and each.grade in NEVER_HELD:
            yield part
            part = []
        part.append(each)
    if part:
        yield part
