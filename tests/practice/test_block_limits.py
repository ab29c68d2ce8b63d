import pytest

from practice import blocks
from practice.blocks import Surface
from practice.payload import Json
from tests.practice.hands import actions, button, field, marked, menu, modal, option, plain, section


def said(block: Json, surface: Surface = "message") -> list[str]:
    return [str(problem) for problem in blocks.check([block], surface)]


def words(count: int) -> str:
    return "x" * count


def options(count: int) -> list[Json]:
    return [option(f"o{index}") for index in range(count)]


def element(kind: str, **more: object) -> Json:
    return {"type": kind, "action_id": "a", **more}


def confirm(**more: object) -> Json:
    return {"title": plain("Sure?"), "text": marked("Really?"), "confirm": plain("Yes"), "deny": plain("No"), **more}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def header(length: int) -> Json:
    return {"type": "header", "text": plain(words(length))}


def image(alt: int) -> Json:
    return {"type": "image", "image_url": "https://example.invalid/a.png", "alt_text": words(alt)}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def chart(title: int = 10, series: int = 1, points: int = 1, label: int = 5) -> Json:
    plot = {"name": "Cases", "data": [{"label": words(label), "value": 1}] * points}
    axes = {"categories": [words(label)] * points}
    return {
        "type": "data_visualization",
        "title": words(title),
        "chart": {"type": "line", "series": [plot] * series, "axis_config": axes},
    }


GROUPS = [{"label": plain("Group"), "options": options(1)}]
TOO_MANY_ITEMS = "no more than {} items allowed"
TOO_LONG = "must be less than {} characters"

