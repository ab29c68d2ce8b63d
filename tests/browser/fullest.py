"""The fullest cards that Caseclock can show: everything open, everything overdue, everything waiting for somebody."""

from dataclasses import replace
from datetime import timedelta

from bot.views import card, handover
from bot.views.blocks import Payload
from bot.views.sheet import Sheet
from casework.allocation import HANDOVER
from casework.case import Case, Fact, Grade, Item, Status
from tests.views.builders import NOW, RULES, a_case, a_sheet, with_evidence

_LATE = NOW + timedelta(days=3)
_LONG_AFTER = NOW + timedelta(days=20)
_OFFICER = "U0OFFICER1"
_NAMES = {_OFFICER: "Detective Constable 1, Online Child Abuse, North"}
_LEAD = "This case was allocated to you. It stays up to date here."
_FACTS = tuple(
    Fact(fact.removesuffix(": yes"), "yes", NOW, NOW, _OFFICER) for guard in RULES.guard for fact in guard.facts
)
_KINDS = sorted((rule for rule in RULES.clock if rule.is_of_items), key=lambda rule: -len(rule.label))
_ITEMS = tuple(Item(number, rule.name, NOW, NOW) for number, rule in enumerate(_KINDS, 1))
_JUDGED = {"proposed": Grade.LOW, "proposed_tool": "KIRAT", "proposed_by": _OFFICER, "training": "none on record"}
_GRADED = {"grade": Grade.VERY_HIGH, "grade_tool": "KIRAT", "graded_by": _OFFICER, "graded_at": _LATE}
_OWNED = {"status": Status.IN_PROGRESS, "owner": _OFFICER, "allocated_at": _LATE}
_ACTED = {"action": "Warrant executed", "action_at": _LATE}
_CLOSED = {
    "status": Status.CLOSED,
    "closed_at": _LONG_AFTER,
    "outcome": RULES.outcome[-2].name,
}


def _known(**facts: object) -> Case:
    return with_evidence(a_case(items=_ITEMS, facts=_FACTS, **facts))


_CASES = {
    "just logged": _known(),
    "with a low grade that waits": _known(**_JUDGED),
    "owned, with a low grade that waits": _known(**_OWNED, **_JUDGED),
    "very high, acted on late, to be lowered": _known(**_OWNED, **_GRADED, **_ACTED, **_JUDGED),
    "closed": _known(**_OWNED | _CLOSED),
}


def cards() -> dict[str, tuple[str, Payload]]:
    """Return the reference and the card of each, by what it is, and the last as it is offered to a colleague."""
    named = {name: replace(case, reference=f"CC-26-{number:05d}") for number, (name, case) in enumerate(_CASES.items())}
    drawn = {name: (case.reference, card.card(_sheet(case), _LEAD)) for name, case in named.items()}
    return {**drawn, "offered to a colleague": _offered(named["very high, acted on late, to be lowered"])}


def _offered(case: Case) -> tuple[str, Payload]:
    offer = Item(len(_ITEMS) + 1, HANDOVER, _LATE, _LATE, doer=_OFFICER)
    offered = replace(case, reference="CC-26-00099", items=(*_ITEMS, offer))
    return offered.reference, handover.offer(card.card(_sheet(offered), handover.lead(offer)), offer, _sheet(offered))


def _sheet(case: Case) -> Sheet:
    return a_sheet(case, _LONG_AFTER, names=_NAMES)
