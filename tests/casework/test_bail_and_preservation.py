"""What ends by law: bail counts from the arrest and is extended in time or not at all; so is a preservation request."""

import pytest

from casework.case import Case, Item
from casework.clocks import clocks, doer_of
from casework.errors import TooLateToExtend
from casework.items import Ending, add, end
from casework.policy import load
from tests.casework.build import ENGLAND, a_case, local

POLICY = load()


def bailed(arrest: str, kind: str = "bail to 3 months") -> Case:
    """Return a case of which the suspect was bailed after an arrest at that hour in London."""
    return add(a_case(), Item(0, kind, local(arrest), local(arrest), doer="U0OFFICER2"))


def due(case: Case) -> str:
    """Return when the last item is due, as the clock in London shows it."""
    last = clocks(case, POLICY, ENGLAND)[-1]
    return f"{last.due_at.astimezone(ENGLAND.zone):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("arrest", "kind", "ends"),
    [
        ("2026-11-03 09:12", "bail to 3 months", "2027-02-03 09:12"),
        ("2026-08-31 10:00", "bail to 3 months", "2026-11-30 10:00"),
        ("2026-11-30 10:00", "bail to 3 months", "2027-02-28 10:00"),
        ("2027-11-29 10:00", "bail to 3 months", "2028-02-29 10:00"),
        # The local hour is kept, whatever daylight saving does.
        ("2026-09-10 23:30", "bail to 3 months", "2026-12-10 23:30"),
        ("2026-01-15 00:30", "bail to 6 months", "2026-07-15 00:30"),
        ("2026-11-03 09:12", "bail to 6 months", "2027-05-03 09:12"),
        ("2026-11-03 09:12", "bail to 9 months", "2027-08-03 09:12"),
        ("2026-11-03 09:12", "bail to 12 months", "2027-11-03 09:12"),
    ],
)
def test_bail_counts_from_the_arrest_in_months(arrest: str, kind: str, ends: str) -> None:
    assert due(bailed(arrest, kind)) == ends


def test_an_extension_after_expiry_is_refused_and_says_since_when() -> None:
    with pytest.raises(TooLateToExtend, match=r"“Bail, to 3 months” of CC-26-00042 ended 3 Feb 2027 09:12, so “Ext"):
        extended("2027-02-03 09:12")


def test_an_extension_in_the_last_minute_counts_from_the_arrest() -> None:
    assert due(extended("2027-02-03 09:11")) == "2027-05-03 09:12"


def extended(at: str) -> Case:
    ending = Ending("Extended by an inspector", local(at), "U0OFFICER1")
    return end(bailed("2026-11-03 09:12"), 1, ending, POLICY, ENGLAND)


def test_a_request_is_renewed_before_it_ends_and_then_never_again() -> None:
    case = add(a_case(), Item(0, "US preservation request", local("2026-11-03 09:12"), local("2026-11-03 09:12")))
    with pytest.raises(TooLateToExtend):
        end(case, 1, Ending("Renewed", local("2027-02-01 09:12"), "U0OFFICER1"), POLICY, ENGLAND)
    renewed = end(case, 1, Ending("Renewed", local("2027-02-01 09:11"), "U0OFFICER1"), POLICY, ENGLAND)
    assert due(renewed) == "2027-05-02 10:11"
    assert [rule.name for rule in POLICY.results("US preservation, renewed")] == ["Secured", "Lost", "Not needed"]


def test_an_item_says_who_has_to_do_it_and_a_clock_of_the_case_nobody_but_its_owner() -> None:
    case = bailed("2026-11-03 09:12")
    first, *_, last = clocks(case, POLICY, ENGLAND)
    assert (doer_of(first, case), doer_of(last, case)) == (None, "U0OFFICER2")


def test_bail_that_a_court_has_extended_ends_when_the_court_said_whatever_its_conditions_become() -> None:
    until, court = local("2028-01-31 16:00"), local("2027-10-20 11:00")
    case = bailed("2026-11-03 09:12", "bail to 12 months")
    case = end(case, 1, Ending("Extended by a magistrates’ court", court, "U0OFFICER1", until), POLICY, ENGLAND)
    assert due(case) == "2028-01-31 16:00"
    case = end(case, 2, Ending("Conditions changed", local("2027-11-05 10:00"), "U0OFFICER1"), POLICY, ENGLAND)
    assert due(case) == "2028-01-31 16:00"


def test_what_was_agreed_for_one_bail_is_not_the_end_of_the_next() -> None:
    agreed = Item(
        0, "bail to 3 months", local("2026-11-03 09:12"), local("2026-11-03 09:12"), due_at=local("2027-01-31 12:00")
    )
    ending = Ending("Extended by an inspector", local("2027-01-30 10:00"), "U0OFFICER1")
    assert due(end(add(a_case(), agreed), 1, ending, POLICY, ENGLAND)) == "2027-05-03 09:12"


def test_what_was_recorded_late_is_known_from_then_on() -> None:
    case = add(a_case(), Item(0, "release decision", local("2026-11-03 09:12"), local("2026-11-03 09:12")))
    told = Ending("Bailed", local("2026-11-03 19:00"), "U0OFFICER1", recorded_at=local("2026-11-06 08:00"))
    bail = clocks(end(case, 1, told, POLICY, ENGLAND), POLICY, ENGLAND)[-1]
    assert (bail.name, bail.started_at, bail.known_at) == (
        "bail to 3 months #2",
        local("2026-11-03 09:12"),
        local("2026-11-06 08:00"),
    )
