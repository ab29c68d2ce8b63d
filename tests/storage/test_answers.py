from dataclasses import replace
from datetime import timedelta

import pytest

from storage import answers, cases, timers
from storage.answers import Answer, Wish
from storage.database import Transaction
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_plan

REFERENCE = "CC-26-00001"
FIRST = Answer(REFERENCE, "enforcement", 1, 1, "U0SERGEANT1", NOW, NOW + 2 * HOUR)


@pytest.fixture
def case(writing: Transaction) -> Transaction:
    """Give a transaction in which there is a case with two clocks."""
    cases.add(writing, a_case(), {})
    timers.keep(writing, REFERENCE, a_plan(a_clock(), a_clock("grade")), NOW)
    return writing


@pytest.mark.parametrize(("after", "answered"), [(0, True), (119, True), (120, False), (500, False)])
def test_an_answer_holds_until_its_end_and_no_longer(case: Transaction, after: int, answered: bool) -> None:
    answers.give(case, FIRST)
    kept = timers.clocks(case, [REFERENCE])[REFERENCE]
    assert kept["enforcement"].is_answered(NOW + timedelta(minutes=after)) is answered
    assert not kept["grade"].is_answered(NOW)


def test_each_answer_to_a_version_of_a_clock_has_its_turn_and_stays_known(case: Transaction) -> None:
    assert answers.next_turn(case, REFERENCE, "enforcement", 1) == 1
    second = replace(FIRST, turn=2, by="U0INSPECTOR1", at=NOW + 3 * HOUR, until=NOW + 5 * HOUR)
    for answer in (FIRST, second):
        answers.give(case, answer)
    assert answers.next_turn(case, REFERENCE, "enforcement", 1) == 3
    assert answers.next_turn(case, REFERENCE, "enforcement", 2) == 1
    assert answers.next_turn(case, REFERENCE, "grade", 1) == 1
    assert timers.clocks(case, [REFERENCE])[REFERENCE]["enforcement"].answered_by == "U0INSPECTOR1"
    of_it = (REFERENCE, "enforcement", 1)
    assert answers.given(case, [REFERENCE]) == {(*of_it, 1): FIRST, (*of_it, 2): second}
    assert answers.given(case, ["CC-26-00002"]) == {}


def test_of_what_somebody_asked_for_the_last_counts_for_each_version_of_a_clock(case: Transaction) -> None:
    first = Wish(REFERENCE, "enforcement", 1, 1, "U0OFFICER1", NOW, NOW + 2 * HOUR)
    cover = replace(first, turn=2, person="U0OFFICER2")
    second = replace(first, turn=3, asked_at=NOW + HOUR, remind_at=NOW + 9 * HOUR)
    other_version = replace(first, version=2)
    other_clock = replace(first, clock="grade")
    assert answers.next_wish(case, REFERENCE, "enforcement", 1) == 1
    for wish in (first, cover, second, other_version, other_clock):
        answers.wish(case, wish)
    assert answers.next_wish(case, REFERENCE, "enforcement", 1) == 4
    assert answers.next_wish(case, REFERENCE, "grade", 1) == 2
    found = answers.wishes(case, [REFERENCE])
    assert found[REFERENCE, "enforcement", 1, 1] == first
    assert len(found) == 5
    counting = answers.that_count(found.values())
    assert sorted(counting, key=repr) == sorted([cover, second, other_version, other_clock], key=repr)
    assert answers.wishes(case, ["CC-26-00002"]) == {}
