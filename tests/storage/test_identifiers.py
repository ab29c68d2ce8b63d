"""Identifiers as they are stored: hashes, once a case, found by every case that has one of the same."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlalchemy import select

from casework.identifiers import Identifier
from storage import cases, identifiers
from storage.database import transaction
from storage.identifiers import Kept
from storage.tables import TABLES
from tests.storage.build import NOW, a_case

if TYPE_CHECKING:
    from storage.database import Transaction
    from storage.opening import Opened

FIRST, SECOND, THIRD = "CC-26-00001", "CC-26-00002", "CC-26-00003"


def an_identifier(*forms: str, kind: str = "User name") -> Identifier:
    return Identifier(kind, forms)


def with_cases(writing: Transaction) -> None:
    for reference in (FIRST, SECOND, THIRD):
        cases.add(writing, a_case(reference), {})


def keep(writing: Transaction, reference: str, *given: Identifier) -> Kept:
    return identifiers.keep(writing, reference, given, NOW, "U0OFFICER1")


def test_an_identifier_is_kept_once_a_case_and_only_as_a_hash(writing: Transaction) -> None:
    with_cases(writing)
    twice = (an_identifier("kestrel"), an_identifier("kestrel"), an_identifier("wren"))
    assert keep(writing, FIRST, *twice) == Kept(2, 1)
    assert keep(writing, FIRST, *twice) == Kept(0, 3)
    rows = writing.execute(select(TABLES["identifiers"])).all()
    assert {row.digest for row in rows} == {writing.keyring.identify(form) for form in ("kestrel", "wren")}
    assert {(row.reference, row.kind, row.at, row.by) for row in rows} == {(FIRST, "User name", NOW, "U0OFFICER1")}


def test_the_other_cases_are_named_when_something_is_new_and_shared(writing: Transaction) -> None:
    with_cases(writing)
    assert keep(writing, THIRD, an_identifier("kestrel")) == Kept(1, 0)
    assert keep(writing, SECOND, an_identifier("kestrel", kind="Account"), an_identifier("wren")) == Kept(
        2, 0, (THIRD,)
    )
    assert keep(writing, FIRST, an_identifier("wren"), an_identifier("kestrel")) == Kept(2, 0, (SECOND, THIRD))
    assert keep(writing, FIRST, an_identifier("kestrel")) == Kept(0, 1)
    assert identifiers.shared_with(writing, FIRST) == (SECOND, THIRD)
    assert identifiers.shared_with(writing, THIRD) == (FIRST, SECOND)


def test_what_was_entered_by_mistake_is_taken_out_of_its_case_alone(writing: Transaction) -> None:
    with_cases(writing)
    kestrel, wren = an_identifier("kestrel", "kestrel 2"), an_identifier("wren")
    keep(writing, FIRST, kestrel, wren)
    keep(writing, SECOND, kestrel)
    assert identifiers.take_out(writing, FIRST, [kestrel, an_identifier("robin")]) == 1
    assert identifiers.take_out(writing, FIRST, [kestrel]) == 0
    assert identifiers.shared_with(writing, SECOND) == ()
    assert keep(writing, FIRST, kestrel, wren) == Kept(1, 1, (SECOND,))


def test_one_form_in_common_is_enough(writing: Transaction) -> None:
    with_cases(writing)
    keep(writing, FIRST, an_identifier("10 to 12", "11 to 13"))
    assert keep(writing, SECOND, an_identifier("11 to 13", "12 to 14")) == Kept(1, 0, (FIRST,))
    assert keep(writing, THIRD, an_identifier("14 to 16", "13 to 15")) == Kept(1, 0)
    assert identifiers.shared_with(writing, THIRD) == ()
    assert keep(writing, FIRST, an_identifier("11 to 13", "12 to 14")) == Kept(1, 0, (SECOND,))


def test_of_two_who_enter_the_same_at_once_one_sees_the_other(opened: Opened) -> None:
    with transaction(opened.engine, opened.keyring) as writing:
        with_cases(writing)
    found: list[Kept] = []

    def enter(reference: str) -> None:
        with transaction(opened.engine, opened.keyring) as inner:
            identifiers.take_turn(inner)
            found.append(keep(inner, reference, an_identifier("kestrel")))

    with transaction(opened.engine, opened.keyring) as inner:
        identifiers.take_turn(inner)
        other = threading.Thread(target=enter, args=(SECOND,))
        other.start()
        other.join(0.3)
        assert other.is_alive()
        found.append(keep(inner, FIRST, an_identifier("kestrel")))
    other.join()
    assert found == [Kept(1, 0), Kept(1, 0, (FIRST,))]
