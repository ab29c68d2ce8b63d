"""Who is best suited to own a case, ranked by the table of the policy, each with the reasons in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casework.absence import Absence
from casework.grading import Skills, Training, skill
from casework.policy import Policy
from casework.workdays import Calendar

HANDOVER = "hand-over"
"""The clock of an item by which a case is offered to a colleague."""


class Presence(StrEnum):
    """Whether somebody is there to work on a case."""

    ON_DUTY = "on duty"
    SOON_AWAY = "soon away"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may own the case. `exposed` counts the cases that exposed them within the policy's time.

    `skill` is how they stand with the skill that the case needs: `None` where it needs none.
    """

    slack: str
    name: str
    skill: Training | None
    presence: Presence
    open_cases: int
    exposed: int


def owner_skill(kind: str, skills: Skills, day: date, policy: Policy) -> Training | None:
    """Return how somebody with `skills` stands on `day` with what a case of `kind` needs; `None` for nothing."""
    rule = policy.kind_rule(kind)
    return skill(skills, rule.skill, day) if rule and rule.skill else None


def may_own(standing: Training | None) -> bool:
    """Whether the skill that a case needs is there, or none is needed."""
    return standing in {None, Training.VALID}


def presence(person: str, absences: Iterable[Absence], now: datetime, policy: Policy, calendar: Calendar) -> Presence:
    """Return whether `person` is on duty at `now`, or will be away within the time of the policy."""
    soon = calendar.after(now, policy.allocation.soon)
    own = [absence for absence in absences if absence.person == person and absence.ends_at > now]
    if any(absence.starts_at <= now for absence in own):
        return Presence.AWAY
    return Presence.SOON_AWAY if any(absence.starts_at < soon for absence in own) else Presence.ON_DUTY


def ranked(candidates: Iterable[Candidate], policy: Policy) -> list[Candidate]:
    """Return `candidates`, the best suited first: by the policy's order, then by name."""
    return sorted(candidates, key=lambda each: ([_rank(each, what) for what in policy.allocation.order], each.name))


def reasons(candidate: Candidate, policy: Policy) -> str:
    """Return why somebody stands where they do: "has the skill · on duty · 4 open · 2 with images in 90 days"."""
    rule = policy.allocation
    exposed = f"{candidate.exposed} {rule.exposure} in {rule.exposed_within.text}"
    there = f"away within {rule.soon.text}" if candidate.presence is Presence.SOON_AWAY else candidate.presence.value
    return " · ".join([_SKILLED[candidate.skill], there, f"{candidate.open_cases} open", exposed])


_SKILLED = {
    None: "no skill needed",
    Training.VALID: "has the skill",
    Training.EXPIRED: "skill expired",
    Training.MISSING: "lacks the skill",
}
_SKILLS = (Training.VALID, Training.EXPIRED, Training.MISSING)
_PRESENCES = tuple(Presence)


def _rank(candidate: Candidate, what: str) -> int:
    return {
        "skill": 0 if candidate.skill is None else _SKILLS.index(candidate.skill),
        "presence": _PRESENCES.index(candidate.presence),
        "caseload": candidate.open_cases,
        "exposure": candidate.exposed,
    }[what]
