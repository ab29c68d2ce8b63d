"""Where a force's policy is looser than a recommended timescale or a statute, in the sentences of each digest."""

from typing import Any

import pytest

from casework.case import Grade
from casework.looser import looser
from casework.policy import Policy, load
from casework.workdays import Period
from tests.casework.build import ENGLAND

RULES = load()
SOURCE = "Recommended timescales, HMICFRS 5 April 2023; that it starts at receipt by the force is force policy"
SOONER = {"very high": "12 hours", "high": "7 days", "medium": "14 days", "low": "30 days"}


def by_grade(periods: dict[str, str]) -> dict[Grade, Period]:
    return {Grade(grade): Period.parse(period) for grade, period in periods.items()}


def with_clock(name: str, **changes: Any) -> Policy:  # noqa: ANN401 - columns of a row
    """Return the built-in policy with one of its clocks changed."""
    rows = tuple(row.model_copy(update=changes) if row.name == name else row for row in RULES.clock)
    return Policy.model_construct(**{**dict(RULES), "clock": rows})


def test_what_is_built_in_is_as_recommended() -> None:
    assert looser(RULES, ENGLAND) == ()


@pytest.mark.parametrize(
    ("periods", "says"),
    [
        (SOONER, ()),
        (SOONER | {"very high": "1 day"}, ()),
        (
            SOONER | {"very high": "25 hours"},
            (f"Enforcement action, very high and ungraded: 25 hours instead of 24 hours; {SOURCE}",),
        ),
        # Three working days may be more than a week, over Christmas; so they are more.
        (SOONER | {"high": "2 working days"}, ()),
        (
            SOONER | {"high": "3 working days"},
            (f"Enforcement action, high: 3 working days instead of 7 days; {SOURCE}",),
        ),
        (
            SOONER | {"high": "8 days", "low": "2 months"},
            (
                f"Enforcement action, high: 8 days instead of 7 days; {SOURCE}",
                f"Enforcement action, low: 2 months instead of 30 days; {SOURCE}",
            ),
        ),
    ],
)
def test_more_time_than_recommended_is_said_by_grade(periods: dict[str, str], says: tuple[str, ...]) -> None:
    assert looser(with_clock("enforcement", period=by_grade(periods)), ENGLAND) == says


def test_one_time_for_every_grade_is_compared_with_each() -> None:
    one = with_clock("enforcement", period=Period.parse("10 days"))
    assert looser(one, ENGLAND) == (
        f"Enforcement action, very high and ungraded: 10 days instead of 24 hours; {SOURCE}",
        f"Enforcement action, high: 10 days instead of 7 days; {SOURCE}",
    )


def test_a_statute_counts_as_much_and_the_forces_own_rules_do_not() -> None:
    found = looser(with_clock("victim update, child", period=Period.parse("2 working days")), ENGLAND)
    source = "Victims’ Code, Right 6: enhanced rights of a child, 1 working day"
    assert found == (f"Tell the victim (child): 2 working days instead of 1 working day; {source}",)
    assert looser(with_clock("grade", period=Period.parse("30 days")), ENGLAND) == ()


def test_a_time_that_begins_or_ends_at_another_fact_is_said() -> None:
    ends = "“enforcement action”"
    assert looser(with_clock("enforcement", starts="allocated"), ENGLAND) == (
        f"Enforcement action counts from “allocated” to {ends}, not from “received” to {ends}",
    )
    assert len(looser(with_clock("enforcement", stops="allocated"), ENGLAND)) == 1


def test_a_grade_that_is_treated_as_a_lesser_one_is_looser() -> None:
    grades = tuple(
        row.model_copy(update={"treated_as": Grade.LOW}) if row.name == Grade.HIGH else row for row in RULES.grade
    )
    rules = Policy.model_construct(**{**dict(RULES), "grade": grades})
    assert looser(rules, ENGLAND) == (f"Enforcement action, high: 30 days instead of 7 days; {SOURCE}",)


def test_a_clock_that_is_left_out_is_said() -> None:
    rows = tuple(row for row in RULES.clock if row.name != "enforcement")
    rules = Policy.model_construct(**{**dict(RULES), "clock": rows})
    assert looser(rules, ENGLAND) == (f"Enforcement action is not timed; {SOURCE}",)
