"""What is done to a case in a window: its button opens the form, saving it makes the move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.commands import case
from bot.commands.door import Door
from bot.commands.visit import Redraw, View, Visit, request
from bot.context import Context
from bot.usecases import allocation, casefiles, closing, enforcement, grading
from bot.usecases import evidence as keeping
from bot.views import allocate, close, enforce, evidence, grade
from bot.views.allocate import Candidate
from bot.views.answers import answers, subject
from bot.views.blocks import typed
from bot.views.sheet import Sheet
from casework.errors import ChangedMeanwhile


@dataclass(frozen=True, slots=True)
class Move:
    """A move of the policy's table: the form that its buttons open, and what saving the form does."""

    name: str
    form: Callable[[Context, Sheet], View]
    save: Callable[[Context, Sheet, View], object]
    buttons: tuple[str, ...]


def register(door: Door) -> None:
    """Let each button open its form, and each form make its move."""
    for move in MOVES:
        door.on("submission", move.name, partial(_save, move))
        for button in move.buttons:
            door.on("action", button, partial(_open, move))
    door.on("action", "take", _take)


async def _open(move: Move, visit: Visit, reference: str) -> None:
    await visit.show(await visit.see(lambda context: _form(move, context, reference)))


def _form(move: Move, context: Context, reference: str) -> View:
    """The form, for whom and when the move is allowed: nobody types into one that would be refused."""
    casefiles.for_move(context, reference, move.name)
    return move.form(context, casefiles.sheet(context, reference))


async def _save(move: Move, visit: Visit, _text: str) -> Redraw | None:
    reference = visit.subject["reference"]
    try:
        await visit.do(lambda context: _saved(move, context, visit.view))
    except ChangedMeanwhile as changed:
        view = await visit.see(lambda context: _form(move, context, reference))
        # Fields keep what was typed into them, because their blocks keep their names.
        return Redraw({**view, "blocks": [typed(str(changed)), *view["blocks"]]})
    if visit.view.get("previous_view_id"):
        await visit.redraw_below(await visit.do(lambda context: case.window(context, reference)))
    return None


def _saved(move: Move, context: Context, view: View) -> None:
    if not casefiles.has_happened(context, request(view)):
        move.save(context, casefiles.sheet(context, subject(view)["reference"]), view)


async def _take(visit: Visit, reference: str) -> None:
    await visit.do(lambda context: allocation.take(context, reference))
    if visit.in_window:
        await visit.redraw(await visit.do(lambda context: case.window(context, reference)))


def _allocate_form(context: Context, sheet: Sheet) -> View:
    found = allocation.candidates(context, sheet.case.reference)
    today = context.now.astimezone(sheet.zone).date()
    return allocate.form(
        sheet,
        [
            Candidate(
                person.slack,
                person.name,
                person.role,
                number,
                tuple(name for name, until in person.skills if until is None or until >= today),
            )
            for person, number in found
        ],
    )


def _grade(context: Context, sheet: Sheet, view: View) -> None:
    grading.grade(context, sheet.case.reference, grade.read(answers(view), sheet), request(view))


def _allocate(context: Context, sheet: Sheet, view: View) -> None:
    owner, present = allocate.read(answers(view)), subject(view)["owner"] or None
    allocation.allocate(context, sheet.case.reference, owner, request(view), present)


def _evidence(context: Context, sheet: Sheet, view: View) -> None:
    keeping.record(context, sheet.case.reference, evidence.read(answers(view)), request(view))


def _enforce(context: Context, sheet: Sheet, view: View) -> None:
    enforcement.record(context, sheet.case.reference, enforce.read(answers(view), sheet), request(view))


def _close(context: Context, sheet: Sheet, view: View) -> None:
    closing.close(context, sheet.case.reference, close.read(answers(view), sheet), request(view))


def _plain(form: Callable[[Sheet], View]) -> Callable[[Context, Sheet], View]:
    return lambda _context, sheet: form(sheet)


MOVES = (
    Move("grade", _plain(grade.form), _grade, ("grade", "regrade")),
    Move("allocate", _allocate_form, _allocate, ("allocate",)),
    Move("evidence", _plain(evidence.form), _evidence, ("evidence",)),
    Move("enforce", _plain(enforce.form), _enforce, ("enforce",)),
    Move("close", _plain(close.form), _close, ("close",)),
)
