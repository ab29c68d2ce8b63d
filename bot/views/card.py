"""The card of a case: reference, grade, clocks, owner and what can be done, nothing else."""

from __future__ import annotations

from bot.views import advice, confirm, moves, standing
from bot.views.blocks import Block, Payload, actions, escape, fields, header, message, section
from bot.views.sheet import Sheet
from casework.clocks import Clock, item_of
from casework.wording import moment, plural

_MOST_CLOCKS, _FEWEST_ITEMS, _MOST_LINES = 6, 2, 14
_MOST_CLOCKS_OF_A_LINE = 4


def card(sheet: Sheet, lead: str = "") -> Payload:
    """Show a case with the buttons that its status allows; `lead` says on top why it is shown, in our own words."""
    blocks = [
        header(standing.title(sheet)),
        *([section(lead)] if lead else []),
        fields(f"*Status*\n{sheet.case.status}", f"*Owner*\n{standing.owner(sheet)}"),
        *outcome(sheet),
        *confirm.standing_proposal(sheet),
        *clocks(sheet),
        *advice.rule(sheet),
        actions(*moves.on_card(sheet)),
        *advice.until_confirmed(sheet),
    ]
    return message(f"{lead} {summary(sheet)}".strip(), blocks)


def summary(sheet: Sheet) -> str:
    """Return one line that is safe on a locked screen: reference, grade, status, the clocks that run, owner."""
    case, running = sheet.case, sheet.running[:_MOST_CLOCKS_OF_A_LINE]
    parts = [case.reference, case.grade.value, case.status.value]
    for clock in running:
        due = "overdue, was due" if clock.is_overdue(sheet.now) else "due"
        parts.append(f"{standing.label(clock, sheet)} {due} {moment(clock.due_at, sheet.now, sheet.zone)}")
    return " · ".join([*parts, f"owner: {standing.owner(sheet)}"])


def clocks(sheet: Sheet) -> list[Block]:
    """The clocks that run, the first due on top, then those of the case that have stopped; a phone shows it at once.

    The case's own are always among them; of its items those that are due first, and few while the whole advice stands
    below.
    """
    own = [clock for clock in sheet.clocks if item_of(clock, sheet.case) is None]
    stopped = [clock for clock in own if not clock.is_running]
    of_items = [clock for clock in sheet.running if clock not in own]
    most = _FEWEST_ITEMS if advice.until_confirmed(sheet) else _MOST_CLOCKS
    room = max(most - len(own) + len(stopped), _FEWEST_ITEMS)
    left_out = of_items[room:]
    lines = [standing.stands(clock, sheet) for clock in sheet.running if clock not in left_out]
    if left_out:
        lines.append(f"… and {plural(len(left_out), 'other')}{_how_urgent(left_out, sheet)}: see “To do”")
    lines += [standing.stands(clock, sheet) for clock in stopped]
    return [section("\n".join(lines[:_MOST_LINES]))] if lines else []


def _how_urgent(left_out: list[Clock], sheet: Sheet) -> str:
    overdue = sum(clock.is_overdue(sheet.now) for clock in left_out)
    return f", {overdue} of them overdue" if overdue else " due later"


def outcome(sheet: Sheet) -> list[Block]:
    """How and when the case was closed; nothing while it is open."""
    case = sheet.case
    if case.closed_at is None:
        return []
    when = standing.dated(case.closed_at, sheet.now, sheet.zone)
    return [section(f"*Closed {when}* · {escape(case.outcome or 'no outcome recorded', 500)}")]
