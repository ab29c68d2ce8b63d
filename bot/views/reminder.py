"""A reminder: what is due, when, why it came to this person, what stops it, and the button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views import moves, standing
from bot.views.blocks import Block, Payload, actions, button, context, escape, message, section
from bot.views.sheet import Sheet
from casework.clocks import Clock, doer_of
from casework.policy import RungRule
from casework.reminding import may_ask
from casework.wording import moment, plural

MOST = 12
"""Parts of one message; more are named with where to find them."""
_ROOM = 11_500
"""Characters of all parts together: Slack takes some 13,000 in a message, blocks and buttons included."""
_PEOPLE = ("U", "W")
"""How the id of a person begins; any other is a channel's."""
_NAME, _SENTENCE = 10, 6
"""What share of a part's room one name and one sentence of the force's policy may take; only the longest are cut."""
Reader = tuple[datetime, ZoneInfo]
"""When a message is drawn, and in which time zone it is read."""


@dataclass(frozen=True, slots=True)
class InHand:
    """Who said “I have this”, and when."""

    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One clock that a message speaks of, by the highest rung that it has reached.

    `role` is the capacity in which the reader is told: owner, cover, supervisor, inspector or duty channel. `missed`
    are rungs that came due meanwhile and are said with it. `settled` says why nothing is needed any more; `answered` is
    who has it in hand, `expired` who had it, where this message says that their time is over; `absent` is in whose
    place the reader is told (a Slack id). `asked_by` is who asked for this reminder, where that was somebody else;
    `put_off_until` is when the reader asked to be reminded again.
    """

    sheet: Sheet
    clock: Clock
    rule: RungRule | None
    role: str
    missed: tuple[str, ...] = ()
    settled: str | None = None
    answered: InHand | None = None
    expired: InHand | None = None
    absent: str | None = None
    asked_by: str | None = None
    put_off_until: datetime | None = None


def reminder(said: Sequence[Said], to: str, late: str | None, now: datetime, zone: ZoneInfo) -> Payload:
    """Say everything to one person or channel (`to`, a Slack id), the most urgent first and the settled last."""
    parts = sorted(said, key=_urgency)
    blocks = [context(escape(late, 500))] if late else []
    for part in parts[:MOST]:
        blocks += _settled(part) if part.settled else _open(part, to, _ROOM // min(len(parts), MOST), (now, zone))
    if more := parts[MOST:]:
        number = plural(len(more), "more reminder")
        blocks.append(section(f"*And {number}:* {_named_only(more)}. `/queue` shows them all."))
    return message(_text(parts, late, now, zone), blocks)


def _named_only(parts: Sequence[Said]) -> str:
    """Name the cases of these parts by grade, the most severe first."""
    grades: dict[str, dict[str, None]] = {}
    for part in parts[:50]:
        grades.setdefault(part.sheet.case.grade, {})[part.sheet.case.reference] = None
    return "; ".join(f"{grade} {', '.join(references)}" for grade, references in grades.items())


def _urgency(part: Said) -> tuple[bool, int, datetime, str]:
    return part.settled is not None, part.sheet.case.grade.severity, part.clock.due_at, part.sheet.case.reference


def _text(parts: Sequence[Said], late: str | None, now: datetime, zone: ZoneInfo) -> str:
    """Return what a locked screen shows: the most urgent part, and how many more there are."""
    first = _line(parts[0], now, zone)
    more = f" · and {plural(len(parts) - 1, 'more reminder')}" if parts[1:] else ""
    return f"{'Late: ' if late else ''}{first}{more}"


def _line(part: Said, now: datetime, zone: ZoneInfo) -> str:
    case, clock = part.sheet.case, part.clock
    words = [case.reference, case.grade.value, standing.label(clock, part.sheet)]
    if part.settled:
        return " · ".join([*words, "nothing more is needed"])
    words.append(f"due {moment(clock.due_at, now, zone)}")
    return " · ".join([*words, "overdue"] if clock.is_overdue(now) else words)


def _settled(part: Said) -> list[Block]:
    stands = standing.stands(part.clock, part.sheet)
    why = "" if not part.clock.is_running else f" ({escape(part.settled or '', 300)})"
    return [context(f"{part.sheet.case.reference} · {stands}{why}. Nothing more is needed from this message.")]


def _open(part: Said, to: str, room: int, reader: Reader) -> list[Block]:
    case, clock = part.sheet.case, part.clock
    due = standing.spoken(clock.due_at, *reader)
    label = standing.label(clock, part.sheet, _name(room))
    met_by = part.sheet.policy.clock_rule(clock.name).met_by
    lines = [
        f"{standing.MARKS[case.grade]} *{case.reference}* · {case.grade} · *{label}*",
        f"*Overdue*, was due {due}" if clock.is_overdue(reader[0]) else f"Due {due}",
        f"{_why(part, to, _name(room))}{_says(part, room, reader)}",
        *_meanwhile(part, _name(room), reader),
        f"What stops it: {escape(met_by, room // _SENTENCE)}.",
    ]
    return [section("\n".join(lines)), actions(*_buttons(part, to, reader[0]))]


def _name(room: int) -> int:
    return min(room // _NAME, standing.LONGEST_NAME)


def _why(part: Said, to: str, room: int) -> str:
    """Return why it came to this reader, by how the case stands now."""
    has_it = _has_it(part, room)
    if part.role in {"owner", "cover"}:
        return _own(part, to, has_it)
    if part.role == "duty channel":
        return f"It came to whoever is on duty{_silence(part)}. {has_it}"
    if part.role == "supervisor":
        return _over(part, to, has_it, room)
    # A channel hears what there is nobody to be told of.
    who = _inspects(part, room) if to.startswith(_PEOPLE) else "*This team has no inspector*"
    return f"{who}{_silence(part)}. {has_it}"


def _has_it(part: Said, room: int) -> str:
    """Say who has to see to it: the doer of an item, else the owner."""
    doer = _doer(part)
    return f"For {_named(part, doer, room)} to do." if doer else f"Owner: {standing.owner(part.sheet, room)}."


def _own(part: Said, to: str, has_it: str) -> str:
    if _doer(part):
        return "It is yours to do." if _doer(part) == to else has_it
    owner = part.sheet.case.owner
    return "You own it." if owner == to else has_it if owner else "*Nobody owns it.*"


def _over(part: Said, to: str, has_it: str, room: int) -> str:
    if not to.startswith(_PEOPLE):
        return f"*This team has nobody above {'whom it is given to' if _doer(part) else 'the owner'}.* {has_it}"
    if part.sheet.case.owner is None and _doer(part) is None:
        return "*Nobody owns it*, and you supervise the team."
    over = f"{_named(part, part.absent, room)} supervises" if part.absent else "You supervise"
    doer = _doer(part)
    if doer:
        return f"{over} {_named(part, doer, room)}, who has it to do."
    return f"{over} the owner, {standing.owner(part.sheet, room)}."


def _inspects(part: Said, room: int) -> str:
    return f"{_named(part, part.absent, room)} is the inspector" if part.absent else "You are the inspector"


def _doer(part: Said) -> str | None:
    doer = doer_of(part.clock, part.sheet.case)
    return doer if doer in part.sheet.names else None


def _named(part: Said, slack: str | None, room: int) -> str:
    return escape(part.sheet.name(slack), room)


def _silence(part: Said) -> str:
    unanswered = part.rule is not None and part.rule.unless_answered and part.answered is None
    return ", and no supervisor has answered" if unanswered else ""


def _says(part: Said, room: int, reader: Reader) -> str:
    if part.rule is None:
        return ""
    said = escape(part.rule.says, room // _SENTENCE)
    if part.expired:
        return f" {_in_hand(part.expired, 'had', _name(room), reader)}; {said}."
    if part.asked_by:
        return f" {escape(part.asked_by, _name(room))} asked for this reminder."
    return f" {said[:1].upper()}{said[1:]}."


def _meanwhile(part: Said, room: int, reader: Reader) -> list[str]:
    """Return what should have been said before, and who has it in hand."""
    missed = [f"Not said in time: {escape(', '.join(part.missed), room)}."] if part.missed else []
    answered = [f"{_in_hand(part.answered, 'has', room, reader)}."] if part.answered else []
    put_off = []
    if part.put_off_until:
        until = standing.dated(part.put_off_until, *reader)
        put_off = [f"You asked to be reminded {until}: what you would hear of it before is put off until then."]
    return [*missed, *answered, *put_off]


def _in_hand(hand: InHand, has: str, room: int, reader: Reader) -> str:
    """Return "Sergeant, North has this since Wed 4 Nov 14:05", true on whatever day it is read."""
    return f"{escape(hand.name, room)} {has} this since {standing.dated(hand.since, *reader)}"


def _buttons(part: Said, to: str, now: datetime) -> list[Block]:
    sheet, clock = part.sheet, part.clock
    subject = f"{sheet.case.reference}/{clock.name}"
    buttons = moves.stopping(clock, sheet, to)
    # An owner's answer would keep the case from the inspector: only those above are asked for one.
    if part.rule and part.rule.asks_for_answer and part.role not in {"owner", "cover"} and part.answered is None:
        buttons.append(button("I have this", "have", subject))
    has_to = _doer(part) or sheet.case.owner
    if part.role == "owner" and has_to in {to, part.absent or to}:
        if may_ask(clock, sheet.policy, now):
            buttons.append(button("Remind me…", "remind", subject))
        # Whoever covers gives nothing away that is not theirs.
        if has_to == to:
            buttons.append(button("Not mine…", "not_mine", subject))
    return [*buttons, button("Open", "case", sheet.case.reference)]
