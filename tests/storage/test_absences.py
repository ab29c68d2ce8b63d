from dataclasses import replace
from datetime import datetime

import pytest

from casework.absence import Absence
from casework.case import Item, Status
from storage import absences, caselists, cases, exposure, journal, timers
from storage.database import Transaction, reading, transaction
from storage.opening import Opened
from tests.databases import BACKENDS
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_plan

pytestmark = pytest.mark.parametrize("backend", BACKENDS)
WEEK = 7 * 24 * HOUR


def test_what_has_not_ended_is_kept_in_the_order_in_which_it_begins(writing: Transaction) -> None:
    later, now = Absence("A", NOW + HOUR, NOW + WEEK, "B"), Absence("B", NOW - WEEK, NOW + HOUR)
    past, never = Absence("C", NOW - WEEK, NOW), Absence("D", NOW + HOUR, NOW + HOUR)
    for each in (later, now, past, never):
        absences.add(writing, each)
    assert [replace(each, id=0) for each in absences.from_now(writing, NOW)] == [now, later]


@pytest.mark.parametrize("starts", [NOW - HOUR, NOW + HOUR])
def test_an_absence_that_is_ended_is_over_and_one_that_had_not_begun_never_was(
    writing: Transaction, starts: datetime
) -> None:
    absences.add(writing, Absence("A", starts, NOW + WEEK))
    absences.add(writing, Absence("B", NOW, NOW + WEEK))
    found = next(each for each in absences.from_now(writing, NOW) if each.person == "A")
    absences.end(writing, found, NOW)
    assert [each.person for each in absences.from_now(writing, NOW)] == ["B"]


def test_a_running_item_is_found_by_the_name_of_its_clock_in_its_team_only(writing: Transaction) -> None:
    names = {
        "1": "unskilled owner #2",
        "2": "unskilled owners #2",
        "3": "unskilled owner #1",
        "4": "unskilled owner #2",
    }
    for number, name in names.items():
        stopped = NOW if number == "4" else None
        item = Item(2, name.removesuffix(" #2").removesuffix(" #1"), NOW, NOW)
        cases.add(writing, a_case(f"CC-26-0000{number}", items=(item,)), {})
        timers.keep(writing, f"CC-26-0000{number}", a_plan(a_clock(name, stopped_at=stopped)), NOW)
    assert caselists.running(writing, "North", {"unskilled owner"}) == {"CC-26-00001"}
    assert caselists.running(writing, "South", {"unskilled owner"}) == set()
    assert caselists.running(writing, "North", set()) == set()


def test_what_somebody_would_leave_behind_are_their_open_cases_and_their_open_items(writing: Transaction) -> None:
    given = Item(1, "CCTV", NOW, NOW, doer="A")
    held = {
        "1": a_case("CC-26-00001", owner="A"),
        "2": a_case("CC-26-00002", owner="A", status=Status.CLOSED, closed_at=NOW),
        "3": a_case("CC-26-00003", owner="B", items=(given,)),
        "4": a_case("CC-26-00004", owner="B", items=(replace(given, done_at=NOW),)),
        "5": a_case("CC-26-00005", owner="B", items=(replace(given, doer="B"),)),
        "6": a_case("CC-26-00006", owner="A", items=(given,)),
        "7": a_case("CC-26-00007", owner="B", items=(given,), status=Status.CLOSED, closed_at=NOW),
    }
    for number, case in held.items():
        cases.add(writing, case, {})
        stopped = NOW if number in {"4", "7"} else None
        timers.keep(writing, case.reference, a_plan(a_clock("CCTV #1", stopped_at=stopped)), NOW)
    assert caselists.left_behind(writing, "A") == ["CC-26-00001", "CC-26-00003", "CC-26-00006"]
    assert caselists.left_behind(writing, "C") == []


def test_exposure_counts_different_cases_of_the_kinds_and_the_time_for_each_who_owned_them(opened: Opened) -> None:
    happened = [
        ("CC-26-00001", "taken", "A", NOW),
        ("CC-26-00001", "allocated", "B", NOW),
        ("CC-26-00001", "handed over", "A", NOW + HOUR),
        ("CC-26-00002", "taken", "A", NOW - HOUR),
        ("CC-26-00003", "taken", "A", NOW),
        ("CC-26-00004", "taken", "A", NOW),
        ("CC-26-00005", "taken", "A", NOW),
        ("CC-26-00006", "offered", "A", NOW),
    ]
    changes: dict[str, dict[str, object]] = {
        "CC-26-00003": {"kind": "grooming"},
        "CC-26-00004": {"team": "South"},
        "CC-26-00005": {"closed_at": NOW + HOUR, "status": Status.CLOSED},
    }
    with transaction(opened.engine, opened.keyring) as inner:
        for reference in sorted({row[0] for row in happened}):
            plain = replace(a_case(reference), allocated_at=NOW)
            cases.add(inner, replace(plain, **changes.get(reference, {})), {})  # type: ignore[arg-type]  # any fields
        for reference, event, owner, at in happened:
            journal.record(inner, journal.Entry(at, "S", event, reference, {"owner": owner}))
    with reading(opened.engine, opened.keyring) as inner:
        assert exposure.since(inner, "North", ["image sharing"], NOW) == {"A": 2, "B": 1}
        assert exposure.since(inner, "North", [], NOW) == {}
