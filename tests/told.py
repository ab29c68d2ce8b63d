"""What a force is told in tests: a referral of which only what matters there has to be said."""

from datetime import datetime
from typing import Any

from bot.views.forms import Referral
from casework.case import Answer, Evidence, Grade


def a_referral(received_at: datetime, grade: Grade = Grade.UNGRADED, **facts: Any) -> Referral:  # noqa: ANN401 - any field
    """A referral that was received then; where it has a grade, whoever logs it gave that with KIRAT."""
    said: dict[str, Any] = {
        "source": "CEOP",
        "kind": "Grooming",
        "summary": "What the officer was told, in two sentences.",
        "external_reference": "",
        "child_at_risk": Answer.UNKNOWN,
        "child_in_contact": Answer.UNKNOWN,
        "suspect_identified": Answer.NO,
        "evidence": Evidence.NONE,
        "grade_tool": None if grade is Grade.UNGRADED else "KIRAT",
        "graded_by": None,
    }
    return Referral(received_at=received_at, grade=grade, **{**said, **facts})
