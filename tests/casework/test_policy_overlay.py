"""A force that drops a clock, a question or an action drops what follows from it, and nothing else."""

from typing import Any

import pytest

from casework.policy_overlay import laid_over

Rows = list[dict[str, Any]]
CCTV = {"name": "CCTV", "ends_on": ["closed", "action Arrest", "fact plea: guilty", "fact at risk: yes", "phone: Lost"]}
BUILT_IN: dict[str, Rows] = {
    "clock": [CCTV, {"name": "phone"}],
    "fact": [{"name": "at risk"}, {"name": "plea", "answers": ["guilty", "none"]}],
    "action": [{"name": "Arrest"}],
    "opening": [
        {"on": ["logged", "action Arrest"], "opens": ["CCTV", "phone"]},
        {"on": ["action Arrest"], "opens": ["CCTV"]},
        {"on": ["phone: Lost"], "opens": ["CCTV"], "when": ["at risk: yes", "plea: none"], "unless": ["at risk: no"]},
        {"on": ["fact at risk: not known", "fact plea: guilty"], "opens": ["CCTV"], "each": True},
    ],
    "result": [
        {"of": ["CCTV", "phone"], "name": "Lost", "opens": ["phone"]},
        {"of": ["phone"], "name": "Found"},
    ],
    "guard": [{"grades": ["low"], "facts": ["at risk: yes", "plea: guilty"], "says": "S"}],
    "kind": [{"name": "Grooming"}],
}


def left(own: dict[str, Any]) -> dict[str, Any]:
    """Return the tables that are others than the built-in ones once `own` is laid over them."""
    tables = laid_over(BUILT_IN, own)
    return {table: rows for table, rows in tables.items() if rows != BUILT_IN[table]}


def test_an_empty_file_leaves_everything_as_it_is() -> None:
    assert left({}) == {}


def test_a_table_that_nothing_names_is_replaced_and_nothing_else() -> None:
    assert left({"kind": []}) == {"kind": []}


@pytest.mark.parametrize("clocks", [[CCTV], [CCTV, "phone"]])
def test_without_a_clock_its_openings_and_results_are_left_out(clocks: list[object]) -> None:
    assert left({"clock": clocks}) == {
        # The force's own rows are taken as they are: that there is no phone is told when the file is checked.
        "clock": clocks,
        "opening": [
            {"on": ["logged", "action Arrest"], "opens": ["CCTV"]},
            {"on": ["action Arrest"], "opens": ["CCTV"]},
            {"on": ["fact at risk: not known", "fact plea: guilty"], "opens": ["CCTV"], "each": True},
        ],
        "result": [{"of": ["CCTV"], "name": "Lost", "opens": []}],
    }


def test_without_an_action_nothing_follows_from_it() -> None:
    assert left({"action": [{"name": "Visit"}]}) == {
        "action": [{"name": "Visit"}],
        "clock": [
            {"name": "CCTV", "ends_on": ["closed", "fact plea: guilty", "fact at risk: yes", "phone: Lost"]},
            {"name": "phone"},
        ],
        "opening": [{"on": ["logged"], "opens": ["CCTV", "phone"]}, *BUILT_IN["opening"][2:]],
    }


def test_without_a_question_nothing_follows_from_its_answers() -> None:
    plea = [{"name": "plea", "answers": ["guilty", "none"]}]
    assert left({"fact": plea}) == {
        "fact": plea,
        "clock": [
            {"name": "CCTV", "ends_on": ["closed", "action Arrest", "fact plea: guilty", "phone: Lost"]},
            {"name": "phone"},
        ],
        "opening": [
            *BUILT_IN["opening"][:2],
            {"on": ["fact plea: guilty"], "opens": ["CCTV"], "each": True},
        ],
        "guard": [{"grades": ["low"], "facts": ["plea: guilty"], "says": "S"}],
    }


def test_a_question_without_answers_of_its_own_is_answered_yes_no_or_not_known() -> None:
    plea: Rows = [{"name": "at risk"}, {"name": "plea"}]
    tables = left({"fact": plea})
    assert tables["guard"] == [{"grades": ["low"], "facts": ["at risk: yes"], "says": "S"}]
    # What hung on an answer that can no longer be given is left out, not opened for every case.
    assert tables["opening"][2:] == [
        {"on": ["fact at risk: not known"], "opens": ["CCTV"], "each": True},
    ]


@pytest.mark.parametrize("written", [1, "x", {"name": "CCTV"}])
def test_a_table_that_is_none_has_no_rows(written: object) -> None:
    assert left({"clock": written}) == {"clock": written, "opening": [], "result": []}


def test_a_result_with_a_colon_in_its_name_is_still_one_of_its_clock() -> None:
    openings = [{"on": ["CCTV: Lost: overwritten"], "opens": ["CCTV"]}]
    assert laid_over(BUILT_IN | {"opening": openings}, {"clock": [CCTV]})["opening"] == openings
