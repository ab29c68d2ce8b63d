"""Handing a case over: the form in which it is offered, and the sheet of what is open, due and promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.views import allocate, standing
from bot.views.blocks import (
    Block,
    Payload,
    View,
    actions,
    asking,
    button,
    context,
    escape,
    packed,
    primary,
    section,
    telling,
)
from bot.views.mistakes import check
from bot.views.sheet import Sheet
from casework.allocation import Candidate
from casework.case import Item
from casework.clocks import Clock, doer_of
from casework.wording import plural

_MOST = 40
_AGREED = "as agreed"
_TOLD = "They are told at once. It is due when it was, and the case stays its owner’s."


def form(sheet: Sheet, colleagues: Sequence[Candidate]) -> View:
    """The window of Hand over…: to whom, and what they take on with it."""
    about = section(f"*{standing.title(sheet)}*\nOwner: {standing.owner(sheet)}")
    if not colleagues:
        nobody = "No colleague of this team is on duty who can own a case. Ask a supervisor."
        return telling("Hand over", [about, section(nobody)], reference=sheet.case.reference)
    until = "It stays yours until they accept. Without an answer in time it goes up like any other clock."
    choice = allocate.choice("owner", "To whom", colleagues, sheet.policy)
    blocks = [about, *choice, context(until), *promised(sheet)]
    return asking("handover", "Hand over", "Offer it", blocks, reference=sheet.case.reference)


def read(answers: Mapping[str, Any]) -> str:
    """Return the Slack id of whom it is offered to; `Mistakes` when nobody was chosen."""
    return _chosen(answers, "owner", "Choose to whom you offer it.")


def passing(sheet: Sheet, item: Item, others: Sequence[Candidate]) -> View:
    """The window in which something that is one's own to do is given to somebody else."""
    label = escape(sheet.policy.clock_rule(item.kind).label, standing.LONGEST_NAME)
    about = section(f"*{standing.title(sheet)}*\n*{label}* · Owner: {standing.owner(sheet)}")
    if not others:
        nobody = "Nobody else of this team is on duty who can do it. Ask a supervisor."
        return telling("Not mine", [about, section(nobody)], reference=sheet.case.reference)
    blocks = [about, *allocate.choice("doer", "Who does it", others, sheet.policy), context(_TOLD)]
    return asking("give", "Not mine", "Give it to them", blocks, reference=sheet.case.reference)


def read_doer(answers: Mapping[str, Any]) -> str:
    """Return the Slack id of whom it is given to; `Mistakes` when nobody was chosen."""
    return _chosen(answers, "doer", "Choose who does it.")


def _chosen(answers: Mapping[str, Any], field: str, mistake: str) -> str:
    to: str | None = answers.get(field)
    check([] if to else [(field, mistake)])
    return to or ""


def promised(sheet: Sheet) -> list[Block]:
    """The sheet: every clock that runs, the first due on top, who has it to do, and what was agreed."""
    lines = [_line(clock, sheet) for clock in sheet.running[:_MOST]]
    if more := len(sheet.running) - len(lines):
        lines.append(f"… and {plural(more, 'other')} due later: see “To do”.")
    heading = f"*What is open, due and promised: {len(sheet.running)}*"
    return [section(text) for text in packed([heading, *lines])]


def with_sheet(view: View, sheet: Sheet) -> View:
    """The window in which it is accepted or refused, with the same sheet below."""
    return {**view, "blocks": [*view["blocks"], *promised(sheet)]}


def offer(payload: Payload, item: Item, sheet: Sheet) -> Payload:
    """The message to whom it is offered: the card, and the button that answers while no answer is given."""
    if not item.is_open:
        return payload
    answer = primary(button("Accept or refuse…", "done", f"{sheet.case.reference}/{item.number}"))
    return _asked_first(payload, answer)


def lead(item: Item) -> str:
    """Return why the card is shown, as the offer stands now."""
    if item.is_open:
        return "This case is offered to you. Accept or refuse it; until then it stays its owner’s."
    return f"This case was offered to you. {escape(item.result or 'The offer has ended', 200)}."


def given(payload: Payload, item: Item, sheet: Sheet, to: str) -> Payload:
    """The message to whom something was given to do: the card, and the button that records what became of it."""
    if not item.is_open or item.doer != to:
        return payload
    return _asked_first(payload, button("Done…", "done", f"{sheet.case.reference}/{item.number}"))


def _asked_first(payload: Payload, answer: Block) -> Payload:
    """The card with the button that it was sent for below the sentence that says why it is shown."""
    title, why, *rest = payload["blocks"]
    return {**payload, "blocks": [title, why, actions(answer), *rest]}


def lead_given(item: Item, sheet: Sheet, to: str) -> str:
    """Return why the card is shown to whom something was given to do, as it stands now."""
    label = escape(sheet.policy.clock_rule(item.kind).label, standing.LONGEST_NAME)
    if not item.is_open:
        return f"“{label}” of this case was given to you to do. It has ended: {escape(str(item.result), 200)}."
    if item.doer != to:
        return f"“{label}” of this case was given to you to do; somebody else has it now."
    return f"“{label}” of this case was given to you to do."


def _line(clock: Clock, sheet: Sheet) -> str:
    doer = doer_of(clock, sheet.case)
    given = f"for {escape(sheet.name(doer), standing.LONGEST_NAME)}" if doer else ""
    agreed = _AGREED if clock.period == _AGREED else ""
    return " · ".join(part for part in (standing.stands(clock, sheet), given, agreed) if part)
