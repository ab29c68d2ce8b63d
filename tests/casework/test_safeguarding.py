"""Safeguarding: from the first word of a child at risk to the conference."""

import pytest

from casework.clocks import clocks
from tests.casework.build import ENGLAND, a_case, utc
from tests.casework.test_items import POLICY, after, finish, opened


def test_safeguarding_goes_from_the_referral_to_the_conference() -> None:
    case = after(a_case(grade="high"), "fact child at risk: yes")
    chain = []
    for number, result in enumerate(
        ["Referred", "Asked again, no decision yet", "Strategy discussion", "Section 47 enquiry begun"], 1
    ):
        chain.append(opened(case))
        case = finish(case, number, result)
    assert chain == [["safeguarding referral"], ["authority decision"], ["authority decision"], ["strategy discussion"]]
    assert opened(case) == ["conference"]
    assert opened(finish(case, 5, "Conference held")) == []
    due = {clock.name: clock.due_at for clock in clocks(case, POLICY, ENGLAND)}
    assert due["safeguarding referral #1"] == utc("2026-11-05 14:00")
    assert due["authority decision #2"] == due["authority decision #3"] == utc("2026-11-06 12:00")
    assert due["strategy discussion #4"] == utc("2026-11-08 12:00")
    assert due["conference #5"] == utc("2026-11-26 12:00")


@pytest.mark.parametrize(
    ("grade", "due"),
    [
        ("very high", "2026-11-05 14:00"),
        ("ungraded", "2026-11-05 14:00"),
        ("high", "2026-11-05 14:00"),
        ("medium", "2026-11-06 10:00"),
        ("low", "2026-11-06 10:00"),
    ],
)
def test_a_child_at_risk_is_referred_in_hours_or_a_working_day_by_grade(grade: str, due: str) -> None:
    case = after(a_case(grade=grade), "fact child at risk: yes")
    assert clocks(case, POLICY, ENGLAND)[-1].due_at == utc(due)


def test_a_delay_that_was_agreed_is_due_when_it_ends_whatever_the_grade_allows() -> None:
    case = after(a_case(), "fact child at risk: yes")
    delayed = finish(case, 1, "Delayed for an operation, as agreed with the authority", until="2026-11-09 18:00")
    assert opened(delayed) == ["safeguarding referral"]
    clock = clocks(delayed, POLICY, ENGLAND)[-1]
    assert (clock.name, clock.due_at, clock.period, clock.grade) == (
        *("safeguarding referral #2", utc("2026-11-09 18:00")),
        *("as agreed", None),
    )


@pytest.mark.parametrize("result", ["Assessment, no strategy discussion", "No further action by the authority"])
def test_the_authority_may_decide_that_nothing_follows(result: str) -> None:
    case = finish(after(a_case(), "fact child at risk: yes"), 1, "Referred already by another agency")
    assert opened(finish(case, 2, result)) == []
