"""Recording what becomes known of a case; a fact about a child has the risk graded again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.usecases import casefiles
from casework.case import Fact
from casework.items import Event

if TYPE_CHECKING:
    from bot.context import Context
    from bot.views.forms import Learnt
    from casework.case import Case


def record(context: Context, reference: str, learnt: Learnt, request: str) -> Case:
    """Record the answer to a question and since when the force knows it; an answer that is known already is no news."""
    case = casefiles.for_move(context, reference, "fact")
    if casefiles.is_repeat(context, request, reference):
        return case
    before = case.answer(learnt.name)
    context.record(
        "fact",
        reference,
        note=learnt.note,
        fact=learnt.name,
        answer=learnt.answer,
        before=before,
        since=learnt.since.isoformat(),
    )
    fact = Fact(learnt.name, learnt.answer, learnt.since, context.now, context.actor.slack)
    known = replace(case.knows(fact), progress_at=context.now)
    # Its clocks count from when the force became aware; whether it is news to the grade, from now.
    news = [Event(f"fact {learnt.name}: {learnt.answer}", learnt.since)] if before != learnt.answer else []
    return casefiles.keep(context, known, *news)
