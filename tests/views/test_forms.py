from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.views import allocate, close, enforce, evidence, grade
from bot.views.answers import answers
from bot.views.forms import Closing, Enforcement, EvidenceNote, Grading
from bot.views.mistakes import Mistakes
from casework.allocation import Candidate, Presence
from casework.case import Evidence, Grade
from casework.grading import Training
from tests.views.builders import NOW, a_case, a_sheet, field, graded, owned, said, with_evidence

REASON = "New information lowers the risk"
LOWER = {
    "present": "high",
    "grade": "low",
    "grade_tool": "KIRAT",
    "graded_by": None,
    "reason": REASON,
    "explanation": "The device belongs to somebody else.",
}


def names(view: dict[str, Any]) -> list[str]:
    """The fields of a form."""
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def test_a_first_grade_asks_for_no_reason() -> None:
    assert names(grade.form(a_sheet())) == ["grade", "grade_tool", "graded_by"]


def test_grading_again_asks_what_changed_and_says_who_graded_before() -> None:
    view = grade.form(a_sheet(graded(Grade.HIGH)))
    assert names(view) == ["grade", "grade_tool", "graded_by", "reason", "explanation"]
    assert "Graded Tue 3 Nov 09:12 by Officer 1, North, KIRAT" in said(view)


@pytest.mark.parametrize(("case", "present"), [(a_case(), "ungraded"), (graded(Grade.LOW), "low")])
def test_the_window_of_grading_remembers_the_case_and_the_grade(case: Any, present: str) -> None:  # noqa: ANN401 - a case
    assert answers(grade.form(a_sheet(case))) == {"reference": "CC-26-00042", "present": present}


def test_ungraded_is_no_grade_to_choose() -> None:
    chosen = field(grade.form(a_sheet()), "grade")["element"]["options"]
    assert [option["value"] for option in chosen] == ["very high", "high", "medium", "low"]


def test_a_grade_is_read_against_the_grade_that_was_seen() -> None:
    assert grade.read(LOWER, a_sheet()) == Grading(
        Grade.LOW, "KIRAT", None, REASON, "The device belongs to somebody else.", Grade.HIGH
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"grade": None}, "grade", "Choose the grade."),
        ({"grade_tool": None}, "grade_tool", "Choose one from the list."),
        ({"reason": None}, "reason", "Choose one from the list."),
        ({"explanation": None}, "explanation", "Write a little more"),
        ({"explanation": "There is no capacity for it."}, "explanation", "“capacity” is not a reason"),
    ],
)
def test_a_lower_grade_needs_a_reason_about_the_risk(changes: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Mistakes) as caught:
        grade.read({**LOWER, **changes}, a_sheet())
    assert sentence in caught.value.fields[field]


@pytest.mark.parametrize(("present", "wanted"), [("high", "high"), ("low", "high"), ("ungraded", "low")])
def test_a_grade_that_is_not_lower_needs_none(present: str, wanted: str) -> None:
    given = {"present": present, "grade": wanted, "grade_tool": "KIRAT"}
    assert grade.read(given, a_sheet()).reason is None


def a_candidate(slack: str = "U1", name: str = "Officer", open_cases: int = 1) -> Candidate:
    """Somebody with the skill, on duty, who has seen no images."""
    return Candidate(slack, name, Training.VALID, Presence.ON_DUTY, open_cases, 0)


def test_the_owner_is_chosen_among_candidates_in_their_order_with_the_reasons_for_each() -> None:
    candidates = [a_candidate("U2", "Officer 2, North", 4), a_candidate("U1", "Officer 1, North", 0)]
    view = allocate.form(a_sheet(), candidates)
    [group] = field(view, "owner")["element"]["option_groups"]
    assert [option["text"]["text"] for option in group["options"]] == [
        "Officer 2, North · 4 open",
        "Officer 1, North · 0 open",
    ]
    assert group["options"][0]["description"]["text"] == ("has the skill · on duty · 4 open · 0 with images in 90 days")


@pytest.mark.parametrize(("number", "reasoned"), [(200, True), (201, False)])
def test_reasons_are_left_out_where_a_window_would_not_hold_them(number: int, reasoned: bool) -> None:
    view = allocate.form(a_sheet(), [a_candidate(f"U{at}") for at in range(number)])
    groups = field(view, "owner")["element"]["option_groups"]
    assert ("description" in groups[0]["options"][0]) is reasoned


def test_every_one_of_four_hundred_candidates_can_be_chosen() -> None:
    view = allocate.form(a_sheet(), [a_candidate(f"U{at}") for at in range(400)])
    groups = field(view, "owner")["element"]["option_groups"]
    assert {option["value"] for group in groups for option in group["options"]} == {f"U{at}" for at in range(400)}


def test_candidates_who_are_not_shown_are_counted() -> None:
    view = allocate.form(a_sheet(), [a_candidate(f"U{at}") for at in range(501)])
    assert "The 500 best suited; 1 other not shown." in said(view)


def test_without_anybody_to_choose_the_window_says_what_to_do() -> None:
    view = allocate.form(a_sheet(), [])
    assert "/caseclock setup" in said(view)
    assert "submit" not in view