AT_ITS_LIMIT: list[tuple[str, Surface, Json, Json, str]] = [
    ("section text", "message", section(words(3000)), section(words(3001)), TOO_LONG.format(3001)),
    (
        "section fields",
        "message",
        {"type": "section", "fields": [marked("x")] * 10},
        {"type": "section", "fields": [marked("x")] * 11},
        TOO_MANY_ITEMS.format(10),
    ),
    (
        "a field",
        "message",
        {"type": "section", "fields": [marked(words(2000))]},
        {"type": "section", "fields": [marked(words(2001))]},
        TOO_LONG.format(2001),
    ),
    ("header", "message", header(150), header(151), TOO_LONG.format(151)),
    ("an empty header", "message", header(1), header(0), "must be more than 0 characters"),
    (
        "markdown",
        "message",
        {"type": "markdown", "text": words(12_000)},
        {"type": "markdown", "text": words(12_001)},
        TOO_LONG.format(12_001),
    ),
    ("context", "message", context(*[marked("x")] * 10), context(*[marked("x")] * 11), TOO_MANY_ITEMS.format(10)),
    (
        "actions",
        "message",
        actions(*(button(f"a{index}") for index in range(25))),
        actions(*(button(f"a{index}") for index in range(26))),
        TOO_MANY_ITEMS.format(25),
    ),
    (
        "a button's words",
        "message",
        actions(button(text=plain(words(75)))),
        actions(button(text=plain(words(76)))),
        TOO_LONG.format(76),
    ),
    (
        "a button's value",
        "message",
        actions(button(value=words(2000))),
        actions(button(value=words(2001))),
        TOO_LONG.format(2001),
    ),
    ("action_id", "message", actions(button(words(255))), actions(button(words(256))), TOO_LONG.format(256)),
    ("block_id", "message", section(block_id=words(255)), section(block_id=words(256)), TOO_LONG.format(256)),
    (
        "an option's words",
        "message",
        actions(element("static_select", options=[{"text": plain(words(75)), "value": "v"}])),
        actions(element("static_select", options=[{"text": plain(words(76)), "value": "v"}])),
        TOO_LONG.format(76),
    ),
    (
        "an option's value",
        "message",
        actions(element("static_select", options=[{"text": plain("x"), "value": words(150)}])),
        actions(element("static_select", options=[{"text": plain("x"), "value": words(151)}])),
        TOO_LONG.format(151),
    ),
    (
        "an option's description",
        "message",
        actions(element("static_select", options=[option("v") | {"description": plain(words(75))}])),
        actions(element("static_select", options=[option("v") | {"description": plain(words(76))}])),
        TOO_LONG.format(76),
    ),
    (
        "a menu's options",
        "message",
        actions(element("static_select", options=options(100))),
        actions(element("static_select", options=options(101))),
        TOO_MANY_ITEMS.format(100),
    ),
    (
        "a menu's groups",
        "message",
        actions(element("static_select", option_groups=GROUPS * 100)),
        actions(element("static_select", option_groups=GROUPS * 101)),
        TOO_MANY_ITEMS.format(100),
    ),
    (
        "a placeholder",
        "message",
        actions(menu("a", placeholder=plain(words(150)))),
        actions(menu("a", placeholder=plain(words(151)))),
        TOO_LONG.format(151),
    ),
    (
        "an overflow menu",
        "message",
        actions(element("overflow", options=options(5))),
        actions(element("overflow", options=options(6))),
        TOO_MANY_ITEMS.format(5),
    ),
    (
        "checkboxes",
        "message",
        actions(element("checkboxes", options=options(10))),
        actions(element("checkboxes", options=options(11))),
        TOO_MANY_ITEMS.format(10),
    ),
    (
        "radio buttons",
        "message",
        actions(element("radio_buttons", options=options(10))),
        actions(element("radio_buttons", options=options(11))),
        TOO_MANY_ITEMS.format(10),
    ),
    (
        "an input's label",
        "modal",
        field() | {"label": plain(words(2000))},
        field() | {"label": plain(words(2001))},
        TOO_LONG.format(2001),
    ),
    (
        "an input's hint",
        "modal",
        field(hint=plain(words(2000))),
        field(hint=plain(words(2001))),
        TOO_LONG.format(2001),
    ),
    (
        "max_length",
        "modal",
        field(element=element("plain_text_input", max_length=3000)),
        field(element=element("plain_text_input", max_length=3001)),
        "must be between 1 and 3000",
    ),
    (
        "a confirmation's title",
        "message",
        actions(button(confirm=confirm(title=plain(words(100))))),
        actions(button(confirm=confirm(title=plain(words(101))))),
        TOO_LONG.format(101),
    ),
    (
        "a confirmation's text",
        "message",
        actions(button(confirm=confirm(text=marked(words(300))))),
        actions(button(confirm=confirm(text=marked(words(301))))),
        TOO_LONG.format(301),
    ),
    ("an image's alternative", "message", image(2000), image(2001), TOO_LONG.format(2001)),
    ("a table's rows", "message", table(100, 1), table(101, 1), TOO_MANY_ITEMS.format(100)),
    ("a table's columns", "message", table(1, 20), table(1, 21), TOO_MANY_ITEMS.format(20)),
    (
        "an alert",
        "modal",
        {"type": "alert", "text": plain(words(200))},
        {"type": "alert", "text": plain(words(201))},
        TOO_LONG.format(201),
    ),
    ("a chart's title", "message", chart(title=50), chart(title=51), TOO_LONG.format(51)),
    ("a chart's label", "message", chart(label=20), chart(label=21), TOO_LONG.format(21)),
    ("a chart's points", "message", chart(points=20), chart(points=21), TOO_MANY_ITEMS.format(20)),
    ("a chart's series", "message", chart(series=6), chart(series=7), TOO_MANY_ITEMS.format(6)),
]


@pytest.mark.parametrize(("surface", "fits", "too_much", "sentence"), [row[1:] for row in AT_ITS_LIMIT])
def test_what_is_at_its_limit_passes_and_one_more_does_not(
    surface: Surface, fits: Json, too_much: Json, sentence: str
) -> None:
    assert said(fits, surface) == []
    assert any(problem.startswith(sentence) for problem in said(too_much, surface))


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_each_surface_has_its_number_of_blocks(surface: Surface, most: int) -> None:
    assert blocks.check([section()] * most, surface) == []
    assert [str(problem) for problem in blocks.check([section()] * (most + 1), surface)] == [
        f"no more than {most} items allowed [json-pointer:/blocks]"
    ]


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
