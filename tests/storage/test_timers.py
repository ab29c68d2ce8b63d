from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung
from storage import answers, cases, crowds, mending, timers
from storage.answers import Answer
from storage.database import Transaction, transaction
from storage.opening import Opened
from storage.tables import TABLES
from storage.timers import Kept
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_plan

REFERENCE = "CC-26-00001"
LATE = NOW + timedelta(days=400)


@pytest.fixture
def case(writing: Transaction) -> Transaction:
    """Give a transaction in which there is a case with one clock, whose first rung has been said."""
    cases.add(writing, a_case(), {})
    timers.keep(writing, REFERENCE, a_plan(a_clock()), NOW)
    timers.fired(writing, [due.id for due in timers.due(writing, NOW + 12 * HOUR, 10)], NOW)
    return writing


def states(inner: Transaction) -> list[tuple[str, int, str, str]]:
    """Say clock, version, rung and state of each timer."""
    wanted = text("SELECT clock, version, rung, state FROM timers ORDER BY id")
    return [(row.clock, row.version, row.rung, row.state) for row in inner.execute(wanted)]


def kept(inner: Transaction, name: str = "enforcement") -> Kept:
    return timers.clocks(inner, [REFERENCE])[REFERENCE][name]


def test_a_clock_that_did_not_change_keeps_what_has_been_said(case: Transaction) -> None:
    answers.give(case, Answer(REFERENCE, "enforcement", 1, 1, "U0SERGEANT1", NOW, NOW + HOUR))
    timers.keep(case, REFERENCE, a_plan(a_clock()), NOW)
    assert states(case) == [("enforcement", 1, "half", "fired"), ("enforcement", 1, "due", "pending")]
    assert kept(case) == Kept(a_clock(), 1, "U0SERGEANT1", NOW, NOW + HOUR)


@pytest.mark.parametrize(
    "changed",
    [
        replace(a_clock(), due_at=NOW + 7 * HOUR),
        replace(a_clock(), started_at=NOW - HOUR),
        replace(a_clock(), grade=Grade.HIGH),
    ],
)
def test_a_clock_with_another_basis_starts_a_new_version(case: Transaction, changed: Clock) -> None:
    answers.give(case, Answer(REFERENCE, "enforcement", 1, 1, "U0SERGEANT1", NOW, NOW + HOUR))
    timers.keep(case, REFERENCE, a_plan(changed), NOW)
    assert states(case) == [
        ("enforcement", 1, "half", "fired"),
        ("enforcement", 1, "due", "withdrawn"),
        ("enforcement", 2, "half", "pending"),
        ("enforcement", 2, "due", "pending"),
    ]
    assert kept(case) == Kept(changed, 2)


def test_a_stopped_clock_has_nothing_more_to_say_until_it_runs_again(case: Transaction) -> None:
    timers.keep(case, REFERENCE, a_plan(a_clock(stopped_at=NOW + HOUR)), NOW)
    assert states(case) == [("enforcement", 1, "half", "fired"), ("enforcement", 1, "due", "withdrawn")]
    assert kept(case).version == 2
    timers.keep(case, REFERENCE, a_plan(a_clock()), NOW)
    assert states(case)[2:] == [("enforcement", 3, "half", "pending"), ("enforcement", 3, "due", "pending")]
    assert kept(case) == Kept(a_clock(), 3)


def test_one_clock_changes_and_the_other_stays(case: Transaction) -> None:
    timers.keep(case, REFERENCE, a_plan(a_clock(), a_clock("grade")), NOW)
    timers.keep(case, REFERENCE, a_plan(a_clock(), a_clock("grade", stopped_at=NOW)), NOW)
    assert states(case) == [
        ("enforcement", 1, "half", "fired"),
        ("enforcement", 1, "due", "pending"),
        ("grade", 1, "half", "withdrawn"),
        ("grade", 1, "due", "withdrawn"),
    ]


def test_a_clock_that_is_no_longer_in_the_plan_goes_and_may_come_back(case: Transaction) -> None:
    timers.keep(case, REFERENCE, [], NOW)
    assert timers.clocks(case, [REFERENCE]) == {}
    assert timers.next_due(case) is None
    timers.keep(case, REFERENCE, a_plan(a_clock()), NOW)
    assert kept(case) == Kept(a_clock(), 2)
    assert states(case)[2:] == [("enforcement", 2, "half", "pending"), ("enforcement", 2, "due", "pending")]


def test_the_clocks_of_other_cases_are_left_alone(case: Transaction) -> None:
    cases.add(case, a_case("CC-26-00002"), {})
    timers.keep(case, "CC-26-00002", a_plan(a_clock()), NOW)
    timers.keep(case, REFERENCE, [], NOW)
    assert timers.clocks(case, [REFERENCE, "CC-26-00002"]) == {"CC-26-00002": {"enforcement": Kept(a_clock(), 1)}}
    assert [due.reference for due in timers.due(case, LATE, 10)] == ["CC-26-00002"] * 2


def test_what_is_longest_overdue_comes_first(case: Transaction) -> None:
    moments = {"late": 3, "first": 1, "second": 2, "not yet": 30}
    timers.keep(case, REFERENCE, [], NOW)
    timers.add(case, [(REFERENCE, "grade", 1, Rung(name, NOW + hours * HOUR, 4)) for name, hours in moments.items()])
    assert timers.next_due(case) == NOW + HOUR
    found = timers.due(case, NOW + 3 * HOUR, 2)
    assert [due.rung for due in found] == [Rung("first", NOW + HOUR, 4), Rung("second", NOW + 2 * HOUR, 4)]
    timers.fired(case, [due.id for due in found], NOW)
    assert [due.rung.name for due in timers.due(case, NOW + 3 * HOUR, 2)] == ["late"]
    timers.fired(case, [], NOW)
    assert timers.next_due(case) == NOW + 3 * HOUR


