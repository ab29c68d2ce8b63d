from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from casework.case import Evidence, Grade, Item, Status
from storage import caselists, cases, digests, people, requests, timers
from storage.database import Transaction
from storage.roster import Person, Roster, Team
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_plan

NORTH = Team("North", "C0NORTH", time(8, 0), "Europe/London", ("C0DIGEST", "C0OTHER"), "C0DUTY")
SOUTH = Team("South", "C0SOUTH", time(7, 30), "Europe/Lisbon")
OFFICER = Person("U0OFFICER1", "Officer 1, North", "North", "officer", "U0SERGEANT1", (("OCSAE investigator", None),))
SERGEANT = Person("U0SERGEANT1", "Sergeant, North", "North", "supervisor", None, (("assessor", date(2027, 3, 31)),))

UNSKILLED = Item(3, "unskilled owner", NOW, NOW)


def a_roster(teams: tuple[Team, ...], members: tuple[Person, ...]) -> Roster:
    return Roster({team.name: team for team in teams}, {person.slack: person for person in members})


def test_an_empty_roster_is_empty(looking: Transaction) -> None:
    assert people.roster(looking) == Roster({}, {})


@pytest.mark.parametrize(
    "wanted",
    [a_roster((NORTH, SOUTH), (OFFICER, SERGEANT)), a_roster((NORTH,), (SERGEANT,)), a_roster((), ())],
)
def test_a_roster_is_replaced_by_exactly_what_is_wanted(writing: Transaction, wanted: Roster) -> None:
    people.replace(writing, a_roster((NORTH,), (OFFICER,)))
    people.replace(writing, wanted)
    assert people.roster(writing) == wanted


def test_a_delivery_takes_effect_once(writing: Transaction) -> None:
    assert requests.seen(writing, "V1") == (False, None)
    requests.note(writing, "V1", NOW, "CC-26-00001")
    requests.note(writing, "V2", NOW, None)
    assert requests.seen(writing, "V1") == (True, "CC-26-00001")
    assert requests.seen(writing, "V2") == (True, None)


def test_there_is_one_digest_a_channel_and_day(writing: Transaction) -> None:
    today = NOW.date()
    assert digests.last(writing) == {}
    digests.note(writing, "North", "C1", today - timedelta(days=1), NOW)
    digests.note(writing, "North", "C1", today, NOW)
    digests.note(writing, "North", "C2", today, NOW)
    assert digests.last(writing) == {("North", "C1"): today, ("North", "C2"): today}
    with pytest.raises(IntegrityError), writing.connection.begin_nested():
        digests.note(writing, "North", "C1", today, NOW)


def a_queue(writing: Transaction) -> None:
    waits = {"evidence": Evidence.IN_HAND, "evidence_known_at": NOW}
    for case, hours in (
        (a_case("CC-26-00001", grade=Grade.LOW), 1),
        (a_case("CC-26-00002", grade=Grade.VERY_HIGH, owner="U1"), 9),
        (a_case("CC-26-00003", grade=Grade.UNGRADED, owner="U1", **waits), 3),
        (a_case("CC-26-00004", grade=Grade.VERY_HIGH, status=Status.CLOSED, owner="U1"), 1),
        (a_case("CC-26-00005", grade=Grade.VERY_HIGH, owner="U2"), None),
    ):
        cases.add(writing, case, {})
        clocks = [a_clock("grade", stopped_at=NOW)]
        if hours:
            clocks += [a_clock(due_at=NOW + hours * HOUR), a_clock("later", due_at=NOW + 2 * hours * HOUR)]
        timers.keep(writing, case.reference, a_plan(*clocks), NOW)


def test_the_queue_is_in_order_of_severity_and_then_of_what_is_due_first(writing: Transaction) -> None:
    a_queue(writing)
    found = caselists.open_cases(writing, "North")
    assert [(case.reference, case.clock, case.due_at) for case in found] == [
        ("CC-26-00003", "enforcement", NOW + 3 * HOUR),
        ("CC-26-00002", "enforcement", NOW + 9 * HOUR),
        ("CC-26-00005", None, None),
        ("CC-26-00001", "enforcement", NOW + HOUR),
    ]
    assert [case.reference for case in found if case.evidence_waits] == ["CC-26-00003"]


@pytest.mark.parametrize(
    ("facts", "clock", "is_pressing"),
    [
        ({}, {}, False),
        ({}, {"due_at": NOW + HOUR}, True),
        ({}, {"due_at": NOW + HOUR, "stopped_at": NOW}, False),
        ({}, {"due_at": NOW + HOUR + timedelta(seconds=1)}, False),
        ({"items": (UNSKILLED,)}, {"name": "unskilled owner #3"}, True),
        ({"items": (UNSKILLED,)}, {"name": "unskilled owner #4"}, False),
        ({"owner": None}, {}, True),
        ({"graded_at": None}, {}, True),
        ({"evidence_known_at": NOW}, {}, True),
        ({"evidence_known_at": NOW, "evidence_confirmed_at": NOW}, {}, False),
        ({"owner": None, "team": "South"}, {}, False),
        ({"owner": None, "status": Status.CLOSED}, {}, False),
        ({"status": Status.CLOSED}, {"due_at": NOW}, False),
    ],
)
def test_a_digest_reads_only_what_wants_an_eye(
    writing: Transaction, facts: dict[str, Any], clock: dict[str, Any], is_pressing: bool
) -> None:
    case = replace(a_case(owner="U1", graded_at=NOW, grade=Grade.HIGH), **facts)
    cases.add(writing, case, {})
    timers.keep(writing, case.reference, a_plan(a_clock("later", due_at=NOW + 9 * HOUR), a_clock(**clock)), NOW)
    found = caselists.pressing(writing, "North", NOW + HOUR, {"unskilled owner"})
    assert [each.reference for each in found] == [case.reference] * is_pressing


def test_what_is_pressing_comes_in_the_order_of_the_queue_with_what_is_due_first(writing: Transaction) -> None:
    a_queue(writing)
    every, some = caselists.open_cases(writing, "North"), caselists.pressing(writing, "North", NOW, set())
    assert some == every
    assert caselists.counts(writing, "North") == {Grade.UNGRADED: 1, Grade.VERY_HIGH: 2, Grade.LOW: 1}
    assert caselists.counts(writing, "South") == {}


def test_the_queue_of_one_owner_and_the_counts(writing: Transaction) -> None:
    a_queue(writing)
    assert [case.reference for case in caselists.open_cases(writing, "North", "U1")] == ["CC-26-00003", "CC-26-00002"]
    assert caselists.open_cases(writing, "South") == []
    assert caselists.open_by_owner(writing, "North") == {"U1": 2, "U2": 1}
    assert caselists.open_count(writing) == 4
