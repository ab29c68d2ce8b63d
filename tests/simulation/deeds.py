"""What people do, each through the use case that Slack's forms and buttons call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.usecases import (
    allocation,
    answers,
    closing,
    duty,
    enforcement,
    evidence,
    facts,
    grading,
    handovers,
    progress,
    referrals,
    wishes,
    work,
)
from bot.views.forms import Closing, Confirmation, Ended, Enforcement, EvidenceNote, Grading, Learnt
from casework.absence import Absence
from casework.allocation import HANDOVER
from casework.case import Answer, Case, Evidence, Grade, Item, Status
from casework.items import open_items
from storage import cases
from storage.tables import TABLES

if TYPE_CHECKING:
    from bot.context import Context
    from bot.usecases.notices import Place
    from casework.policy_items import ResultRule
    from tests.simulation.script import Act
from tests.told import a_referral

_MESSAGES, _NOTICES = TABLES["messages"], TABLES["notices"]
Deed = Callable[["Context", str, "Act"], object]


def window(act: Act) -> str:
    """Return by what the submission of a form is known."""
    return f"{act.at.isoformat()}/{act.case}/{act.what}/{act.who}/{act.draw}"


def _refers(context: Context, _reference: str, act: Act) -> Case:
    kind, grade, seen, at_risk = act.words
    told = a_referral(
        act.at - timedelta(minutes=act.draw % 90),
        Grade(grade),
        kind=kind,
        child_at_risk=Answer(at_risk),
        evidence=Evidence(seen),
    )
    return referrals.refer(context, told, window(act))


def _grades(context: Context, reference: str, act: Act) -> Case:
    present = cases.get(context.transaction, reference).grade
    reason = context.policy.reason[0].name
    given = Grading(Grade(act.words[0]), "KIRAT", None, reason, "The risk is other than it seemed.", present)
    return grading.grade(context, reference, given, window(act))


def _confirms_grade(context: Context, reference: str, act: Act) -> Case:
    return grading.confirm(context, reference, Confirmation(act.draw % 5 > 0, "The facts bear it out."), window(act))


def _allocates(context: Context, reference: str, act: Act) -> Case:
    present = cases.get(context.transaction, reference).owner
    return allocation.allocate(context, reference, act.words[0], window(act), present)


def _takes(context: Context, reference: str, _act: Act) -> Case:
    return allocation.take(context, reference)


def _confirms_advice(context: Context, reference: str, act: Act) -> Case:
    known = cases.get(context.transaction, reference).evidence
    return evidence.record(context, reference, EvidenceNote(known, confirmed=True), window(act))


def _learns(context: Context, reference: str, act: Act) -> Case:
    fact, answer = act.words
    return facts.record(context, reference, Learnt(fact, answer, act.at, ""), window(act))


def _acts(context: Context, reference: str, act: Act) -> Case:
    return enforcement.record(context, reference, Enforcement(act.words[0], act.at, "", 0), window(act))


def _progresses(context: Context, reference: str, act: Act) -> Case:
    return progress.note(context, reference, "What was done.", window(act))


def _closes(context: Context, reference: str, act: Act) -> Case:
    acted = cases.get(context.transaction, reference).action_at
    outcome = "No further action after enforcement" if acted else "No offence disclosed"
    return closing.close(context, reference, Closing(outcome, "Nothing more is to be done."), window(act))


def _reopens(context: Context, reference: str, act: Act) -> Case:
    return progress.reopen(context, reference, "A new report came.", window(act))


def _offers(context: Context, reference: str, act: Act) -> Case:
    return handovers.offer(context, reference, act.words[0], window(act))


def _sees_to(context: Context, reference: str, act: Act) -> Case | None:
    """Do, as somebody above, what was left undone: agree to the grade or give one, give it an owner, act, end all."""
    case = cases.get(context.transaction, reference)
    if case.status is Status.CLOSED:
        return None
    if case.proposed:
        case = grading.confirm(context, reference, Confirmation(True, "The facts bear it out."), f"{window(act)}/agree")
    elif case.grade is Grade.UNGRADED:
        medium = Grading(Grade.MEDIUM, "KIRAT", None, context.policy.reason[0].name, "By what is known.", case.grade)
        case = grading.grade(context, reference, medium, f"{window(act)}/grade")
    if case.owner is None:
        case = allocation.allocate(context, reference, act.words[0], f"{window(act)}/owner", None)
    if case.action_at is None:
        enforced = Enforcement("Visit and safeguarding", act.at, "", 0)
        case = enforcement.record(context, reference, enforced, f"{window(act)}/act")
    return _ends_all(context, reference, act)


def _answers_offer(context: Context, reference: str, act: Act) -> object:
    case = cases.get(context.transaction, reference)
    waiting = [item for item in open_items(case) if item.kind == HANDOVER]
    return _end(context, case, waiting[0], act) if waiting else None


def _ends_one(context: Context, reference: str, act: Act) -> object:
    """End what was opened first."""
    case = cases.get(context.transaction, reference)
    waiting = [item for item in open_items(case) if item.kind != HANDOVER and _ways(context, item)]
    return _end(context, case, waiting[0], act) if waiting else None


def _ends_all(context: Context, reference: str, act: Act) -> Case:
    """End what is open, and what opens by that, up to two dozen."""
    case = cases.get(context.transaction, reference)
    for _ in range(24):
        waiting = [item for item in open_items(case) if _ways(context, item)]
        if not waiting:
            break
        case = _end(context, case, waiting[0], act)
    return case


def _ways(context: Context, item: Item) -> list[ResultRule]:
    """Return how the actor may end an item; the usual way is the first that opens nothing else."""
    return [rule for rule in context.policy.results(item.kind) if rule.by != "doer" or item.doer == context.actor.slack]


def _end(context: Context, case: Case, item: Item, act: Act) -> Case:
    ways = _ways(context, item) or list(context.policy.results(item.kind))
    usual = next((way for way in ways if not way.opens), ways[0])
    rule = ways[act.draw % len(ways)] if act.draw % 3 == 0 else usual
    until = context.now + timedelta(days=1) if "until" in rule.asks else None
    at_address = Answer.NO if "child at the address" in rule.asks else None
    ended = Ended(rule.name, context.now, until, at_address, "The county", "What was done about it.")
    return work.finish(context, case.reference, item.number, ended, f"{window(act)}/{item.number}")


def _goes_away(context: Context, _reference: str, act: Act) -> None:
    days, cover = act.words
    duty.leave(context, Absence(act.who, act.at, act.at + timedelta(days=int(days)), cover), window(act))


def _told(context: Context, reference: str, who: str) -> Iterator[tuple[Place, str]]:
    """Yield where what was said last of a case to somebody stands, and of which clock it is."""
    wanted = (
        select(_MESSAGES.c.channel, _MESSAGES.c.ts, _NOTICES.c.clock)
        .join(_NOTICES, _NOTICES.c.message == _MESSAGES.c.key)
        .where(_NOTICES.c.reference == reference, _MESSAGES.c.recipient == who, _MESSAGES.c.ts.is_not(None))
        .order_by(_NOTICES.c.id.desc())
        .limit(1)
    )
    for row in context.transaction.execute(wanted):
        yield (row.channel, row.ts), f"{reference}/{row.clock}"


def _has_this(context: Context, reference: str, act: Act) -> None:
    for place, subject in _told(context, reference, act.who):
        answers.have(context, place, subject)


def _asks_for_later(context: Context, reference: str, act: Act) -> None:
    for place, subject in _told(context, reference, act.who):
        offer = wishes.offer(context, place, subject)
        at = [*(each.at for each in offer.choices), offer.latest][act.draw % (len(offer.choices) + 1)]
        wishes.ask(context, place, subject, at, window(act))


DEEDS: dict[str, Deed] = {
    "refers": _refers,
    "grades": _grades,
    "confirms the grade of": _confirms_grade,
    "allocates": _allocates,
    "takes": _takes,
    "confirms the advice of": _confirms_advice,
    "learns of": _learns,
    "acts on": _acts,
    "records progress of": _progresses,
    "then closes": _closes,
    "opens again": _reopens,
    "offers": _offers,
    "answers the offer of": _answers_offer,
    "ends something of": _ends_one,
    "ends all of": _ends_all,
    "sees to": _sees_to,
    "has this of": _has_this,
    "asks for later about": _asks_for_later,
    "goes away": _goes_away,
}
