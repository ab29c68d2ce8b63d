"""What a message says at the moment at which it is sent: by its case as it then is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.context import zone_of
from bot.reminders import beyond, tasks
from bot.reminders.known import Now
from bot.views import card, handover, match, notice, resettalk, standing
from bot.views.reminder import InHand, Said, reminder
from bot.views.sheet import Sheet
from bot.views.waited import waited
from casework import items, ladder, wording
from casework.policy import Policy, RungRule
from casework.policy_rows import ASKED, HELD
from storage import answers, people
from storage.answers import Answer, Turn, Wish
from storage.database import Transaction
from storage.outbox import Claimed, Message, Notice
from storage.tables import FALLBACK
from storage.timers import Kept

Payload = dict[str, Any]
_LATE = timedelta(minutes=2)
"""From when on a message says that it comes late."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered about the cases of a message, for its reader (a Slack id)."""

    given: Mapping[Turn, Answer]
    wishes: Mapping[Turn, Wish]
    reader: str

    def expired(self, part: Notice, now: Now) -> InHand | None:
        """Who had it in hand, where `part` says that this is over."""
        answer = self.given.get(_turn(part))
        return InHand(now.roster.name(answer.by), answer.at) if answer and _is_at(HELD, part, now) else None

    def asked_by(self, part: Notice, now: Now) -> str | None:
        """Who asked for the reminder that `part` is, where that was not the reader."""
        wish = self.wishes.get(_turn(part))
        somebody_else = wish and _is_at(ASKED, part, now) and wish.person != self.reader
        return now.roster.name(wish.person) if wish and somebody_else else None

    def put_off_until(self, part: Notice, now: Now) -> datetime | None:
        """When the reader is reminded of it, as they asked for, where that is still to come."""
        of_it = (part.reference, part.clock, part.version, self.reader)
        for wish in answers.that_count(self.wishes.values()):
            if (wish.reference, wish.clock, wish.version, wish.person) == of_it and wish.remind_at > now.at:
                return wish.remind_at
        return None


def compose(transaction: Transaction, claimed: Claimed, policy: Policy, at: datetime) -> Payload | None:
    """Return a claimed message as text and blocks; `None` when nothing is left to say and Slack has nothing of it."""
    return drawn(claimed, Now(transaction, people.roster(transaction), policy, at))


def drawn(claimed: Claimed, now: Now) -> Payload | None:
    """The same for one of several that are composed at once, by the same `now`."""
    payload = _KINDS[claimed.message.kind](claimed, now)
    if payload and claimed.in_doubt and claimed.message.kind != FALLBACK:
        return notice.marked(payload, "This may be a repeat: Slack did not say whether it had it already.")
    return payload


def _card(lead: str) -> Callable[[Claimed, Now], Payload]:
    return lambda claimed, now: card.card(now.sheet(str(claimed.message.reference)), lead)


def _offer(claimed: Claimed, now: Now) -> Payload:
    sheet = now.sheet(str(claimed.message.reference))
    item = items.find(sheet.case, int(claimed.message.content["number"]))
    return handover.offer(card.card(sheet, handover.lead(item)), item, sheet)


def _given(claimed: Claimed, now: Now) -> Payload:
    sheet, to = now.sheet(str(claimed.message.reference)), claimed.message.recipient
    item = items.find(sheet.case, int(claimed.message.content["number"]))
    return handover.given(card.card(sheet, handover.lead_given(item, sheet, to)), item, sheet, to)


def _stored(claimed: Claimed, _now: Now) -> Payload | None:
    return {name: claimed.message.content[name] for name in ("text", "blocks")}


def _reset_talk(claimed: Claimed, now: Now) -> Payload:
    return resettalk.answer(now.policy.advice, claimed.message.reference)


def _task(claimed: Claimed, now: Now) -> Payload:
    return tasks.drawn(now.transaction, claimed.message, now.roster, now.policy, now.at)


def _match(claimed: Claimed, _now: Now) -> Payload:
    return match.match(claimed.message.content["references"], str(claimed.message.reference))


def _match_taken_back(claimed: Claimed, _now: Now) -> Payload:
    return match.taken_back(claimed.message.content["references"], str(claimed.message.reference))


def _reminder(claimed: Claimed, now: Now) -> Payload | None:
    message = claimed.message
    now.learn(part.reference for part in message.notices)
    told = Answers(now.given, now.wishes, message.recipient)
    clocks = groupby(_still(claimed, now.kept, now), key=lambda part: (part.reference, part.clock))
    absent = message.content.get("for")
    said = [
        replace(_said(list(parts), now.kept[reference][clock], now, told), absent=absent)
        for (reference, clock), parts in clocks
    ]
    if message.content.get("deferred"):
        # What waited for this moment was not missed.
        said = [replace(part, missed=()) for part in said]
    if not said or (claimed.ts is None and all(part.settled for part in said)):
        return None
    zone = zone_of(now.roster, message.team)
    payload = reminder(said, message.recipient, _lateness(claimed, now.at, zone), now.at, zone)
    for sentence in filter(None, [waited(message.content.get("deferred", ()), now.policy), *_for(message, now, zone)]):
        payload = notice.marked(payload, sentence)
    return payload


