import pytest

from practice import blocks
from practice.blocks import Surface
from practice.payload import Json
from tests.practice.hands import actions, button, field, marked, menu, option, plain, section
from tests.practice.kit import (
    GROUPS,
    TOO_LONG,
    chart,
    confirm,
    context,
    element,
    header,
    image,
    options,
    said,
    table,
    words,
)

TOO_MANY_ITEMS = "no more than {} items allowed"

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
