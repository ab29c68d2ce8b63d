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
    "evidence": "Advice not to reset was given…",
    "enforce": "Record enforcement action",
    "close": "Close the case…",
    "todo": "To do",
    "fact": "Add a fact",
    "item": "Add evidence, referral, custody, task…",
    "update": "Record progress",
    "identify": "Compare a user name, number or e-mail…",
    "confirm": "Second person…",
    "reopen": "Open it again",
    "handover": "Hand over…",
    "why": "Why then?",
    "case": "Open",
    "more": "Add or change…",
    "preserve": "Advice to read aloud to a parent or victim…",
    "duty": "Your absence and cover…",
    "receipts": "Who was told?",
}
_STOPS = {
    "graded": ("grade",),
    "allocated": ("take", "allocate"),
    "evidence advice confirmed": ("evidence",),
    "enforcement action": ("enforce",),
}
_ENDS = {"graded": ("confirm", "grade", "regrade"), "owner skilled": ("allocate",)}
"""The event that ends an item by itself, and the moves that bring it about."""
_KEPT_GOING = ("update", "todo")
"""What answers a clock that asks for progress."""
_NEXT = ("grade", "regrade", "confirm", "take", "allocate", "evidence", "enforce", "update", "close", "reopen")
"""What stands on the card while the case waits for it, in this order; everything else is in “Add or change…”."""
_ADDING = ("confirm", "update", "fact", "item", "identify", "more")
_WAITS_FOR_NO_CLOCK = {"confirm", "take", "reopen"}


def press(action: str, sheet: Sheet) -> Block:
    """The button of one move."""
    return button(LABELS[action], action, sheet.case.reference)


def of_case(sheet: Sheet) -> list[Block]:
    """The buttons of what a case waits for, the one that its next clock waits for marked, and the ways to the rest."""
    first = answering(sheet.next_due, sheet)[:1] if sheet.next_due else ()
    wanted = _wanted(sheet)
    waiting = [action for action in _NEXT if action in wanted and fits(action, sheet)]
    pressed = [press(action, sheet) for action in (*waiting, "todo", "more", "why")]
    return [primary(each) if each["action_id"] in first else each for each in pressed]


def on_card(sheet: Sheet) -> list[Block]:
    """The same below the card, with the button that opens the case: its facts, its history, who was told."""
    return [*of_case(sheet), press("case", sheet)]


def _wanted(sheet: Sheet) -> set[str]:
    """What the case's own clocks and whatever is due next wait for; and its end, once the action is recorded."""
    asking = [clock for clock in sheet.running if clock is sheet.next_due or item_of(clock, sheet.case) is None]
    wanted = _WAITS_FOR_NO_CLOCK.union(*(answering(clock, sheet) for clock in asking))
    return wanted | {"close"} if sheet.case.action_at else wanted


def adding(sheet: Sheet) -> list[Block]:
    """The buttons of what may be added to a case, and the way to everything else."""
    return [press(action, sheet) for action in _ADDING if fits(action, sheet)]


def answering(clock: Clock, sheet: Sheet) -> tuple[str, ...]:
    """Return the moves that stop `clock`, or those that must come first; none where the case allows none."""
    rule = sheet.policy.clock_rule(clock.name)
    if rule.is_of_items and sheet.policy.results(rule.name):
        return ("todo",)
    if rule.is_of_items:
        wanted = [move for event in rule.ends_on for move in _ENDS.get(event, ())]
        return tuple(move for move in wanted if fits(move, sheet)) or ("todo",)
    if rule.starts == "progress":
        return tuple(move for move in _KEPT_GOING if fits(move, sheet))
    stopping = _STOPS.get(sheet.policy.clock_rule(clock.name).stops, ())
    for moves in (stopping, ("take", "allocate")):
        allowed = tuple(action for action in moves if fits(action, sheet))
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
    pressed = [press(each, sheet) for each in answering(clock, sheet)]
    return [primary(each) if each is pressed[0] else each for each in pressed]


_WANTING: Mapping[str, Callable[[Sheet], bool]] = {
    "confirm": lambda sheet: sheet.case.proposed is not None,
    "handover": lambda sheet: bool(sheet.policy.results(HANDOVER)),
}
"""Moves that want something beside the right status."""
_ALWAYS = {"todo", "more", "why", "case", "receipts", "duty"}
"""Of a closed case too: evidence and identifiers come to light after its end."""


def fits(action: str, sheet: Sheet) -> bool:
    """Whether the case as it is allows a move of `LABELS`; who may make it is another matter."""
    if action in _ALWAYS:
        return True
    if action in _WANTING and not _WANTING[action](sheet):
        return False
    if action == "preserve":
        return may(sheet.case, "evidence", sheet.policy)
    if action in {"grade", "regrade"}:
        is_first = sheet.case.grade is Grade.UNGRADED
        return may(sheet.case, "grade", sheet.policy) and is_first is (action == "grade")
    return may(sheet.case, action, sheet.policy)
