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
class Enforcement:
    """An enforcement action; `at` is aware UTC."""

    action: str
    at: datetime
    note: str


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
