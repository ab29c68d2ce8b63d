import pytest

from casework.case import Grade, Status
from casework.errors import MoveNotAllowed, NotAReason
from casework.lifecycle import check_reason, lowers, may, move
from casework.policy import load
from tests.casework.build import a_case

POLICY = load()
MOVES = {
    # What each state becomes; a state that is not named does not allow the move.
    "grade": {"received": "received", "allocated": "allocated", "in progress": "in progress"},
    "lower": {"received": "received", "allocated": "allocated", "in progress": "in progress"},
    "take": {"received": "in progress", "allocated": "in progress"},
    "allocate": {"received": "allocated", "allocated": "allocated", "in progress": "allocated"},
    "evidence": {
        "received": "received",
        "allocated": "allocated",
        "in progress": "in progress",
        "closed": "closed",
    },
    "enforce": {"allocated": "in progress", "in progress": "in progress"},
    "close": {"in progress": "closed"},
    "fact": {"received": "received", "allocated": "allocated", "in progress": "in progress"},
    "confirm": {"received": "received", "allocated": "allocated", "in progress": "in progress"},
    "item": {
        "received": "received",
        "allocated": "allocated",
        "in progress": "in progress",
        "closed": "closed",
    },
    "done": {
        "received": "received",
        "allocated": "allocated",
        "in progress": "in progress",
        "closed": "closed",
    },
    "update": {"received": "received", "allocated": "allocated", "in progress": "in progress"},
    "reopen": {"closed": "in progress"},
}
TABLE = [(name, status, ends.get(status)) for name, ends in MOVES.items() for status in Status]


@pytest.mark.parametrize(("name", "status", "becomes"), TABLE)
def test_a_move_leads_where_the_table_says(name: str, status: Status, becomes: str | None) -> None:
    case = a_case(status=status)
    assert may(case, name, POLICY) is (becomes is not None)
    if becomes is None:
        with pytest.raises(MoveNotAllowed, match=f"CC-26-00042 is {status}, so it cannot be done: "):
            move(case, name, POLICY)
    else:
        assert move(case, name, POLICY) == a_case(status=Status(becomes))


@pytest.mark.parametrize(
    ("name", "label", "instead"),
    [
        (
            "enforce",
            "Record enforcement action",
            "It needs an owner first: take it, or ask a supervisor to allocate it.",
        ),
        ("close", "Close", "A case is closed from “in progress”: its owner takes it first."),
        ("reopen", "Open it again", "It is open."),
    ],
)
def test_a_move_that_comes_too_early_says_what_to_do_first(name: str, label: str, instead: str) -> None:
    with pytest.raises(MoveNotAllowed) as refused:
        move(a_case(), name, POLICY)
    assert str(refused.value) == f"CC-26-00042 is received, so it cannot be done: {label}. {instead}"


def test_a_move_that_comes_too_late_points_to_the_case() -> None:
    with pytest.raises(MoveNotAllowed, match=r"Take it\. `/case` shows what can be done now\.$"):
        move(a_case(status=Status.CLOSED), "take", POLICY)


@pytest.mark.parametrize(
    ("present", "lower"),
    [
        ("very high", {"high", "medium", "low"}),
        ("ungraded", set()),
        ("high", {"medium", "low"}),
        ("medium", {"low"}),
        ("low", set()),
    ],
)
def test_only_a_grade_below_the_present_one_lowers_it(present: str, lower: set[str]) -> None:
    assert {wanted.value for wanted in Grade if lowers(Grade(present), wanted)} == lower


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No resources this week", "resource"),
        ("lack of capacity", "capacity"),
        ("STAFFING", "staffing"),
        ("we have no staff", "no staff"),
        ("short staffed", "short staffed"),
        ("short-staffed", "short staffed"),
        ("Short\n  staffed", "short staffed"),
        ("understaffed", "understaffed"),
        ("under-staffed", "under staffed"),
        ("the backlog", "backlog"),
        ("Too busy", "too busy"),
        ("my workload", "workload"),
        ("there are no officers", "no officers"),
        ("the budget", "budget"),
    ],
)
def test_want_of_resources_is_never_a_reason(text: str, words: str) -> None:
    with pytest.raises(NotAReason) as refused:
        check_reason(text, POLICY)
    assert str(refused.value) == (
        f"“{words}” is not a reason. Risk decides, not resources: say what changed in the risk to the child."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Let them visit first", "visit first"),
        ("They will visit him first", "visit him first"),
        ("to VISIT THEM FIRST", "visit them first"),
        ("they go round first", "go round first"),
        ("She might want to visit", "might want to visit"),
        ("he may want to\nvisit", "may want to visit"),
        ("a social worker may visit", "social worker may visit"),
        ("The social-worker might visit.", "social worker might visit"),
    ],
)
def test_that_a_partner_may_visit_first_is_never_a_reason(text: str, words: str) -> None:
    with pytest.raises(NotAReason) as refused:
        check_reason(text, POLICY)
    assert str(refused.value) == (
        f"“{words}” is not a reason. A partner is told at once, whatever it may do then: a delay is agreed with the"
        " authority, by a supervisor, and has an end."
    )


def test_each_row_of_words_that_are_no_reason_is_known_here() -> None:
    assert {row.name: len(row.words) for row in POLICY.not_a_reason} == {"resources": 12, "they may visit first": 8}


@pytest.mark.parametrize("text", ["", "The account belongs to somebody else", "The staff of the school told us"])
def test_what_changed_in_the_risk_is_a_reason(text: str) -> None:
    check_reason(text, POLICY)
