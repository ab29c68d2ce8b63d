"""What is to be done on a case, for one officer in a window: by due time, each with the button that records it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.views import confirm, item, moves, standing
from bot.views.blocks import Block, View, actions, button, context, divider, escape, section, telling, typed
from bot.views.sheet import Sheet
from casework.clocks import Clock, item_of
from casework.wording import plural

_MOST, _MOST_ENDED = 25, 15
"""A window holds a hundred blocks; what is due first is shown first."""


@dataclass(frozen=True, slots=True)
class Words:
    """What officers typed about an item when it was opened and when it ended; shown in windows only."""

    text: str = ""
    ending: str = ""


def todo(sheet: Sheet, words: Mapping[int, Words]) -> View:
    """The window of To do: every clock that runs by due time, what may be added, and which items have ended."""
    ended = [clock for clock in sheet.clocks if not clock.is_running and item_of(clock, sheet.case)]
    blocks = [
        section(f"*{standing.title(sheet)}* · {plural(len(sheet.running), 'thing')} to do"),
        actions(*moves.adding(sheet)),
        *([section(proposed)] if (proposed := confirm.proposed(sheet)) else []),
        divider(),
    ]
    for clock in sheet.running[:_MOST]:
        blocks += _open(clock, sheet, words)
    if more := len(sheet.running) - _MOST:
        blocks += [context(f"… and {plural(more, 'other')}, due later.")] if more > 0 else []
    return telling("To do", [*blocks, *_ended(ended, sheet, words)], reference=sheet.case.reference, window="todo")


def _open(clock: Clock, sheet: Sheet, words: Mapping[int, Words]) -> list[Block]:
    known = item_of(clock, sheet.case)
    number = known.number if known else 0
    parts = [item.AREAS[sheet.policy.clock_rule(clock.name).area], *_about(clock, sheet)]
    text = f"{standing.stands(clock, sheet)}\n{escape(' · '.join(parts), 500)}"
    said = words.get(number, Words()).text
    return [section(text, _ends_it(clock, number, sheet)), *([typed(said)] if said else [])]


def _ends_it(clock: Clock, number: int, sheet: Sheet) -> Block | None:
    """The button that records what became of it; where something else ends it, that button."""
    if sheet.policy.results(sheet.policy.clock_rule(clock.name).name):
        return button("Record…", "done", f"{sheet.case.reference}/{number}")
    wanted = [action for action in moves.answering(clock, sheet) if action != "todo"]
    return moves.press(wanted[0], sheet) if wanted else None


def _about(clock: Clock, sheet: Sheet) -> list[str]:
    known = item_of(clock, sheet.case)
    if known is None:
        return []
    doer = f"for {sheet.name(known.doer)}" if known.doer else ""
    return [part for part in (_said(known.detail), doer) if part]


def _said(detail: str | None) -> str:
    """Return who holds it, or of which event it follows, in plain words; that a case was logged explains nothing."""
    if detail is None or detail == "logged":
        return ""
    return detail.removeprefix("fact ").removeprefix("action ")


def _ended(ended: list[Clock], sheet: Sheet, words: Mapping[int, Words]) -> list[Block]:
    if not ended:
        return []
    newest = sorted(ended, key=lambda clock: str(clock.stopped_at), reverse=True)
    blocks = [divider(), section("*Ended*, the latest first")]
    for clock in newest[:_MOST_ENDED]:
        known = item_of(clock, sheet.case)
        said = words.get(known.number, Words()).ending if known else ""
        result = f" · {escape(known.result, 200)}" if known and known.result else ""
        blocks += [context(f"{standing.stands(clock, sheet)}{result}"), *([typed(said)] if said else [])]
    return blocks
