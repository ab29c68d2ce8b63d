"""Whether a grade may take effect: the assessor's training, and what needs a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.case import Case, Grade
from casework.items import facts_of
from casework.policy import Policy
from casework.policy_items import Guard

Skills = Iterable[tuple[str, date | None]]


class Training(StrEnum):
    """How somebody's training for a tool stood on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    MISSING = "none on record"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade that somebody gave: with which tool, and how their training for it stood on the day."""

    grade: Grade
    tool: str
    training: Training


def training(skills: Skills, tool: str, day: date, policy: Policy) -> Training:
    """Return how somebody with `skills` (name, valid until and including; `None` without end) stood on `day`.

    A tool that needs no skill finds everybody trained.
    """
    rule = policy.tool_rule(tool)
    return Training.VALID if rule is None or rule.skill is None else skill(skills, rule.skill, day)


def skill(skills: Skills, wanted: str, day: date) -> Training:
    """Return whether `wanted` is among `skills` and valid on `day`."""
    found = [until for name, until in skills if name == wanted]
    if not found:
        return Training.MISSING
    return Training.VALID if any(until is None or until >= day for until in found) else Training.EXPIRED


def guards(case: Case, judged: Judgement, policy: Policy) -> tuple[Guard, ...]:
    """Return the rows by which `judged` needs a second person before it takes effect; none when it takes effect now."""
    return tuple(guard for guard in policy.guard if judged.grade in guard.grades and _hits(guard, case, judged))


def _hits(guard: Guard, case: Case, judged: Judgement) -> bool:
    untrained = guard.untrained and judged.training is not Training.VALID
    return untrained or not facts_of(case).isdisjoint(guard.facts)


def opposed(case: Case, guard: Guard) -> tuple[str, ...]:
    """Return the recorded facts against which `guard` stands, as the policy writes them."""
    known = facts_of(case)
    return tuple(fact for fact in guard.facts if fact in known)
