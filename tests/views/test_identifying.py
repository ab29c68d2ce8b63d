"""A window is looked at by what is in it, and comes back as it was sent with what was found on top."""

import json
from typing import Any

import pytest

from bot.views import enforce, fields
from bot.views.blocks import asking, section
from bot.views.identifying import look, overruled, pointed_out, still_overruled
from tests.views.builders import RULES, a_sheet, owned, said

ROWS = RULES.identifying
MARKS = ("aaaaaaaa", "bbbbbbbb")


def sent(callback: str = "note", ticked: str = "", **typed: str) -> dict[str, Any]:
    """A window with a field for each text, as it is submitted."""
    texts = [fields.line(name, f"Label of {name}", 3000) for name in typed]
    values = {name: {name: {"type": "plain_text_input", "value": text}} for name, text in typed.items()}
    if ticked:
        values[ticked] = {ticked: {"type": "checkboxes", "selected_options": [{"value": "yes"}]}}  # type: ignore[dict-item]  # another shape
    window = asking(callback, "Title", "Save", [section("Head"), *texts], reference="CC-26-00042")
    return {**window, "state": {"values": values}, "id": "V1", "hash": "1", "team_id": "T1", "external_id": ""}


def answered(view: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    return {**view, "state": sent["state"]}


def names(view: dict[str, Any]) -> list[str]:
    return [block.get("block_id", "") for block in view["blocks"]]


def test_every_field_into_which_one_types_is_looked_at() -> None:
    found = look(sent(one="SW1A 1AA, twice SW1A 1AA", two="nothing here", three="at 14 Acacia Avenue"), ROWS)
    assert [(each.field, each.label, each.finding.kind) for each in found] == [
        ("one", "Label of one", "postcode"),
        ("three", "Label of three", "address"),
    ]


def test_what_is_chosen_and_not_typed_is_not_looked_at() -> None:
    view = sent(note="nothing")
    view["blocks"].append(fields.select("who", "Who", fields.options(["Mr Smith"])))
    view["state"]["values"]["who"] = {"who": {"type": "static_select", "selected_option": {"value": "Mr Smith"}}}
    assert look(view, ROWS) == ()


@pytest.mark.parametrize("callback", ["setup_person", "setup_team"])
def test_the_windows_of_the_roster_may_have_names(callback: str) -> None:
    assert look(sent(callback, name="Mr Smith"), ROWS) == ()


def test_a_field_may_be_left_out_by_the_rule() -> None:
    [found] = look(sent(external_reference="07700 900123", note="07700 900123"), ROWS)
    assert found.field == "note"


def test_a_field_that_was_left_empty_is_passed_over() -> None:
    view = sent(note="x")
    view["state"]["values"]["note"]["note"]["value"] = None
    assert look(view, ROWS) == ()


def test_so_much_is_found_and_no_more() -> None:
    assert len(look(sent(note=" ".join(f"M{at // 10} {at % 10}AE" for at in range(10, 400))), ROWS)) == 200


def test_the_window_comes_back_as_it_was_with_what_was_found_on_top_and_a_box_at_the_end() -> None:
    view = sent(note="SW1A 1AA")
    again = pointed_out(view, look(view, ROWS), MARKS)
    assert set(again) == {"type", "title", "submit", "close", "callback_id", "private_metadata", "blocks"}
    assert again["blocks"][1:-1] == view["blocks"]
    assert names(again) == ["pointed_out", "", "note", "as_it_is"]
    assert said(again).startswith(
        "Not saved yet: somebody could be identified by this.\n"
        "• Label of note: “SW1A 1AA” looks like a postcode. Say “address known” instead."
    )
    assert again["blocks"][-1]["optional"]


def test_the_title_which_stays_in_sight_says_that_nothing_was_saved() -> None:
    view = sent(note="SW1A 1AA")
    assert pointed_out(view, look(view, ROWS), MARKS)["title"]["text"] == "Not saved yet"
    assert still_overruled(view, view, look(view, ROWS), MARKS)["title"]["text"] == "Title"


def test_what_the_window_remembers_has_no_words_in_it() -> None:
    view = sent(note="SW1A 1AA")
    again = pointed_out(view, look(view, ROWS), MARKS)
    assert json.loads(again["private_metadata"]) == {"reference": "CC-26-00042", "pointed_out": "aaaaaaaa bbbbbbbb"}


def test_what_a_person_typed_is_plain_text_in_which_nothing_is_live() -> None:
    view = sent(note="https://example.org/<!channel>")
    assert pointed_out(view, look(view, ROWS), MARKS)["blocks"][0]["text"]["type"] == "plain_text"


def test_an_address_is_an_address_and_long_words_are_cut() -> None:
    view = sent(note="at 14 Acacia Avenue, https://example.org/" + "a" * 900)
    shown = said(pointed_out(view, look(view, ROWS), MARKS))
    assert "looks like an address" in shown
    assert "a" * 61 not in shown


def test_pointed_out_again_the_box_is_a_new_one_and_the_old_words_are_gone() -> None:
    first = sent(note="SW1A 1AA")
    again = answered(pointed_out(first, look(first, ROWS), MARKS), sent(note="M1 1AE"))
    third = pointed_out(again, look(again, ROWS), ("cccccccc",))
    assert names(third) == ["pointed_out", "", "note", "as_it_is_again"]
    assert "SW1A" not in said(third)
    fourth = pointed_out(answered(third, again), look(again, ROWS), MARKS)
    assert names(fourth)[-1] == "as_it_is"


@pytest.mark.parametrize(
    ("box", "expected"), [("as_it_is", set(MARKS)), ("as_it_is_again", set(MARKS)), ("", set()), ("other", set())]
)
def test_a_tick_covers_what_was_pointed_out(box: str, expected: set[str]) -> None:
    view = sent(note="SW1A 1AA")
    again = answered(pointed_out(view, look(view, ROWS), MARKS), sent(note="SW1A 1AA", ticked=box))
    assert overruled(again) == expected


def test_a_tick_in_a_window_in_which_nothing_was_pointed_out_covers_nothing() -> None:
    assert overruled(sent(note="SW1A 1AA", ticked="as_it_is")) == set()


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_window_that_is_drawn_anew_keeps_its_box(rounds: int) -> None:
    view = sent(note="SW1A 1AA")
    found = look(view, ROWS)
    again = view
    for _ in range(rounds):
        again = answered(pointed_out(again, found, MARKS), view)
    fresh = enforce.form(a_sheet(owned()))
    drawn = still_overruled(fresh, again, found, MARKS)
    assert names(drawn)[-1] == names(again)[-1]
    assert drawn["blocks"][1:-1] == fresh["blocks"]