def test_an_owner_is_read_or_asked_for() -> None:
    assert allocate.read({"owner": "U1"}) == "U1"
    with pytest.raises(Mistakes) as caught:
        allocate.read({"owner": None})
    assert caught.value.fields == {"owner": "Choose who takes the case."}


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"evidence": "at risk", "confirmed": ["yes"]}, EvidenceNote(Evidence.AT_RISK, confirmed=True)),
        ({"evidence": "account only", "confirmed": []}, EvidenceNote(Evidence.ACCOUNT, confirmed=False)),
        ({"evidence": "none known", "confirmed": []}, EvidenceNote(Evidence.NONE, confirmed=False)),
    ],
)
def test_evidence_is_noted_with_or_without_its_confirmation(given: dict[str, Any], note: EvidenceNote) -> None:
    assert evidence.read(given) == note


@pytest.mark.parametrize("given", [{"evidence": None}, {"evidence": "none known", "confirmed": ["yes"]}])
def test_advice_about_nothing_cannot_be_confirmed(given: dict[str, Any]) -> None:
    with pytest.raises(Mistakes) as caught:
        evidence.read(given)
    assert set(caught.value.fields) == {"evidence"}


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (a_case(), "No device or account is known yet."),
        (with_evidence(a_case()), "Nobody has confirmed yet that this advice was given."),
    ],
)
def test_the_window_of_evidence_is_the_advice_to_read_aloud(case: Any, state: str) -> None:  # noqa: ANN401 - a case
    view = evidence.form(a_sheet(case))
    assert "Please do not reset, wipe, sell or give away the device." in said(view)
    assert state in said(view)
    assert names(view) == ["evidence", "confirmed"]


def test_after_logging_the_officer_sees_reference_due_times_and_the_advice() -> None:
    view = evidence.logged(a_sheet(with_evidence(a_case())))
    assert said(view).startswith("*Logged as CC-26-00042 · ■■■■ ungraded*\n*Allocate it* · due Tue 3 Nov 10:00")
    assert "No factory reset" in said(view)
    assert names(view) == ["confirmed", "evidence"]
    assert view["callback_id"] == "evidence"


def test_after_logging_without_evidence_there_is_nothing_to_fill_in() -> None:
    view = evidence.logged(a_sheet())
    assert names(view) == []
    assert "submit" not in view


def test_an_enforcement_action_is_read_in_the_teams_own_time() -> None:
    given = {"action": "Arrest", "action_date": "2026-11-03", "action_time": "09:10", "note": None}
    assert enforce.read(given, a_sheet()) == Enforcement("Arrest", datetime(2026, 11, 3, 9, 10, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"action": None}, "action", "Choose one from the list."),
        ({"action_time": "09:13"}, "action_time", "That is still to come"),
        ({"action_date": "2026-11-02"}, "action_date", "That is before the force was told (Tue 3 Nov 09:00)."),
        ({"action_date": "2026-03-29", "action_time": "01:30"}, "action_time", "The clocks went forward"),
        ({"note": "w" * 1001}, "note", "Shorten it to 1,000 characters"),
    ],
)
def test_an_action_that_cannot_have_been_is_said_on_its_field(
    changes: dict[str, Any], field: str, sentence: str
) -> None:
    given = {"action": "Arrest", "action_date": "2026-11-03", "action_time": "09:12", "note": None, **changes}
    with pytest.raises(Mistakes) as caught:
        enforce.read(given, a_sheet())
    assert sentence in caught.value.fields[field]


def test_an_action_in_the_minute_of_receipt_is_taken() -> None:
    case = a_case(received_at=datetime(2026, 11, 3, 9, 0, 40, tzinfo=UTC))
    given = {"action": "Arrest", "action_date": "2026-11-03", "action_time": "09:00", "note": "Told on the doorstep."}
    assert enforce.read(given, a_sheet(case)).note == "Told on the doorstep."


def test_each_outcome_says_what_it_needs() -> None:
    options = field(close.form(a_sheet(owned())), "outcome")["element"]["options"]
    described = {option["value"]: option.get("description", {}).get("text") for option in options}
    assert described["Suspect charged"] == "needs: enforcement action"
    assert described["Logged twice"] == "for a supervisor to decide"


def test_a_case_is_closed_with_an_outcome_and_why() -> None:
    given = {"outcome": "Logged twice", "explanation": "It is CC-26-00041."}
    assert close.read(given, a_sheet(owned())) == Closing("Logged twice", "It is CC-26-00041.")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"outcome": None}, "outcome", "Choose one from the list."),
        ({"outcome": "Suspect charged"}, "outcome", "There is no enforcement action on record."),
        ({"explanation": None}, "explanation", "Write a little more"),
        ({"explanation": "We are short-staffed here."}, "explanation", "“short staffed” is not a reason"),
    ],
)
def test_a_closing_that_is_not_allowed_is_said_on_its_field(changes: dict[str, Any], field: str, sentence: str) -> None:
    given = {"outcome": "Logged twice", "explanation": "It is CC-26-00041.", **changes}
    with pytest.raises(Mistakes) as caught:
        close.read(given, a_sheet(owned()))
    assert sentence in caught.value.fields[field]


def test_after_the_action_the_outcome_that_needs_it_is_taken() -> None:
    acted = replace(owned(), action="Arrest", action_at=NOW)
    given = {"outcome": "Suspect charged", "explanation": "Charged with two offences."}
    assert close.read(given, a_sheet(acted)).outcome == "Suspect charged"
