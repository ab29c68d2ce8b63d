"""What a case is: frozen values, and the facts that its clocks start and stop by."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self


class Grade(StrEnum):
    """How great the risk to a child is judged to be; the most severe first, so that order is urgency."""

    VERY_HIGH = "very high"
    UNGRADED = "ungraded"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def severity(self) -> int:
        """Place in the queue: 0 for very high and for ungraded (urgent until somebody has judged it), 3 for low."""
        return _SEVERITY[self]


_SEVERITY = {Grade.VERY_HIGH: 0, Grade.UNGRADED: 0, Grade.HIGH: 1, Grade.MEDIUM: 2, Grade.LOW: 3}


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ALLOCATED = "allocated"
    IN_PROGRESS = "in progress"
    CLOSED = "closed"


class Answer(StrEnum):
    """An officer's answer to a question of fact; not knowing is an answer too."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "not known"


CHILD_AT_RISK = "child at risk"
CHILD_IN_CONTACT = "child in contact"
SUSPECT_IDENTIFIED = "suspect identified"
"""The questions that are asked when a referral is logged."""


class Evidence(StrEnum):
    """Whether a device or an account that holds evidence is in the picture."""

    NONE = "none known"
    IN_HAND = "in hand"
    AT_RISK = "at risk"
    ACCOUNT = "account only"


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a case: the present answer to one of the policy's questions.

    `since` is when the force became aware of it, `recorded_at` when somebody wrote it down; both are aware UTC.
    """

    name: str
    answer: str
    since: datetime
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something of a case that has a clock of its own: a task, a referral to a partner, evidence, bail, a hand-over.

    `kind` is the name of its clock in the policy, `detail` a name from the policy too (who holds the evidence).
    `starts_at` is the event that its time counts from, not its logging; `due_at` stands for the policy's period where
    a moment was agreed. `doer` is who is to do it, where that is not the case's owner. `result` is how it ended.
    """

    number: int
    kind: str
    starts_at: datetime
    recorded_at: datetime
    due_at: datetime | None = None
    doer: str | None = None
    detail: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    result: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done or watched."""
        return self.done_at is None


@dataclass(frozen=True, slots=True)
class Case:
    """A referral and what has been recorded of it; nothing here identifies a person outside the force.

    Every moment is an aware UTC datetime; `None` says that it has not happened. `owner`, `graded_by`, `confirmed_by`
    and `proposed_by` are Slack user ids. `source`, `kind`, `outcome` and `action` are names of rows of the policy.
    A grade that needs a second person is `proposed` until that one agrees; `grade` is what counts. `training` is the
    assessor's as it stood on the day. `progress_at` is when work was last recorded.
    """

    reference: str
    team: str
    source: str
    kind: str
    received_at: datetime
    logged_at: datetime
    evidence: Evidence = Evidence.NONE
    grade: Grade = Grade.UNGRADED
    grade_tool: str | None = None
    graded_by: str | None = None
    graded_at: datetime | None = None
    grade_tool_version: str | None = None
    training: str | None = None
    confirmed_by: str | None = None
    first_graded_at: datetime | None = None
    proposed: Grade | None = None
    proposed_tool: str | None = None
    proposed_by: str | None = None
    proposed_at: datetime | None = None
    status: Status = Status.RECEIVED
    owner: str | None = None
    allocated_at: datetime | None = None
    evidence_known_at: datetime | None = None
    evidence_confirmed_at: datetime | None = None
    evidence_confirmed_by: str | None = None
    action: str | None = None
    action_at: datetime | None = None
    action_recorded_at: datetime | None = None
    outcome: str | None = None
    closed_at: datetime | None = None
    children_safeguarded: int = 0
    progress_at: datetime | None = None
    reopened_at: datetime | None = None
    version: int = 1
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.status is not Status.CLOSED

    @property
    def judged_at(self) -> datetime | None:
        """When the risk was graded for the first time."""
        return self.first_graded_at or self.graded_at

    @property
    def identified_at(self) -> datetime | None:
        """When the suspect was identified."""
        known = self.fact(SUSPECT_IDENTIFIED)
        return known.since if known and known.answer == Answer.YES else None

    def fact(self, name: str) -> Fact | None:
        """What is known about the question `name`, or `None` while nobody has answered it."""
        return next((fact for fact in self.facts if fact.name == name), None)

    def answer(self, name: str) -> str:
        """Return the answer to the question `name`: "not known" while nobody has answered it."""
        known = self.fact(name)
        return known.answer if known else Answer.UNKNOWN.value

    def knows(self, fact: Fact) -> Self:
        """Return the case with `fact` in place of what was known of its question."""
        others = (known for known in self.facts if known.name != fact.name)
        return replace(self, facts=tuple(sorted((*others, fact), key=lambda known: known.name)))

    def item(self, number: int) -> Item | None:
        """Return the item of that number, or `None` when the case has none."""
        return next((item for item in self.items if item.number == number), None)

    def moment(self, fact: str) -> datetime | None:
        """When the named fact came about, or `None` while it has not; `KeyError` for a name that is not in `FACTS`."""
        moment: datetime | None = getattr(self, FACTS[fact])
        return moment


FACTS = {
    "received": "received_at",
    "logged": "logged_at",
    "graded": "judged_at",
    "suspect identified": "identified_at",
    "allocated": "allocated_at",
    "evidence known": "evidence_known_at",
    "evidence advice confirmed": "evidence_confirmed_at",
    "enforcement action": "action_at",
    "progress": "progress_at",
    "reopened": "reopened_at",
    "closed": "closed_at",
}
"""The facts by which a policy's clocks start and stop, and the attribute of `Case` that holds each."""
