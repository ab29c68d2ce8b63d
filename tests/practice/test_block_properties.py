import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice import blocks
from practice.blocks import Surface
from practice.blocks.elements import ELEMENTS
from practice.blocks.layout import blocks_of

SURFACES: tuple[Surface, ...] = ("message", "modal", "home")
WORDS = sorted({*ELEMENTS, *blocks_of("message"), *blocks_of("modal"), "plain_text", "mrkdwn", "modal", "home"})
FIELDS = [
    "type",
    "text",
    "elements",
    "element",
    "accessory",
    "options",
    "option_groups",
    "label",
    "blocks",
    "block_id",
    "action_id",
    "initial_option",
    "initial_options",
    "title",
    "submit",
    "min_length",
    "max_length",
    "rows",
    "chart",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(WORDS)
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    max_leaves=25,
)


@given(ANYTHING, st.sampled_from(SURFACES))
def test_whatever_is_sent_is_judged_and_never_breaks_the_checks(sent: object, surface: Surface) -> None:
    for problem in [*blocks.check(sent, surface), *blocks.check_view(sent), *blocks.check_message({"blocks": sent})]:
        assert problem.sentence
        assert problem.pointer.startswith("/")


@given(ANYTHING)
def test_a_judgement_changes_nothing_in_what_was_sent(sent: object) -> None:
    before = json.dumps(sent)
    blocks.check(sent, "message")
    assert json.dumps(sent) == before


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("kind", [*sorted(ELEMENTS), "paragraph"])
def test_a_bare_element_is_no_block(kind: str, surface: Surface) -> None:
    assert blocks.check([{"type": kind}], surface) != []
