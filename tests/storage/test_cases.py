import threading
from dataclasses import replace

import pytest

from casework.case import Evidence, Fact, Grade, Item, Status
from casework.errors import NoSuchCase
from storage import cases
from storage.database import Transaction, transaction
from storage.encrypted import Private
from storage.opening import Opened
from tests.storage.build import HOUR, NOW, SECRET, a_case


def test_a_case_comes_back_as_it_was(writing: Transaction) -> None:
    case = a_case(
        facts=(Fact("child at risk", "yes", NOW, NOW + HOUR, "U0OFFICER1"),),
        items=(Item(1, "CCTV", NOW, NOW + HOUR, detail="CCTV operator"),),
        proposed=Grade.LOW,
        evidence=Evidence.AT_RISK,
        grade=Grade.VERY_HIGH,
        graded_by="U0OFFICER1",
        graded_at=NOW + HOUR,
        status=Status.ALLOCATED,
        owner="U0OFFICER1",
    )
    cases.add(writing, case, {})
    found = cases.get(writing, case.reference)
    assert found == case
    assert found.grade is Grade.VERY_HIGH
    assert found.proposed is Grade.LOW
    assert found.status is Status.ALLOCATED


def test_a_saved_case_has_the_next_version(writing: Transaction) -> None:
    cases.add(writing, a_case(), {"summary": SECRET})
    cases.save(writing, a_case(owner="U0OFFICER1"))
    assert cases.get(writing, "CC-26-00001") == a_case(owner="U0OFFICER1", version=2)
    assert cases.particulars(writing, "CC-26-00001").summary == Private("CC-26-00001/summary", SECRET)


def test_saving_one_case_leaves_the_others(writing: Transaction) -> None:
    for number in (1, 2):
        cases.add(writing, a_case(f"CC-26-0000{number}"), {})
    cases.save(writing, a_case("CC-26-00002", owner="U0OFFICER1"))
    assert cases.load(writing, ["CC-26-00002", "CC-26-00001", "CC-26-00003"]) == {
        "CC-26-00001": a_case("CC-26-00001"),
        "CC-26-00002": a_case("CC-26-00002", owner="U0OFFICER1", version=2),
    }


def test_nothing_typed_is_nothing_stored(writing: Transaction) -> None:
    cases.add(writing, a_case(), {"summary": "", "external_reference": "A/1"})
    typed = cases.particulars(writing, "CC-26-00001")
    assert typed.summary is None
    assert typed.external_reference == Private("CC-26-00001/external_reference", "A/1")


def test_a_case_that_does_not_exist_is_refused(looking: Transaction) -> None:
    with pytest.raises(NoSuchCase, match="There is no case CC-26-00009"):
        cases.get(looking, "CC-26-00009")
    with pytest.raises(NoSuchCase):
        cases.particulars(looking, "CC-26-00009")


def test_the_open_cases_of_an_owner_are_listed(writing: Transaction) -> None:
    mine = a_case("CC-26-00002", owner="U0OFFICER1")
    for case in (
        mine,
        a_case("CC-26-00001", owner="U0OFFICER1", status=Status.CLOSED),
        a_case("CC-26-00003", owner="U0OFFICER2"),
        a_case("CC-26-00004"),
    ):
        cases.add(writing, case, {})
    assert cases.open_of(writing, "U0OFFICER1") == [mine]


def test_references_are_consecutive_and_start_anew_each_year(writing: Transaction) -> None:
    given = [cases.next_reference(writing, year) for year in (2026, 2026, 2027, 2026, 2027)]
    assert given == ["CC-26-00001", "CC-26-00002", "CC-27-00001", "CC-26-00003", "CC-27-00002"]


def test_a_reference_that_was_not_used_is_given_to_the_next(opened: Opened) -> None:
    def fail() -> None:
        with transaction(opened.engine, opened.keyring) as inner:
            cases.next_reference(inner, 2026)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with transaction(opened.engine, opened.keyring) as inner:
        assert cases.next_reference(inner, 2026) == "CC-26-00001"


def test_fifty_writers_at_once_get_fifty_references(opened: Opened) -> None:
    given: list[str] = []

    def write(times: int) -> None:
        for _ in range(times):
            with transaction(opened.engine, opened.keyring) as inner:
                reference = cases.next_reference(inner, 2026)
                cases.add(inner, a_case(reference), {})
            given.append(reference)

    writers = [threading.Thread(target=write, args=(5,)) for _ in range(10)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(given) == [f"CC-26-{number:05d}" for number in range(1, 51)]


def test_a_case_is_held_until_the_commit(opened: Opened) -> None:
    """Of ten who each read the owner's count and add one, none overwrites another."""
    with transaction(opened.engine, opened.keyring) as inner:
        cases.add(inner, a_case(outcome="0"), {})

    def add_one() -> None:
        with transaction(opened.engine, opened.keyring) as inner:
            case = cases.get(inner, "CC-26-00001")
            cases.save(inner, replace(case, outcome=str(int(case.outcome or 0) + 1)))

    writers = [threading.Thread(target=add_one) for _ in range(10)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with transaction(opened.engine, opened.keyring) as inner:
        assert cases.get(inner, "CC-26-00001").outcome == "10"
        assert cases.get(inner, "CC-26-00001").version == 11
