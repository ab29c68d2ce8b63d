"""Everything that can be done on a case, by what it is about; what the reader may not do says who may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.views import item, moves, standing
from bot.views.blocks import Block, View, actions, button, escape, section, telling
from bot.views.sheet import Sheet
from casework.case import Status


@dataclass(frozen=True, slots=True)
class Group:
    """What is done about one thing: its moves, the area in which something may be added, a hint while none is open."""

    title: str
    moves: tuple[str, ...] = ()
    area: str = ""
    add: str = ""
    hint: str = ""


GROUPS = (
    Group("Who works on it", ("take", "allocate", "handover", "duty")),
    Group(
        "The grade, and what is known",
        ("confirm", "grade", "regrade", "fact"),
        hint="A fact: a child at home or within reach, a position of trust, a conviction, who he is, where he lives. "
        "A grade that needs a second person shows “Second person…” here until one has agreed.",
    ),
    Group("What was done", ("update", "enforce")),
    Group(item.AREAS["evidence"], ("evidence", "preserve"), "evidence", "Add evidence…"),
    Group(
        item.AREAS["safeguarding"],
        (),
        "safeguarding",
        "Add a referral or discussion…",
        hint="Once the referral is recorded, the authority’s decision is recorded in “To do”.",
    ),
    Group(
        item.AREAS["custody"],
        (),
        "custody",
        "Add custody or a court date…",
        hint="While he is in custody, “Charge, bail or release” stands in “To do”.",
    ),
    Group(
        item.AREAS["victim"],
        (),
        "victim",
        "Add an update that is owed…",
        hint="That the victim was told is recorded in “To do”.",
    ),
    Group(item.AREAS["task"], ("identify",), "task", "Add a line of enquiry or task…"),
    Group(
        "The record",
        ("case", "receipts", "why", "close", "reopen"),
        hint="In full: the facts, what was typed, and the history.",
    ),
)
TITLE = "Add or change"
_COMES_FIRST = {"enforce", "close", "handover"}
"""Of these it is said what has to come first, where an open case does not allow them yet."""
_ROW = {"grade": "grade", "regrade": "grade", "preserve": "evidence"}
"""The row of the policy's table of moves, where that has another name."""


def more(sheet: Sheet, refusals: Mapping[str, str]) -> View:
    """The window of “Add or change…”; `refusals` are the reader's: who may make a move, or what comes first."""
    todo = moves.press("todo", sheet)
    blocks = [
        section(f"*{standing.title(sheet)}*\nWhat is open, by when, and *Record…* beside each: in “To do”.", todo),
    ]
    only_reads = all(rule.name in refusals for rule in sheet.policy.move)
    for group in GROUPS[-1:] if only_reads else GROUPS:
        blocks += _group(group, sheet, refusals)
    return telling(TITLE, blocks, reference=sheet.case.reference, window="more")


def _group(group: Group, sheet: Sheet, refusals: Mapping[str, str]) -> list[Block]:
    pressed = [moves.press(each, sheet) for each in group.moves if _may(each, sheet, refusals)]
    if group.add and "item" not in refusals:
        pressed.append(button(group.add, "item", f"{sheet.case.reference}/{group.area}"))
    text = "\n".join([f"*{group.title}*", *_listed(group, sheet), *_why_not(group, sheet, refusals)])
    if len(pressed) == 1:
        return [section(text, pressed[0])]
    return [section(text), *([actions(*pressed)] if pressed else [])]


def _may(action: str, sheet: Sheet, refusals: Mapping[str, str]) -> bool:
    return moves.fits(action, sheet) and _ROW.get(action, action) not in refusals


def _listed(group: Group, sheet: Sheet) -> Iterator[str]:
    """Say what is open in the group's area, or what will be, and what may be added: no form is opened to find out."""
    rules = (sheet.policy.clock_rule(clock.name) for clock in sheet.running)
    waiting = dict.fromkeys(rule.label for rule in rules if rule.area == group.area)
    if waiting:
        yield f"Open, and recorded in “To do”: {escape(', '.join(waiting), 1000)}."
    if group.area and (names := item.what(sheet, group.area)):
        yield f"You can add: {escape(', '.join(names), 1000)}."
    if group.hint and not waiting:
        yield group.hint


def _why_not(group: Group, sheet: Sheet, refusals: Mapping[str, str]) -> Iterator[str]:
    for action in group.moves:
        sentence = refusals.get(_ROW.get(action, action))
        comes_later = action in _COMES_FIRST and sheet.case.status is not Status.CLOSED
        if sentence and (moves.fits(action, sheet) or comes_later):
            yield escape(sentence, 500)
