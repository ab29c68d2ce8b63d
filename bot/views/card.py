"""The card of a case, and the messages that hand it to an officer: reference, grade, clocks, owner, nothing else."""

from __future__ import annotations

from bot.views import advice, moves, standing
from bot.views.blocks import Block, Payload, actions, escape, fields, header, message, section
from bot.views.sheet import Sheet
from casework.wording import moment, plural

_MOST_CLOCKS = 12


def card(sheet: Sheet) -> Payload:
    """Show a case in its team's channel, with the buttons that its status allows."""
    return message(
        summary(sheet),
        [
            header(standing.title(sheet)),
            fields(f"*Status*\n{sheet.case.status}", f"*Owner*\n{standing.owner(sheet)}"),
            *_outcome(sheet),
            *clocks(sheet),
            *advice.on_card(sheet),
            actions(*moves.of_case(sheet)),
        ],
    )


def logged(sheet: Sheet) -> Payload:
    """Tell the officer who logged a referral that it is on record and what comes next."""
    return _handed(sheet, f"You logged {sheet.case.reference}.")


def allocated(sheet: Sheet) -> Payload:
    """Tell an officer that a case was allocated to them; it names the owner, who may be another by then."""
    return _handed(sheet, f"{sheet.case.reference} was allocated to you.")


def summary(sheet: Sheet) -> str:
    """Return one line that is safe on a locked screen: reference, grade, next clock and its due time, owner."""
    case, clock = sheet.case, sheet.next_due
    parts = [case.reference, case.grade.value, case.status.value]
    if clock:
        due = "overdue, was due" if clock.is_overdue(sheet.now) else "due"
        parts.append(f"{standing.label(clock, sheet)} {due} {moment(clock.due_at, sheet.now, sheet.zone)}")
    return " · ".join([*parts, f"owner: {standing.owner(sheet)}"])


def clocks(sheet: Sheet) -> list[Block]:
    """The clocks that run, the first due on top, then those that have stopped."""
    ordered = [*sheet.running, *(clock for clock in sheet.clocks if not clock.is_running)]
    lines = [standing.stands(clock, sheet) for clock in ordered[:_MOST_CLOCKS]]
    if more := len(ordered) - len(lines):
        lines.append(f"… and {plural(more, 'clock')} more: see “Why then?”")
    return [section("\n".join(lines))] if lines else []


def _handed(sheet: Sheet, said: str) -> Payload:
    case = sheet.case
    blocks = [
        section(
            f"*{said}*\n{standing.MARKS[case.grade]} {case.grade} · {case.status} · owner: {standing.owner(sheet)}"
        ),
        *_outcome(sheet),
        *clocks(sheet),
        *advice.on_card(sheet)[:1],
        actions(*moves.of_case(sheet), moves.press("case", sheet)),
    ]
    return message(f"{said} {summary(sheet)}", blocks)


def _outcome(sheet: Sheet) -> list[Block]:
    case = sheet.case
    if case.closed_at is None:
        return []
    when = standing.dated(case.closed_at, sheet.now, sheet.zone)
    return [section(f"*Closed {when}* · {escape(case.outcome or 'no outcome recorded', 500)}")]
