"""The buttons of a case: what its status allows, the one that the next clock waits for first."""

from __future__ import annotations

from bot.views.blocks import Block, button, primary
from bot.views.sheet import Sheet
from casework.case import Grade
from casework.clocks import Clock
from casework.lifecycle import may

LABELS = {
    "grade": "Grade",
    "regrade": "Re-grade",
    "take": "Take it",
    "allocate": "Allocate…",
    "evidence": "Evidence",
    "enforce": "Record enforcement action",
    "close": "Close",
    "why": "Why then?",
    "case": "Open",
}
_STOPS = {
    "graded": ("grade",),
    "allocated": ("take", "allocate"),
    "evidence advice confirmed": ("evidence",),
    "enforcement action": ("enforce",),
    "closed": ("close",),
}
"""The fact that a clock waits for, and the moves that bring it about."""
_MOVES = ("grade", "take", "allocate", "evidence", "enforce", "regrade", "close")


def press(action: str, sheet: Sheet) -> Block:
    """The button of one move."""
    return button(LABELS[action], action, sheet.case.reference)


def of_case(sheet: Sheet) -> list[Block]:
    """Every button that the status of the case allows; the first that its next clock waits for is the marked one."""
    wanted = answering(sheet.next_due, sheet)[:1] if sheet.next_due else ()
    pressed = [press(action, sheet) for action in _MOVES if _fits(action, sheet)]
    marked = [primary(each) if each["action_id"] in wanted else each for each in pressed]
    return [*marked, press("why", sheet)]


def answering(clock: Clock, sheet: Sheet) -> tuple[str, ...]:
    """Return the moves that stop `clock`, or those that must come first; none where the case allows none."""
    stopping = _STOPS.get(sheet.policy.clock_rule(clock.name).stops, ())
    for moves in (stopping, ("take", "allocate")):
        allowed = tuple(action for action in moves if _fits(action, sheet))
        if allowed:
            return allowed
    return ()


def _fits(action: str, sheet: Sheet) -> bool:
    if action in {"grade", "regrade"}:
        is_first = sheet.case.grade is Grade.UNGRADED
        return may(sheet.case, "grade", sheet.policy) and is_first is (action == "grade")
    return may(sheet.case, action, sheet.policy)
