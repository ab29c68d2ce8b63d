from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.views import refer
from bot.views.forms import Referral
from bot.views.mistakes import Mistakes
from casework.case import Answer, Evidence, Grade
from tests.views.builders import LONDON, NOW, RULES, field

FILLED = {
    "source": "CEOP",
    "kind": "Grooming",
    "received_date": "2026-11-03",
    "received_time": "09:00",
    "child_at_risk": "yes",
    "child_in_contact": "not known",
    "suspect_identified": "no",
    "evidence": "at risk",
    "grade": "high",
    "grade_tool": "KIRAT",
    "graded_by": None,
    "summary": "Two videos were reported; the account is still in use.",
    "external_reference": None,
}


def read(now: datetime = NOW, **changes: Any) -> Referral:  # noqa: ANN401 - what a field holds
    """What is read from the form, changed in some fields."""
    return refer.read({**FILLED, **changes}, RULES, now, LONDON)


def mistakes(now: datetime = NOW, **changes: Any) -> dict[str, str]:  # noqa: ANN401 - what a field holds
    """The sentences on the fields to mend."""
    with pytest.raises(Mistakes) as caught:
        read(now, **changes)
    return caught.value.fields


def test_a_filled_form_is_a_referral() -> None:
    assert read() == Referral(
        source="CEOP",
        kind="Grooming",
        received_at=datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
        summary="Two videos were reported; the account is still in use.",
        external_reference="",
        child_at_risk=Answer.YES,
        child_in_contact=Answer.UNKNOWN,
        suspect_identified=Answer.NO,
        evidence=Evidence.AT_RISK,
        grade=Grade.HIGH,
        grade_tool="KIRAT",
        graded_by=None,
    )


def test_received_in_summer_is_an_hour_earlier_in_universal_time() -> None:
    assert read(received_date="2026-07-01", received_time="00:30").received_at == datetime(
        2026, 6, 30, 23, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"received_date": "2026-11-04"}, "received_date", "That is still to come: it is now 09:12."),
        ({"received_time": "09:13"}, "received_time", "That is still to come: it is now 09:12."),
        ({"received_date": "2024-11-02"}, "received_date", "more than 2 years back (before 3 Nov 2024)"),
        (
            {"received_date": "2026-03-29", "received_time": "01:30"},
            "received_time",
            "The clocks went forward that night: there was no 01:30.",
        ),
        ({"received_date": None}, "received_date", "Choose the day."),
        ({"received_time": None}, "received_time", "Choose the time."),
        ({"grade_tool": None}, "grade_tool", "Say with which tool it was graded."),
        ({"grade_tool": "Guesswork"}, "grade_tool", "Choose one from the list."),
        ({"grade": "ungraded"}, "grade", "Choose the grade, or leave the tool and “Graded by” empty."),
        ({"grade": "ungraded", "grade_tool": None, "graded_by": "U0SERGEANT1"}, "grade", "Choose the grade, or leave"),
        ({"grade": None, "grade_tool": None}, "grade", "Choose one of the answers."),
        ({"source": "Nobody"}, "source", "Choose one from the list."),
        ({"kind": None}, "kind", "Choose one from the list."),
        ({"child_at_risk": None}, "child_at_risk", "Choose one of the answers."),
        ({"child_in_contact": None}, "child_in_contact", "Choose one of the answers."),
        ({"suspect_identified": None}, "suspect_identified", "Choose one of the answers."),
        ({"evidence": None}, "evidence", "Choose one of the answers."),
        ({"summary": None}, "summary", "Write a little more: at least 10 characters."),
        ({"summary": "w" * 9}, "summary", "Write a little more"),
        ({"summary": "w" * 1001}, "summary", "Shorten it to 1,000 characters: it has 1,001."),
        ({"external_reference": "w" * 101}, "external_reference", "Shorten it to 100 characters."),
    ],
)
def test_a_mistake_is_said_on_its_field(changes: dict[str, Any], field: str, sentence: str) -> None:
    assert sentence in mistakes(**changes)[field]


@pytest.mark.parametrize(
    "changes",
    [
        {"received_time": "09:12"},
        {"received_date": "2024-11-03", "received_time": "09:12"},
        {"grade": "ungraded", "grade_tool": None},
        {"graded_by": "U0SERGEANT1"},
        {"summary": "w" * 10},
        {"summary": "w" * 1000},
        {"external_reference": "w" * 100},
    ],
)
def test_what_just_fits_is_taken(changes: dict[str, Any]) -> None:
    assert isinstance(read(**changes), Referral)


def test_two_years_back_are_counted_from_the_day_even_from_a_leap_day() -> None:
    leap = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)
    read(leap, received_date="2026-02-28", received_time="12:00")
    assert "received_date" in mistakes(leap, received_date="2026-02-28", received_time="11:59")


def test_of_an_hour_that_comes_twice_the_first_counts() -> None:
    assert read(received_date="2026-10-25", received_time="01:30").received_at == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_all_mistakes_come_back_at_once() -> None:
    assert set(mistakes(received_date="2027-01-01", summary=None, kind=None)) == {"received_date", "summary", "kind"}


def test_nothing_is_chosen_for_the_officer_but_the_time_and_that_it_is_not_graded() -> None:
    view = refer.form(RULES, NOW + timedelta(days=180), LONDON)
    chosen = {
        block["block_id"]: block["element"][key]
        for block in view["blocks"]
        for key in block["element"]
        if key.startswith("initial")
    }
    assert chosen["grade"]["value"] == "ungraded"
    assert chosen == {"received_date": "2027-05-02", "received_time": "10:12", "grade": chosen["grade"]}


def test_the_form_asks_for_no_names_and_no_images() -> None:
    assert field(refer.form(RULES, NOW, LONDON), "summary")["hint"]["text"] == (
        "Two or three sentences. No names, no addresses, no images."
    )


def test_answers_that_were_given_fill_the_form_in() -> None:
    view = refer.form(RULES, NOW, LONDON, FILLED)
    assert field(view, "source")["element"]["initial_option"]["value"] == "CEOP"
    assert field(view, "child_at_risk")["element"]["initial_option"]["value"] == "yes"
    assert field(view, "summary")["element"]["initial_value"] == FILLED["summary"]


def test_what_is_optional_may_be_left_out() -> None:
    view = refer.form(RULES, NOW, LONDON)
    left = {block["block_id"] for block in view["blocks"] if block.get("optional")}
    assert left == {"grade_tool", "graded_by", "external_reference"}
