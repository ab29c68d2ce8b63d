"""A reminder: what is due, when, why it came to this person, what stops it, and the button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views import moves, standing
from bot.views.blocks import Block, Payload, actions, button, context, escape, message, primary, section
from bot.views.sheet import Sheet
from casework.clocks import Clock
from casework.policy import RungRule
from casework.wording import moment, plural

MOST = 12
"""Parts of one message; more are named with where to find them."""
_ROOM = 11_500
"""Characters of all parts together: Slack takes some 13,000 in a message, blocks and buttons included."""
_PEOPLE = ("U", "W")
"""How the id of a person begins; any other is a channel's."""
_NAME, _SENTENCE = 10, 6
"""What share of a part's room one name and one sentence of the force's policy may take; only the longest are cut."""


@dataclass(frozen=True, slots=True)
class Said:
    """One clock that a message speaks of, by the highest rung that it has reached.

    `role` is the capacity in which the reader is told: owner, supervisor or inspector. `missed` are rungs that came due
    meanwhile and are said with it. `settled` says why nothing is needed any more; `answered_by` is who has it in hand.
    """

    sheet: Sheet
    clock: Clock
    rule: RungRule | None
    role: str
    missed: tuple[str, ...] = ()
    settled: str | None = None
    answered_by: str | None = None


def reminder(said: Sequence[Said], to: str, late: str | None, now: datetime, zone: ZoneInfo) -> Payload:
    """Say everything to one person or channel (`to`, a Slack id), the most urgent first and the settled last."""
    parts = sorted(said, key=_urgency)
    blocks = [context(escape(late, 500))] if late else []
    for part in parts[:MOST]:
        blocks += _settled(part) if part.settled else _open(part, to, _ROOM // min(len(parts), MOST), (now, zone))
    if more := parts[MOST:]:
        listed = ", ".join(dict.fromkeys(part.sheet.case.reference for part in more[:50]))
        blocks.append(section(f"*And {plural(len(more), 'more reminder')}:* {listed}. `/queue` shows them all."))
    return message(_text(parts, late, now, zone), blocks)


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


def _open(part: Said, to: str, room: int, reader: tuple[datetime, ZoneInfo]) -> list[Block]:
    case, clock = part.sheet.case, part.clock
    due = standing.spoken(clock.due_at, *reader)
    label = standing.label(clock, part.sheet, _name(room))
    met_by = part.sheet.policy.clock_rule(clock.name).met_by
    lines = [
        f"{standing.MARKS[case.grade]} *{case.reference}* · {case.grade} · *{label}*",
        f"*Overdue*, was due {due}" if clock.is_overdue(reader[0]) else f"Due {due}",
        f"{_why(part, to, standing.owner(part.sheet, _name(room)))}{_says(part, room // _SENTENCE)}",
        *_meanwhile(part, _name(room)),
        f"What stops it: {escape(met_by, room // _SENTENCE)}.",
    ]
    return [section("\n".join(lines)), actions(*_buttons(part))]


def _name(room: int) -> int:
    return min(room // _NAME, standing.LONGEST_NAME)


def _why(part: Said, to: str, owner: str) -> str:
    """Return why it came to this reader, by how the case stands now."""
    case = part.sheet.case
    if part.role == "owner":
        return "You own it." if case.owner == to else f"Owner: {owner}." if case.owner else "*Nobody owns it.*"
    # A channel hears what there is nobody to be told of.
    is_person = to.startswith(_PEOPLE)
    if part.role == "supervisor":
        over = f"You supervise the owner, {owner}." if case.owner else "*Nobody owns it*, and you supervise the team."
        return over if is_person else f"*This team has nobody above the owner.* Owner: {owner}."
    return (
        f"{'You are the inspector' if is_person else '*This team has no inspector*'}{_silence(part)}. Owner: {owner}."
    )


def _silence(part: Said) -> str:
    unanswered = part.rule is not None and part.rule.unless_answered and part.answered_by is None
    return ", and no supervisor has answered" if unanswered else ""


def _says(part: Said, room: int) -> str:
    if part.rule is None:
        return ""
    said = escape(part.rule.says, room)
    return f" {said[:1].upper()}{said[1:]}."


def _meanwhile(part: Said, room: int) -> list[str]:
    """Return what should have been said before, and who has it in hand."""
    missed = [f"Not said in time: {escape(', '.join(part.missed), room)}."] if part.missed else []
    answered = [f"{escape(part.answered_by, room)} has this."] if part.answered_by else []
    return [*missed, *answered]


def _buttons(part: Said) -> list[Block]:
    sheet, clock = part.sheet, part.clock
    doing = [moves.press(action, sheet) for action in moves.answering(clock, sheet)]
    buttons = [primary(doing[0]), *doing[1:]] if doing else []
    # An owner's answer would keep the case from the inspector: only those above are asked for one.
    if part.rule and part.rule.asks_for_answer and part.role != "owner" and part.answered_by is None:
        buttons.append(button("I have this", "have", f"{sheet.case.reference}/{clock.name}"))
    return [*buttons, moves.press("case", sheet)]
