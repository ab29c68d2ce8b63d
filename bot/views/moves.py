"""The buttons of a case: what its status allows, the one that the next clock waits for first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.views.blocks import Block, button, primary
from bot.views.sheet import Sheet
from casework.allocation import HANDOVER
from casework.case import Grade
from casework.clocks import Clock, item_of
from casework.lifecycle import may

LABELS = {
    "grade": "Grade",
    "regrade": "Re-grade",
    "take": "Take it",
    "allocate": "Allocate…",
    "evidence": "Evidence",
    "enforce": "Record enforcement action",
    "close": "Close the case…",
    "todo": "To do",
    "fact": "Add a fact",
    "item": "Add…",
    "update": "Record progress",
    "identify": "Identifiers…",
    "confirm": "Second person…",
    "reopen": "Open it again",
    "handover": "Hand over…",
    "why": "Why then?",
    "case": "Open",
}
_ANSWERING = {"evidence": "Evidence advice given…"}
"""What a move is called below a reminder where its name on the card does not say that it does what is asked for."""
_STOPS = {
    "graded": ("grade",),
    "allocated": ("take", "allocate"),
    "evidence advice confirmed": ("evidence",),
    "enforcement action": ("enforce",),
    "closed": ("close",),
}
_ENDS = {"graded": ("confirm", "grade", "regrade"), "owner skilled": ("allocate",)}
"""The event that ends an item by itself, and the moves that bring it about."""
_KEPT_GOING = ("update", "todo")
"""What answers a clock that asks for progress."""
"""The fact that a clock waits for, and the moves that bring it about."""
_MOVES = ("grade", "confirm", "take", "allocate", "todo", "evidence", "enforce", "regrade", "close", "reopen")
_ADDING = ("confirm", "fact", "item", "identify", "update", "handover")


def press(action: str, sheet: Sheet) -> Block:
    """The button of one move."""
    return button(LABELS[action], action, sheet.case.reference)


def of_case(sheet: Sheet) -> list[Block]:
    """Every button that the status of the case allows; the first that its next clock waits for is the marked one."""
    wanted = answering(sheet.next_due, sheet)[:1] if sheet.next_due else ()
    pressed = [press(action, sheet) for action in _MOVES if _fits(action, sheet)]
    marked = [primary(each) if each["action_id"] in wanted else each for each in pressed]
    return [*marked, press("why", sheet)]


def on_card(sheet: Sheet) -> list[Block]:
    """The same below the card, with the button that opens the case: its facts, its history, who was told."""
    return [*of_case(sheet), press("case", sheet)]


def adding(sheet: Sheet) -> list[Block]:
    """The buttons of what may be added to a case."""
    return [press(action, sheet) for action in _ADDING if _fits(action, sheet)]


def answering(clock: Clock, sheet: Sheet) -> tuple[str, ...]:
    """Return the moves that stop `clock`, or those that must come first; none where the case allows none."""
    rule = sheet.policy.clock_rule(clock.name)
    if rule.is_of_items and sheet.policy.results(rule.name):
        return ("todo",)
    if rule.is_of_items:
        wanted = [move for event in rule.ends_on for move in _ENDS.get(event, ())]
        return tuple(move for move in wanted if _fits(move, sheet)) or ("todo",)
    if rule.starts == "progress":
        return tuple(move for move in _KEPT_GOING if _fits(move, sheet))
    stopping = _STOPS.get(sheet.policy.clock_rule(clock.name).stops, ())
    for moves in (stopping, ("take", "allocate")):
        allowed = tuple(action for action in moves if _fits(action, sheet))
        if allowed:
            return allowed
    return ()


def stopping(clock: Clock, sheet: Sheet, reader: str) -> list[Block]:
    """Return the buttons below a reminder to `reader` (a Slack id) that bring `clock` to its end; the first stands out.

    What became of an item is recorded in its own form, at once.
    """
    found = item_of(clock, sheet.case)
    if found and sheet.policy.results(found.kind):
        is_offered = found.kind == HANDOVER and found.doer == reader
        label = "Accept or refuse…" if is_offered else "Done…"
        return [primary(button(label, "done", f"{sheet.case.reference}/{found.number}"))]
    wanted = answering(clock, sheet)
    pressed = [button(_ANSWERING.get(each, LABELS[each]), each, sheet.case.reference) for each in wanted]
    return [primary(each) if each is pressed[0] else each for each in pressed]


_WANTING: Mapping[str, Callable[[Sheet], bool]] = {
    "confirm": lambda sheet: sheet.case.proposed is not None,
    "handover": lambda sheet: bool(sheet.policy.results(HANDOVER)),
}
"""Moves that want something beside the right status."""


def _fits(action: str, sheet: Sheet) -> bool:
    if action == "todo":
        # Of a closed case too: evidence and identifiers come to light after its end.
        return True
    if action in _WANTING and not _WANTING[action](sheet):
        return False
    if action in {"grade", "regrade"}:
        is_first = sheet.case.grade is Grade.UNGRADED
        return may(sheet.case, "grade", sheet.policy) and is_first is (action == "grade")
    return may(sheet.case, action, sheet.policy)
