import uuid
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import text

from storage import people
from storage.database import reading, transaction
from storage.opening import Opened
from storage.roster import Address, Person, Roster, Team

NORTH = Team("North", "C0NORTH", time(8), "Europe/London")
BEFORE = Roster({"North": NORTH}, {"U1": Person("U1", "Officer 1, North", "North", "officer")})
AFTER = replace(BEFORE, people={"U1": replace(BEFORE.people["U1"], role="supervisor")})

ADDRESS = "mailto://caseclock:swordfish@example.org"
REACHED = replace(
    BEFORE,
    teams={"North": replace(NORTH, fallback=(Address(ADDRESS),))},
    people={"U1": replace(BEFORE.people["U1"], fallback=(Address(ADDRESS), Address(f"{ADDRESS}?to=second")))},
)


class Interrupted(Exception):
    """What takes a transaction back."""


def now(opened: Opened) -> Roster:
    with reading(opened.engine, opened.keyring) as looking:
        return people.roster(looking)


def read_anew(opened: Opened) -> Roster:
    """Read the roster as a process that has just started does."""
    version = {"version": uuid.uuid4().hex}
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE settings SET value = :version WHERE name = 'version of the roster'"), version)
    return now(opened)


def change(opened: Opened, wanted: Roster) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        people.replace(inner, wanted)
        assert people.roster(inner) == wanted


def change_and_take_it_back(opened: Opened, wanted: Roster) -> None:
    with transaction(opened.engine, opened.keyring) as inner:
        people.replace(inner, wanted)
        assert people.roster(inner) == wanted
        raise Interrupted


def test_a_roster_that_has_changed_is_read_anew(opened: Opened) -> None:
    change(opened, BEFORE)
    assert now(opened) == BEFORE
    assert now(opened) is now(opened)
    change(opened, AFTER)
    assert now(opened) == AFTER


def test_a_change_that_was_taken_back_is_not_remembered(opened: Opened) -> None:
    change(opened, BEFORE)
    with pytest.raises(Interrupted):
        change_and_take_it_back(opened, AFTER)
    assert now(opened) == BEFORE


def test_how_people_are_reached_beyond_slack_comes_back_and_is_sealed_in_the_record(opened: Opened) -> None:
    change(opened, REACHED)
    assert read_anew(opened) == REACHED
    with opened.engine.connect() as connection:
        stored = connection.execute(text("SELECT whose, number, address FROM fallbacks ORDER BY whose, number")).all()
    assert [(row.whose, row.number) for row in stored] == [("North", 1), ("U1", 1), ("U1", 2)]
    assert not any(b"swordfish" in bytes(row.address) for row in stored)
    change(opened, BEFORE)
    assert now(opened) == BEFORE


def test_an_address_that_was_moved_to_somebody_else_is_left_out_and_all_else_is_read(
    opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    change(opened, REACHED)
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE fallbacks SET whose = 'U1', number = 3 WHERE whose = 'North'"))
    found = read_anew(opened)
    assert found == replace(REACHED, teams=BEFORE.teams)
    assert "an address beyond Slack cannot be read" in caplog.text
    assert "swordfish" not in caplog.text