def _still(claimed: Claimed, kept: Mapping[str, Mapping[str, Kept]], now: Now) -> list[Notice]:
    """Return what is still to be said: what was deferred may have been answered meanwhile."""
    message = claimed.message
    if claimed.ts or not message.content.get("deferred"):
        return list(message.notices)
    return [part for part in message.notices if _is_still(part, kept[part.reference][part.clock], now)]


def _is_still(part: Notice, kept: Kept, now: Now) -> bool:
    rule = _rule(part, now)
    return rule is None or ladder.is_to_be_said(rule, kept.clock, answered=kept.is_answered(now.at))


def _for(message: Message, now: Now, zone: ZoneInfo) -> Iterator[str]:
    """Say in whose place somebody is told, or beside whom; the day stays true however late it is read."""
    absent, until, silent = (message.content.get(key) for key in ("for", "until", "silent"))
    for who, ends in reversed((silent or {}).items()):
        ends_at = standing.dated(datetime.fromisoformat(ends), now.at, zone)
        yield f"{now.roster.name(who)} has Do Not Disturb until {ends_at}."
    if until:
        away_until = standing.dated(datetime.fromisoformat(until), now.at, zone)
        yield f"For {now.roster.name(absent)}, who is away until {away_until}."
    elif absent and absent not in (silent or {}):
        yield f"For {now.roster.name(absent)}, whom Slack does not reach."


def _said(parts: list[Notice], kept: Kept, now: Now, told: Answers) -> Said:
    """Say the highest rung that one clock reached; those below it were missed and are named with it."""
    *others, last = sorted(parts, key=lambda part: (part.rung.at, _is_at(HELD, part, now)))
    if _is_at(HELD, last, now):
        # What comes at the same moment was not missed: it says less.
        others = [part for part in others if part.rung.at < last.rung.at]
    sheet = now.sheet(last.reference)
    return Said(
        sheet=sheet,
        clock={clock.name: clock for clock in sheet.clocks}[last.clock],
        rule=_rule(last, now),
        role=last.role,
        missed=tuple(part.rung.name for part in others),
        settled=_settled(last, kept, sheet),
        answered=_answered(kept, now),
        expired=told.expired(last, now),
        asked_by=told.asked_by(last, now),
        put_off_until=told.put_off_until(last, now),
    )


def _turn(part: Notice) -> Turn:
    return part.reference, part.clock, part.version, part.rung.turn


def _rule(part: Notice, now: Now) -> RungRule | None:
    return now.policy.rung_rule(now.policy.clock_rule(part.clock).ladder, part.rung.name)


def _is_at(place: str, part: Notice, now: Now) -> bool:
    rule = _rule(part, now)
    return rule is not None and rule.at == place


def _answered(kept: Kept, now: Now) -> InHand | None:
    """Who has it in hand; nobody once the answer has expired."""
    if kept.answered_at and kept.is_answered(now.at):
        return InHand(now.roster.name(kept.answered_by), kept.answered_at)
    return None


def _settled(part: Notice, kept: Kept, sheet: Sheet) -> str | None:
    """Why nothing is needed any more, or `None` while it is."""
    if not kept.clock.is_running:
        return wording.due(kept.clock, sheet.now, sheet.zone)
    if kept.version != part.version:
        return "its due time has changed since; the case shows the new one"
    return None


def _lateness(claimed: Claimed, at: datetime, zone: ZoneInfo) -> str | None:
    """Say when a message should have gone out, where it went out (or goes out now) later than that."""
    sent = datetime.fromtimestamp(float(claimed.ts), UTC) if claimed.ts else at
    if sent - claimed.message.due_at < _LATE:
        return None
    due = wording.moment(claimed.message.due_at, sent, zone)
    return f"Late: this should have reached you {due}; Caseclock could not send it before."


_KINDS: dict[str, Callable[[Claimed, Now], Payload | None]] = {
    "card": _card(""),
    "receipt": _card("You logged this referral. It stays up to date here."),
    "allocated": _card("This case was allocated to you. It stays up to date here."),
    "given away": _card("A supervisor gave this case, which was yours, to somebody else."),
    "offer accepted": _card("Your offer of this case was accepted: it has a new owner."),
    "offer refused": _card("Your offer of this case was refused: it stayed yours."),
    "hand-over": _offer,
    "given": _given,
    "reminder": _reminder,
    "match": _match,
    "match taken back": _match_taken_back,
    "mishap": _task,
    "digest": _stored,
    "back": _stored,
    "alarm": _stored,
    "coverage": _stored,
    "reset talk": _reset_talk,
    "task": _task,
    FALLBACK: beyond.drawn,
}
