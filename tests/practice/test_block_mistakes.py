import pytest

from practice import blocks
from practice.blocks import Surface
from practice.payload import Json
from tests.practice.hands import actions, button, field, marked, menu, modal, option, plain, section
from tests.practice.kit import GROUPS, TOO_LONG, chart, element, said, words

WRONG: list[tuple[Surface, Json, str]] = [
    ("message", {"type": "alert", "text": plain("x")}, "unsupported type: alert [json-pointer:/blocks/0/type]"),
    ("modal", {"type": "markdown", "text": "x"}, "unsupported type: markdown [json-pointer:/blocks/0/type]"),
    ("home", chart(), "unsupported type: data_visualization [json-pointer:/blocks/0/type]"),
    ("message", {"text": plain("x")}, "missing required field: type [json-pointer:/blocks/0]"),
    ("message", {"type": "section"}, "must provide at least one of: text, fields [json-pointer:/blocks/0]"),
    ("message", {"type": "header", "text": marked("x")}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ("message", section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    (
        "message",
        actions(field()["element"]),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    ("message", actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        "message",
        field(element=element("number_input", is_decimal_allowed=False)),
        "unsupported type: number_input [json-pointer:/blocks/0/element/type]",
    ),
    (
        "home",
        field(element=element("datetimepicker")),
        "unsupported type: datetimepicker [json-pointer:/blocks/0/element/type]",
    ),
    ("modal", field(element=button()), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
    (
        "message",
        actions(button(style="green")),
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        "message",
        actions(menu("a", option_groups=GROUPS)),
        "must provide exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]",
    ),
    (
        "message",
        actions(menu("a", initial_option=option("b"))),
        "initial_option must be among the options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        "modal",
        field(element=element("plain_text_input", min_length=9, max_length=3)),
        "min_length must not be greater than max_length [json-pointer:/blocks/0/element]",
    ),
    (
        "modal",
        field(element=element("datepicker", initial_date="3 November")),
        "must be a date as YYYY-MM-DD [json-pointer:/blocks/0/element/initial_date]",
    ),
    (
        "message",
        actions(button("a"), button("a")),
        "`action_id` a already exists [json-pointer:/blocks/0/elements/1/action_id]",
    ),
]


@pytest.mark.parametrize(("surface", "block", "sentence"), WRONG)
def test_what_slack_refuses_is_named_with_its_place(surface: Surface, block: Json, sentence: str) -> None:
    assert sentence in said(block, surface)


def test_two_blocks_cannot_share_an_id() -> None:
    found = blocks.check([section(block_id="a"), section(block_id="a")], "message")
    assert [str(problem) for problem in found] == ["`block_id` a already exists [json-pointer:/blocks/1/block_id]"]


def test_a_message_shows_two_charts_and_no_third() -> None:
    assert blocks.check([chart()] * 2, "message") == []
    assert blocks.check([chart()] * 3, "message") != []


def test_all_blocks_together_have_a_length() -> None:
    assert blocks.check_message({"blocks": [section(words(3000))] * 4}) == []
    problems = blocks.check_message({"blocks": [section(words(3000))] * 4 + [section(words(1001))]})
    assert [problem.sentence for problem in problems] == ["msg_blocks_too_long"]


VIEW_LIMITS = [
    (modal(title=plain(words(24))), modal(title=plain(words(25))), TOO_LONG.format(25)),
    (modal(submit=plain(words(24))), modal(submit=plain(words(25))), TOO_LONG.format(25)),
    (modal(close=plain(words(24))), modal(close=plain(words(25))), TOO_LONG.format(25)),
    (modal(private_metadata=words(3000)), modal(private_metadata=words(3001)), TOO_LONG.format(3001)),
    (modal(callback_id=words(255)), modal(callback_id=words(256)), TOO_LONG.format(256)),
    (modal(external_id=words(255)), modal(external_id=words(256)), TOO_LONG.format(256)),
    (modal(field()), {**modal(field()), "submit": None}, "missing required field: submit"),
    (modal(), {**modal(), "title": None}, "missing required field: title"),
    (modal(), modal(submit_disabled=True), "invalid additional property: submit_disabled"),
    (modal(), {**modal(), "type": "dialog"}, "unsupported type: dialog"),
]


@pytest.mark.parametrize(("fits", "wrong", "sentence"), VIEW_LIMITS)
def test_a_view_has_its_limits_too(fits: Json, wrong: Json, sentence: str) -> None:
    assert blocks.check_view(fits) == []
    assert any(problem.sentence.startswith(sentence) for problem in blocks.check_view(wrong))


def test_a_view_of_more_than_250_kilobytes_is_too_large() -> None:
    groups = [{"label": plain("g"), "options": [option(words(70) + str(each)) for each in range(100)]}]
    large = modal(*(field(f"f{each}", menu() | {"options": None, "option_groups": groups * 3}) for each in range(6)))
    assert "view_too_large" in [problem.sentence for problem in blocks.check_view(large)]


@pytest.mark.parametrize("nonsense", [None, 7, "text", [7], {"type": "modal", "blocks": 7}, {"type": []}])
def test_nonsense_is_refused_and_breaks_nothing(nonsense: object) -> None:
    assert blocks.check_view(nonsense) != []


ODD: list[tuple[Surface, Json, str]] = [
    (
        "message",
        section(accessory={"type": "image", "alt_text": "x"}),
        "must provide exactly one of: image_url, slack_file",
    ),
    ("message", section(expand="yes"), "must provide a boolean"),
    ("message", {"type": "header", "text": "words"}, "must provide an object"),
    ("message", {"type": "context", "elements": "words"}, "must provide an array"),
    ("message", section(block_id=7), "must provide a string"),
    (
        "message",
        chart() | {"chart": {"type": "pie", "segments": [{"label": "x", "value": 0}]}},
        "must be greater than 0",
    ),
    (
        "message",
        chart() | {"chart": {"type": "pie", "segments": [{"label": "x", "value": "1"}]}},
        "must provide a number",
    ),
    (
        "modal",
        field(element=element("file_input"), dispatch_action=True),
        "file_input does not support dispatch_action",
    ),
    (
        "modal",
        field(element=element("number_input", is_decimal_allowed=False, min_value="one", max_value="2")),
        "",
    ),
    (
        "modal",
        field(element=element("number_input", is_decimal_allowed=False, min_value="3", max_value="2")),
        "min_value must not be greater than max_value",
    ),
    ("message", {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}, "unsupported type: text"),
]


@pytest.mark.parametrize(("surface", "block", "sentence"), ODD)
def test_odd_values_are_named_too(surface: Surface, block: Json, sentence: str) -> None:
    found = said(block, surface)
    assert any(problem.startswith(sentence) for problem in found) if sentence else found == []


def test_only_one_field_has_the_focus() -> None:
    eager = [field(name, element("plain_text_input", focus_on_load=True)) for name in ("a", "b")]
    assert [str(problem) for problem in blocks.check(eager, "modal")] == [
        "only one element can have `focus_on_load` [json-pointer:/blocks]"
    ]


def test_rich_text_may_be_said_in_parts() -> None:
    words = {"type": "text", "text": "x", "style": {"bold": True}}
    listed = {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [{"type": "rich_text_section", "elements": [words]}],
    }
    assert said({"type": "rich_text", "elements": [listed, {"type": "rich_text_quote", "elements": [words]}]}) == []
