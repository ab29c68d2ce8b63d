"""Rules that differ from those that ship in one row, and a start by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.case import Grade
from casework.policy import Policy
from casework.workdays import Period
from tests.stories.installation import clocks_of_a_case

if TYPE_CHECKING:
    from tests.stories.story import Story

LATER = {Grade.MEDIUM: "14 days", Grade.LOW: "30 days"}


def allowing(very_high: str, high: str) -> Policy:
    """Return rules that allow so much time for enforcement action."""
    rules = clocks_of_a_case()
    own = {Grade.VERY_HIGH: very_high, Grade.HIGH: high, **LATER}
    periods = {grade: Period.parse(period) for grade, period in own.items()}
    rows = tuple(
        row.model_copy(update={"period": periods}) if row.name == "enforcement" else row for row in rules.clock
    )
    return Policy.model_construct(**{**dict(rules), "clock": rows})


def with_rung_at(name: str, at: str) -> Policy:
    """Return rules by which a rung of the standard ladder stands elsewhere."""
    rules = clocks_of_a_case()
    rows = tuple(
        row.model_copy(update={"at": at}) if (row.ladder, row.name) == ("standard", name) else row for row in rules.rung
    )
    return Policy.model_construct(**{**dict(rules), "rung": rows})


def without_rung(name: str) -> Policy:
    """Return rules without a rung of the standard ladder."""
    rules = clocks_of_a_case()
    rows = tuple(row for row in rules.rung if (row.ladder, row.name) != ("standard", name))
    return Policy.model_construct(**{**dict(rules), "rung": rows})


async def starts_by(story: Story, rules: Policy) -> None:
    """Stop, and start again by these rules."""
    story.installation.rule_by(rules)
    await story.caseclock_starts_anew()
