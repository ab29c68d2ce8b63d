from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.views import item, more
from bot.views.answers import subject
from casework.case import Case, Grade, Item, Status
from practice.blocks import check_view
from tests.views.builders import NOW, RULES, a_case, a_sheet, buttons, field, owned, said

CLOSED = replace(owned(), status=Status.CLOSED, closed_at=NOW)
PROPOSED = a_case(proposed=Grade.LOW, proposed_tool="KIRAT", proposed_by="U0OFFICER1", training="expired")
NOT_YOURS = "Allocate is for a supervisor of OCSAE North."
NOT_YET = "Close: A case is closed from “in progress”: its owner takes it first."
EVERY = {rule.name: f"{rule.label} is not yours." for rule in RULES.move}
ADDED = ["item"] * 5


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        (
            a_case(),
            [
                *("take", "allocate", "duty", "grade", "fact", "update", "evidence", "preserve"),
                *(*ADDED[1:], "identify", "item", "case", "receipts", "why"),
            ],
        ),
        (
            PROPOSED,
            [
                *("take", "allocate", "duty", "confirm", "grade", "fact", "update", "evidence", "preserve"),
                *(*ADDED[1:], "identify", "item", "case", "receipts", "why"),
            ],
        ),
        (
            owned(),
            [
                *("allocate", "handover", "duty", "regrade", "fact", "update", "enforce"),
                *("evidence", "preserve", *ADDED[1:], "identify", "item", "case", "receipts", "why", "close"),
            ],
        ),
        (CLOSED, ["duty", "evidence", "preserve", *ADDED[1:], "identify", "item", "case", "receipts", "why", "reopen"]),
    ],
)
def test_everything_that_the_case_allows_stands_in_it(case: Case, shown: list[str]) -> None:
    drawn = more.more(a_sheet(case), {})
    assert buttons(drawn) == ["todo", *shown]
    assert check_view(drawn) == []


def test_no_move_of_the_policy_is_left_out() -> None:
    elsewhere = {"lower": "in Re-grade", "done": "in To do", "item": "in the areas"}
    rows = {"regrade": "grade", "preserve": "evidence"}
    shown = {rows.get(move, move) for group in more.GROUPS for move in group.moves}
    assert {rule.name for rule in RULES.move} - shown == set(elsewhere)


def test_whatever_may_be_opened_by_hand_is_named_and_stands_in_the_form_of_its_area() -> None:
    drawn = more.more(a_sheet(owned()), {})
    areas = {group.area: group for group in more.GROUPS if group.area}
    assert set(areas) == {rule.area for rule in RULES.clock if rule.manual}
    for area in areas:
        named = [rule.manual for rule in RULES.clock if rule.manual and rule.area == area]
        assert f"You can add: {', '.join(map(str, named))}." in said(drawn)
        chosen = field(item.form(a_sheet(owned()), area), "kind")["element"]["option_groups"]
        assert [option["text"]["text"] for group in chosen for option in group["options"]] == named


@pytest.mark.parametrize(
    ("area", "asked"),
    [
        ("evidence", {"holder", "port"}),
        ("safeguarding", set[str]()),
        ("custody", set[str]()),
        ("victim", set[str]()),
        ("task", {"due_date", "due_time"}),
        ("", {"holder", "port", "due_date", "due_time"}),
    ],
)
def test_the_form_of_an_area_asks_for_what_belongs_to_it(area: str, asked: set[str]) -> None:
    always = {"kind", "starts_date", "starts_time", "zone", "doer", "text"}
    form = item.form(a_sheet(owned()), area)
    assert {block["block_id"] for block in form["blocks"] if block["type"] == "input"} == always | asked
    assert subject(form)["reference"] == "CC-26-00042"


@pytest.mark.parametrize(
    ("case", "refusals", "sentence"),
    [
        (a_case(), {"allocate": NOT_YOURS}, NOT_YOURS),
        (a_case(), {"close": NOT_YET}, NOT_YET),
        (owned(), {"grade": "Grade is not yours."}, "Grade is not yours."),
    ],
)
def test_what_is_not_the_readers_says_whose_it_is_or_what_comes_first(
    case: Case, refusals: Mapping[str, str], sentence: str
) -> None:
    drawn = more.more(a_sheet(case), refusals)
    assert sentence in said(drawn)
    assert not set(refusals) & {each.removeprefix("re") for each in buttons(drawn)}


@pytest.mark.parametrize(("case", "move"), [(a_case(), "reopen"), (CLOSED, "enforce"), (owned(), "take")])
def test_of_what_can_never_be_done_to_the_case_as_it_is_nothing_is_said(case: Case, move: str) -> None:
    assert "not yours" not in said(more.more(a_sheet(case), {move: EVERY[move]}))


def test_who_may_only_read_finds_the_record_and_nothing_else() -> None:
    drawn = more.more(a_sheet(owned()), EVERY)
    assert buttons(drawn) == ["todo", "case", "receipts", "why"]
    assert "Safeguarding" not in said(drawn)
    assert "Close is not yours." in said(drawn)


def test_what_is_open_already_is_named_once_in_its_area_and_what_has_ended_is_not() -> None:
    items = [Item(number, "CCTV", NOW, NOW) for number in (1, 2)]
    ended = Item(3, "examine devices", NOW, NOW, done_at=NOW, result="Done")
    drawn = said(more.more(a_sheet(owned(items=(*items, ended))), {}))
    assert drawn.count("Open, and recorded in “To do”: ") == 1
    assert "Open, and recorded in “To do”: CCTV.\nYou can add: " in drawn
    assert "stands in “To do”" in drawn


def test_where_something_is_open_no_hint_says_where_it_would_be() -> None:
    custody = Item(1, "release decision", NOW, NOW)
    drawn = said(more.more(a_sheet(owned(items=(custody,))), {}))
    assert "Open, and recorded in “To do”: Charge, bail or release." in drawn
    assert "stands in “To do”" not in drawn
