"""What an officer filled in: one frozen value for each form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.case import Answer, Evidence, Grade


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral as it was logged. `received_at` is aware UTC; without `graded_by` the one who logs graded it."""

    source: str
    kind: str
    received_at: datetime
    summary: str
    external_reference: str
    child_at_risk: Answer
    child_in_contact: Answer
    suspect_identified: Answer
    evidence: Evidence
    grade: Grade
    grade_tool: str | None
    graded_by: str | None


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade, and the grade that the officer saw when choosing it (`present`)."""

    grade: Grade
    tool: str
    graded_by: str | None
    reason: str | None
    explanation: str
    present: Grade


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether a second person agrees to the grade that waits for one."""

    agrees: bool
    note: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """An answer to one of the policy's questions; `since` is when the force became aware, aware UTC."""

    name: str
    answer: str
    since: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An item that an officer opens by hand: `starts_at` is the event that its time counts from, aware UTC.

    `due_at` is a moment that was agreed instead of the policy's time; `None` for that.
    """

    kind: str
    starts_at: datetime
    detail: str | None
    doer: str | None
    due_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How an item ended, when (aware UTC), and what was said with it; `until` is a moment that was agreed."""

    result: str
    at: datetime
    until: datetime | None
    child_at_address: Answer | None
    recipient: str
    text: str


@dataclass(frozen=True, slots=True)
class Enforcement:
    """An enforcement action; `at` is aware UTC."""

    action: str
    at: datetime
    note: str
    children_safeguarded: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case ends, and why."""

    outcome: str
    explanation: str


@dataclass(frozen=True, slots=True)
class EvidenceNote:
    """Where the evidence is, and whether the preservation advice was given."""

    evidence: Evidence
    confirmed: bool
