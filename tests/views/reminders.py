"""Parts of a reminder to draw."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.views.reminder import Said, reminder
from casework.case import Case, Grade
from casework.policy import RungRule
from tests.views.builders import LONDON, RECEIVED, RULES, a_sheet, owned

LATER = RECEIVED + timedelta(hours=25)
VERY_HIGH = owned(Grade.VERY_HIGH)


def rung(name: str) -> RungRule:
    """The rung of the built-in ladder."""
    return next(rule for rule in RULES.rung if rule.name == name)


def part(case: Case = VERY_HIGH, clock: str = "enforcement", name: str = "due", **facts: Any) -> Said:  # noqa: ANN401 - any attribute of a part
    """A part about one clock of a case, to its owner."""
    sheet = a_sheet(case, facts.pop("now", LATER))
    found = next(each for each in sheet.clocks if each.name == clock)
    return replace(Said(sheet, found, rung(name), "owner"), **facts)


def drawn(*parts: Said, to: str = "U0OFFICER1", late: str | None = None, now: datetime = LATER) -> dict[str, Any]:
    """The message."""
    return reminder(parts, to, late, now, LONDON)
