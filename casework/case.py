"""What a case is: frozen values, and the facts that its clocks start and stop by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


class Evidence(StrEnum):
    """Whether a device or an account that holds evidence is in the picture."""

    NONE = "none known"
    IN_HAND = "in hand"
    AT_RISK = "at risk"
    ACCOUNT = "account only"


@dataclass(frozen=True, slots=True)
class Case:
    """A referral and what has been recorded of it; nothing here identifies a person outside the force.

    Every moment is an aware UTC datetime; `None` says that it has not happened. `owner` and `graded_by` are Slack
    user ids. `source`, `kind`, `outcome` and `action` are names of rows of the policy.
    """

    reference: str
    team: str
    source: str
    kind: str
    received_at: datetime
    logged_at: datetime
    child_at_risk: Answer = Answer.UNKNOWN
    child_in_contact: Answer = Answer.UNKNOWN
    suspect_identified: Answer = Answer.UNKNOWN
    evidence: Evidence = Evidence.NONE
    grade: Grade = Grade.UNGRADED
    grade_tool: str | None = None
    graded_by: str | None = None
    graded_at: datetime | None = None
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
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.status is not Status.CLOSED

    def moment(self, fact: str) -> datetime | None:
        """When the named fact came about, or `None` while it has not; `KeyError` for a name that is not in `FACTS`."""
        moment: datetime | None = getattr(self, FACTS[fact])
        return moment


FACTS = {
    "received": "received_at",
    "logged": "logged_at",
    "graded": "graded_at",
    "allocated": "allocated_at",
    "evidence known": "evidence_known_at",
    "evidence advice confirmed": "evidence_confirmed_at",
    "enforcement action": "action_at",
    "closed": "closed_at",
}
"""The facts by which a policy's clocks start and stop, and the attribute of `Case` that holds each."""
