from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from casework.case import Case, Grade, Item, Status
from tests.views.builders import (
    NOW,
    RECEIVED,
    RULES,
    a_case,
    buttons,
    graded,
    marked_buttons,
    owned,
    with_evidence,
)
from tests.views.reminders import LATER, VERY_HIGH, drawn, part

ENDS = {
    "grade": "grade",
    "allocate": "take",
    "evidence": "evidence",
    "enforcement": "enforce",
    "reassess": "regrade",
    "confirm grade": "confirm",
    "unskilled owner": "allocate",
    "progress": "update",
}
"""The move by which a clock ends; what is not named here is an item, of which one records what became of it."""


@pytest.mark.parametrize(
    ("case", "clock", "shown"),
    [
        (a_case(), "grade", ["grade", "have", "case"]),
        (a_case(), "allocate", ["take", "allocate", "have", "case"]),
        (with_evidence(a_case()), "evidence", ["evidence", "have", "case"]),
        (VERY_HIGH, "enforcement", ["enforce", "have", "case"]),
        (graded(Grade.HIGH), "enforcement", ["take", "allocate", "have", "case"]),
        (
            graded(Grade.HIGH, status=Status.ALLOCATED, owner="U1", allocated_at=NOW),
            "enforcement",
            ["enforce", "have", "case"],
        ),
    ],
)
def test_a_reminder_has_the_button_that_does_what_it_asks(case: Case, clock: str, shown: list[str]) -> None:
    told = drawn(part(case, clock, role="supervisor"))
    assert buttons(told) == shown
    assert marked_buttons(told) == shown[:1]


def test_what_is_answered_names_the_clock_that_is_answered_for() -> None:
    pressed = drawn(part(role="inspector"))["blocks"][-1]["elements"]
    assert [element["value"] for element in pressed] == ["CC-26-00042", "CC-26-00042/enforcement", "CC-26-00042"]


def test_a_rung_that_asks_for_no_answer_has_no_button_for_one() -> None:
    assert buttons(drawn(part(name="half"))) == ["enforce", "not_mine", "case"]


def test_an_owner_is_not_asked_to_answer_for_those_above() -> None:
    assert buttons(drawn(part())) == ["enforce", "not_mine", "case"]


@pytest.mark.parametrize(
    ("facts", "to", "now", "shown"),
    [
        # Before it is due, at its due moment and after it.
        ({}, "U0OFFICER1", NOW, ["remind", "not_mine"]),
        ({}, "U0OFFICER1", RECEIVED + timedelta(hours=24), ["not_mine"]),
        ({}, "U0OFFICER1", LATER, ["not_mine"]),
        ({"absent": "U0OFFICER1"}, "U0OFFICER2", NOW, ["remind"]),
        ({"absent": "U0OFFICER1"}, "U0OFFICER2", LATER, []),
        ({}, "U0OFFICER2", NOW, []),
        ({}, "C0NORTH", NOW, []),
        ({"case": graded(Grade.VERY_HIGH)}, "C0NORTH", NOW, []),
        ({"role": "supervisor"}, "U0SERGEANT1", NOW, []),
        ({"role": "inspector"}, "U0INSPECTOR1", NOW, []),
        ({"clock": "progress", "case": owned(progress_at=NOW)}, "U0OFFICER1", NOW, ["not_mine"]),
        ({"settled": "done"}, "U0OFFICER1", NOW, []),
    ],
)
def test_whoever_has_to_see_to_it_may_be_reminded_before_it_is_due_or_pass_it_on(
    facts: dict[str, Any], to: str, now: datetime, shown: list[str]
) -> None:
    told = drawn(part(name="half", now=now, **facts), to=to, now=now)
    assert [each for each in buttons(told) if each in {"remind", "not_mine"}] == shown


@pytest.mark.parametrize(
    ("to", "shown"),
    [("U0SERGEANT1", ["done", "remind", "not_mine", "case"]), ("U0OFFICER1", ["done", "case"])],
)
def test_what_was_given_to_somebody_is_theirs_to_answer_for(to: str, shown: list[str]) -> None:
    case = owned(items=(Item(1, "CCTV", RECEIVED, NOW, doer="U0SERGEANT1"),))
    assert buttons(drawn(part(case, "CCTV #1", name="half", now=NOW), to=to, now=NOW)) == shown


@pytest.mark.parametrize(
    ("to", "label"), [("U0SERGEANT1", "Accept or refuse…"), ("U0OFFICER1", "Done…"), ("U0INSPECTOR1", "Done…")]
)
def test_a_hand_over_is_answered_by_whom_it_was_offered_to(to: str, label: str) -> None:
    case = owned(items=(Item(1, "hand-over", RECEIVED, NOW, doer="U0SERGEANT1"),))
    pressed = drawn(part(case, "hand-over #1", name="half", now=NOW), to=to, now=NOW)["blocks"][-1]["elements"][0]
    assert (pressed["text"]["text"], pressed["value"]) == (label, "CC-26-00042/1")


@pytest.mark.parametrize("clock", [rule.name for rule in RULES.clock])
def test_every_clock_of_the_policy_has_a_button_that_leads_to_its_end(clock: str) -> None:
    """The button that stands out opens a form, or makes the move, that stops the clock; not a list to look it up in."""
    rule = RULES.clock_rule(clock)
    facts: dict[str, Any] = {"items": (Item(1, clock, RECEIVED, NOW),)} if rule.is_of_items else {"progress_at": NOW}
    case = with_evidence(a_case(**facts)) if clock in {"grade", "allocate"} else with_evidence(owned(**facts))
    if clock == "confirm grade":
        case = replace(case, proposed=Grade.LOW)
    told = drawn(part(case, f"{clock} #1" if rule.is_of_items else clock, role="supervisor"))
    [marked] = marked_buttons(told)
    assert marked == ENDS.get(clock, "done")
