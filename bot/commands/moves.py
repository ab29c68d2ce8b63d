"""What is done to a case in a window: its button opens the form, saving it makes the move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.commands import case, more, todo
from bot.commands.door import Door
from bot.commands.visit import Redraw, View, Visit, request
from bot.context import Context
from bot.usecases import allocation, casefiles, closing, enforcement, facts, grading, handovers, passing, work
from bot.usecases import evidence as keeping
from bot.usecases import progress as progress_made
from bot.views import allocate, close, confirm, ending, enforce, evidence, fact, grade, handover, item, progress
from bot.views.answers import answers, subject
from bot.views.blocks import remembering, typed
from bot.views.sheet import Sheet
from casework import items
from casework.allocation import HANDOVER
from casework.errors import ChangedMeanwhile


@dataclass(frozen=True, slots=True)
class Move:
    """A move of the policy's table: the form that its buttons open, and what saving the form does.

    `allowed_by` is the row of the table where that has another name.
    """

    name: str
    form: Callable[[Context, Sheet, Mapping[str, str]], View]
    save: Callable[[Context, Sheet, View], object]
    buttons: tuple[str, ...]
    allowed_by: str = ""


def register(door: Door) -> None:
    """Let each button open its form, and each form make its move."""
    for move in MOVES:
        door.on("submission", move.name, partial(_save, move))
        for button in move.buttons:
            door.on("action", button, partial(_open, move))
    door.on("action", "take", _take)


async def _open(move: Move, visit: Visit, subject: str) -> None:
    about = _about(subject)
    if visit.in_window:
        about["below"] = visit.subject.get("window", "case")
    await visit.show(await visit.see(lambda context: _form(move, context, about)))


def _about(subject: str) -> dict[str, str]:
    """Return what a button is about: a case (CC-26-00042), an item of one (CC-26-00042/3), an area (…/evidence)."""
    found, _, part = subject.partition("/")
    named = "number" if part.isdecimal() else "area"
    return {"reference": found, **({named: part} if part else {})}


def _form(move: Move, context: Context, about: Mapping[str, str]) -> View:
    """The form, for whom and when the move is allowed: nobody types into one that would be refused."""
    casefiles.for_move(context, about["reference"], move.allowed_by or move.name)
    sheet = casefiles.sheet(context, about["reference"])
    return remembering(move.form(context, sheet, about), about)


def form(name: str, context: Context, about: Mapping[str, str]) -> View:
    """Return the form of the move `name`, about a case or an item of one."""
    return _form(next(move for move in MOVES if move.name == name), context, about)


async def _save(move: Move, visit: Visit, _text: str) -> Redraw | None:
    about = visit.subject
    try:
        await visit.do(lambda context: _saved(move, context, visit.view))
    except ChangedMeanwhile as changed:
        view = await visit.see(lambda context: _form(move, context, about))
        # Fields keep what was typed into them, because their blocks keep their names.
        return Redraw({**view, "blocks": [typed(str(changed)), *view["blocks"]]})
    if visit.view.get("previous_view_id"):
        below = _WINDOWS[about.get("below", "case")]
        await visit.redraw_below(await visit.do(lambda context: below(context, about["reference"])))
    return None


_WINDOWS = {"case": case.window, "todo": todo.window, "more": more.window}
"""The windows from which a form may be opened: what it changed is drawn anew in them."""


def _saved(move: Move, context: Context, view: View) -> None:
    if not casefiles.has_happened(context, request(view)):
        move.save(context, casefiles.sheet(context, subject(view)["reference"]), view)


async def _take(visit: Visit, reference: str) -> None:
    await visit.do(lambda context: allocation.take(context, reference))
    if visit.in_window:
        window = _WINDOWS[visit.subject.get("window", "case")]
        await visit.redraw(await visit.do(lambda context: window(context, reference)))


def _allocate_form(context: Context, sheet: Sheet, _about: Mapping[str, str]) -> View:
    return allocate.form(sheet, allocation.candidates(context, sheet.case))


def _handover_form(context: Context, sheet: Sheet, _about: Mapping[str, str]) -> View:
    handovers.check_free(context, sheet.case)
    return handover.form(sheet, handovers.colleagues(context, sheet.case))


def _give_form(context: Context, sheet: Sheet, about: Mapping[str, str]) -> View:
    found = items.find(sheet.case, int(about["number"]))
    return handover.passing(sheet, found, passing.others(context, sheet.case))


def _grade(context: Context, sheet: Sheet, view: View) -> None:
    grading.grade(context, sheet.case.reference, grade.read(answers(view), sheet), request(view))


def _allocate(context: Context, sheet: Sheet, view: View) -> None:
    owner, present = allocate.read(answers(view)), subject(view)["owner"] or None
    allocation.allocate(context, sheet.case.reference, owner, request(view), present)


def _handover(context: Context, sheet: Sheet, view: View) -> None:
    handovers.offer(context, sheet.case.reference, handover.read(answers(view)), request(view))


def _give(context: Context, sheet: Sheet, view: View) -> None:
    to = handover.read_doer(answers(view))
    passing.give(context, sheet.case.reference, int(subject(view)["number"]), to, request(view))


def _evidence(context: Context, sheet: Sheet, view: View) -> None:
    keeping.record(context, sheet.case.reference, evidence.read(answers(view)), request(view))


def _enforce(context: Context, sheet: Sheet, view: View) -> None:
    enforcement.record(context, sheet.case.reference, enforce.read(answers(view), sheet), request(view))


def _close(context: Context, sheet: Sheet, view: View) -> None:
    closing.close(context, sheet.case.reference, close.read(answers(view), sheet), request(view))


def _fact(context: Context, sheet: Sheet, view: View) -> None:
    facts.record(context, sheet.case.reference, fact.read(answers(view), sheet), request(view))


def _item_form(_context: Context, sheet: Sheet, about: Mapping[str, str]) -> View:
    return item.form(sheet, about.get("area", ""))


def _item(context: Context, sheet: Sheet, view: View) -> None:
    work.open_item(context, sheet.case.reference, item.read(answers(view), sheet), request(view))


def _ending_form(_context: Context, sheet: Sheet, about: Mapping[str, str]) -> View:
    found = items.find(sheet.case, int(about["number"]))
    view = ending.form(sheet, found, sheet.policy.clock_rule(found.kind))
    return handover.with_sheet(view, sheet) if found.kind == HANDOVER else view


def _done(context: Context, sheet: Sheet, view: View) -> None:
    number = int(subject(view)["number"])
    ended = ending.read(answers(view), sheet, items.find(sheet.case, number))
    work.finish(context, sheet.case.reference, number, ended, request(view))


def _update(context: Context, sheet: Sheet, view: View) -> None:
    progress_made.note(context, sheet.case.reference, progress.read(answers(view)), request(view))


def _reopen(context: Context, sheet: Sheet, view: View) -> None:
    reason = progress.read_reason(answers(view), sheet)
    progress_made.reopen(context, sheet.case.reference, reason, request(view))


def _confirm_form(context: Context, sheet: Sheet, _about: Mapping[str, str]) -> View:
    grading.check_second(context, sheet.case)
    return confirm.form(sheet)


def _confirm(context: Context, sheet: Sheet, view: View) -> None:
    grading.confirm(context, sheet.case.reference, confirm.read(answers(view), sheet), request(view))


def _plain(form: Callable[[Sheet], View]) -> Callable[[Context, Sheet, Mapping[str, str]], View]:
    return lambda _context, sheet, _about: form(sheet)


MOVES = (
    Move("grade", _plain(grade.form), _grade, ("grade", "regrade")),
    Move("confirm", _confirm_form, _confirm, ("confirm",)),
    Move("allocate", _allocate_form, _allocate, ("allocate",)),
    Move("handover", _handover_form, _handover, ("handover",)),
    Move("give", _give_form, _give, (), allowed_by="done"),
    Move("evidence", _plain(evidence.form), _evidence, ("evidence",)),
    Move("enforce", _plain(enforce.form), _enforce, ("enforce",)),
    Move("fact", _plain(fact.form), _fact, ("fact",)),
    Move("item", _item_form, _item, ("item",)),
    Move("done", _ending_form, _done, ("done",)),
    Move("update", _plain(progress.form), _update, ("update",)),
    Move("close", _plain(close.form), _close, ("close",)),
    Move("reopen", _plain(progress.reopening), _reopen, ("reopen",)),
)