def test_the_names_by_which_cases_have_run_are_those_of_the_policys_rows(writing: Transaction) -> None:
    assert timers.names(writing) == set()
    for number, clock in enumerate(("bail #2", "bail #10", "grade", "bail"), 1):
        cases.add(writing, a_case(f"CC-26-0000{number}"), {})
        timers.keep(writing, f"CC-26-0000{number}", a_plan(a_clock(clock), a_clock()), NOW)
    assert timers.names(writing) == {"bail", "enforcement", "grade"}


def of_several_teams(writing: Transaction) -> None:
    """Let there be six cases with two timers each; the last one's are not due for a day."""
    for number, team in enumerate(("South", "North", "North", "South", "North", "North")):
        reference, due_at = f"CC-26-0000{number}", NOW + 30 * HOUR * (number == 5) + number * HOUR
        cases.add(writing, replace(a_case(reference), team=team), {})
        timers.add(writing, [(reference, "grade", 1, Rung(name, due_at)) for name in ("half", "due")])


def test_what_is_due_of_a_case_comes_whole_and_the_longest_overdue_first(writing: Transaction) -> None:
    of_several_teams(writing)
    assert [tuple(each) for each in crowds.waiting(writing, NOW + 9 * HOUR, 5)] == [
        ("CC-26-00000", "South", "ungraded", 2),
        ("CC-26-00001", "North", "ungraded", 2),
        ("CC-26-00002", "North", "ungraded", 1),
    ]
    found = timers.due_in(writing, ["CC-26-00002", "CC-26-00000", "CC-26-00005"], NOW + 9 * HOUR)
    assert [timer.reference for timer in found] == ["CC-26-00000"] * 2 + ["CC-26-00002"] * 2


@pytest.mark.parametrize("backend", ["postgresql"])
def test_of_a_case_that_another_holds_nothing_is_found_and_of_any_other_all(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        of_several_teams(inner)
    with (
        transaction(opened.engine, opened.keyring) as one,
        transaction(opened.engine, opened.keyring) as other,
    ):
        assert [timer.reference for timer in timers.due(one, LATE, 1)] == ["CC-26-00000"]
        theirs = timers.due(other, LATE, 20)
        mine = timers.due_in(one, ["CC-26-00000", "CC-26-00001"], LATE)
    assert [timer.reference for timer in mine] == ["CC-26-00000"] * 2
    assert Counter(timer.reference for timer in theirs) == {f"CC-26-0000{number}": 2 for number in range(1, 6)}


@pytest.mark.parametrize("backend", ["postgresql"])
def test_two_who_look_for_due_timers_find_different_ones(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        for number in range(10):
            cases.add(inner, a_case(f"CC-26-{number:05d}"), {})
            timers.keep(inner, f"CC-26-{number:05d}", a_plan(a_clock()), NOW)
    with (
        transaction(opened.engine, opened.keyring) as one,
        transaction(opened.engine, opened.keyring) as other,
    ):
        first = {due.id for due in timers.due(one, LATE, 8)}
        second = {due.id for due in timers.due(other, LATE, 20)}
    assert len(first) == 8
    assert second
    assert not first & second


@pytest.mark.parametrize("backend", ["postgresql"])
def test_the_timers_of_a_case_that_somebody_is_changing_are_left_for_the_next_beat(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        for reference in (REFERENCE, "CC-26-00002"):
            cases.add(inner, a_case(reference), {})
            timers.keep(inner, reference, a_plan(a_clock()), NOW)
    with (
        transaction(opened.engine, opened.keyring) as officer,
        transaction(opened.engine, opened.keyring) as beat,
    ):
        cases.save(officer, replace(cases.get(officer, REFERENCE), owner="U0OFFICER1"))
        assert {due.reference for due in timers.due(beat, LATE, 10)} == {"CC-26-00002"}


def test_the_beat_is_served_by_an_index(looking: Transaction) -> None:
    if looking.connection.dialect.name == "postgresql":
        # An empty table is read faster without.
        looking.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "EXPLAIN SELECT due_at FROM timers WHERE state = 'pending' ORDER BY due_at LIMIT 1"
    else:
        plan = "EXPLAIN QUERY PLAN SELECT due_at FROM timers WHERE state = 'pending' ORDER BY due_at LIMIT 1"
    told = " ".join(str(row) for row in looking.execute(text(plan)))
    assert "ix_timers_pending" in told
    assert "Sort" not in told
    assert "B-TREE" not in told


def test_a_rung_that_was_withdrawn_is_promised_again_and_no_second_time(case: Transaction) -> None:
    timers.keep(case, REFERENCE, [], NOW)
    timers.add(case, [(REFERENCE, "grade", 1, Rung("late", NOW, 4))])
    ((withdrawn, *_),) = case.execute(select(TABLES["timers"].c.id).where(TABLES["timers"].c.turn == 4)).all()
    mending.withdraw(case, [withdrawn], NOW)
    assert timers.due(case, NOW + 3 * HOUR, 2) == []
    again = Rung("late", NOW + HOUR, 4)
    timers.add(case, [(REFERENCE, "grade", 1, again), (REFERENCE, "grade", 1, Rung("late", NOW + 2 * HOUR, 5))])
    assert [(due.id, due.rung) for due in timers.due(case, NOW + HOUR, 9)] == [(withdrawn, again)]
