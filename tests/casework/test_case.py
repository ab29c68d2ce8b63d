from dataclasses import FrozenInstanceError
from datetime import datetime

import pytest

from casework.case import FACTS, Answer, Evidence, Grade, Status
from tests.casework.build import a_case, utc


@pytest.mark.parametrize(
    ("grade", "severity"),
    [("very high", 0), ("ungraded", 0), ("high", 1), ("medium", 2), ("low", 3)],
)
def test_an_ungraded_case_is_as_urgent_as_a_very_high_one(grade: str, severity: int) -> None:
    assert Grade(grade).severity == severity


def test_grades_are_listed_by_urgency() -> None:
    assert [grade.value for grade in Grade] == ["very high", "ungraded", "high", "medium", "low"]


def test_states_answers_and_evidence_are_called_as_officers_call_them() -> None:
    assert list(Status) == ["received", "allocated", "in progress", "closed"]
    assert list(Answer) == ["yes", "no", "not known"]
    assert list(Evidence) == ["none known", "in hand", "at risk", "account only"]


@pytest.mark.parametrize(("status", "is_open"), [(status, status is not Status.CLOSED) for status in Status])
def test_a_case_is_open_until_it_is_closed(status: Status, is_open: bool) -> None:
    assert a_case(status=status).is_open is is_open


def test_a_new_case_is_received_and_ungraded_and_claims_to_know_nothing() -> None:
    case = a_case()
    assert (case.status, case.grade, case.evidence, case.version) == ("received", "ungraded", "none known", 1)
    assert {case.answer(name) for name in ("child at risk", "child in contact", "suspect identified")} == {"not known"}
    assert (case.facts, case.items, case.proposed, case.training, case.children_safeguarded) == ((), (), None, None, 0)
    assert [fact for fact in FACTS if case.moment(fact)] == ["received", "logged"]


MOMENT = utc("2026-11-05 10:00")


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        ("received", "received_at"),
        ("logged", "logged_at"),
        ("graded", "graded_at"),
        ("allocated", "allocated_at"),
        ("evidence known", "evidence_known_at"),
        ("evidence advice confirmed", "evidence_confirmed_at"),
        ("enforcement action", "action_at"),
        ("progress", "progress_at"),
        ("reopened", "reopened_at"),
        ("closed", "closed_at"),
    ],
)
def test_each_fact_has_its_moment(fact: str, field: str) -> None:
    assert a_case(**{field: MOMENT}).moment(fact) == MOMENT


def test_an_unknown_fact_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        a_case().moment("arrested")


def test_a_case_is_a_value_that_nobody_alters() -> None:
    with pytest.raises(FrozenInstanceError):
        a_case().owner = "U0OFFICER1"  # type: ignore[misc]  # what the test is about


def test_moments_are_aware() -> None:
    assert isinstance(a_case().received_at, datetime)
    assert a_case().received_at.tzinfo is not None
