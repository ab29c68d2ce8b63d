from datetime import UTC, datetime

import pytest

from practice import NotPossible, forms
from practice.blocks.identity import named
from practice.payload import Json
from practice.views import View
from tests.practice.hands import actions, button, field, menu, modal, option


def a_view(*blocks: Json) -> View:
    definition = modal(*blocks)
    definition["blocks"] = named(definition["blocks"], lambda prefix: f"{prefix}1")
    return View("V1", "U1", definition, "1.1", "V1")


def element(kind: str, **more: object) -> Json:
    return {"type": kind, "action_id": "a", **more}


A, B = option("a"), option("b")
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "answer", "state"),
    [
        (element("plain_text_input"), "words", {"value": "words"}),
        (element("number_input", is_decimal_allowed=False), 12, {"value": "12"}),
        (element("static_select", options=[A, B]), "b", {"selected_option": B}),
        (element("static_select", options=[A, B]), "B", {"selected_option": B}),
        (element("radio_buttons", options=[A, B]), "a", {"selected_option": A}),
        (element("checkboxes", options=[A, B]), ["a", "b"], {"selected_options": [A, B]}),
        (element("checkboxes", options=[A, B]), "a", {"selected_options": [A]}),
        (element("multi_static_select", options=[A, B]), [], {"selected_options": []}),
        (element("static_select", option_groups=[{"label": {}, "options": [A]}]), "a", {"selected_option": A}),
        (element("datepicker"), NOON.date(), {"selected_date": "2026-11-03"}),
        (element("timepicker"), "12:00", {"selected_time": "12:00"}),
        (element("datetimepicker"), NOON, {"selected_date_time": 1793707200}),
        (element("users_select"), "U0OFFICER1", {"selected_user": "U0OFFICER1"}),
        (element("multi_users_select"), ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
        (element("channels_select"), "C1", {"selected_channel": "C1"}),
        (element("conversations_select"), "C1", {"selected_conversation": "C1"}),
        (
            element("external_select"),
            "a",
            {"selected_option": {"text": {"type": "plain_text", "text": "a"}, "value": "a"}},
        ),
    ],
)
def test_an_answer_becomes_the_state_that_slack_sends(asked: Json, answer: object, state: Json) -> None:
    view = a_view(field("f", asked))
    forms.fill(view, {"f": answer})
    assert view.typed["f"]["a"] == {"type": asked["type"], **state}


def test_a_field_starts_with_its_initial_value() -> None:
    view = a_view(field("f", element("static_select", options=[A, B], initial_option=B)))
    assert view.as_view()["state"]["values"]["f"]["a"]["selected_option"] == B


def test_buttons_hold_nothing_and_menus_beside_them_do() -> None:
    view = a_view(actions(button(), menu("a")) | {"block_id": "row"})
    assert view.as_view()["state"]["values"] == {"row": {"menu": {"type": "static_select", "selected_option": None}}}


@pytest.mark.parametrize("answers", [{"nowhere": "x"}, {"f": "c"}])
def test_there_is_no_answering_what_is_not_asked(answers: Json) -> None:
    with pytest.raises(NotPossible):
        forms.fill(a_view(field("f", element("static_select", options=[A, B]))), answers)


EMPTY = "Please complete this required field."


@pytest.mark.parametrize(
    ("asked", "answer", "sentence"),
    [
        (element("plain_text_input"), None, EMPTY),
        (element("plain_text_input"), "", EMPTY),
        (element("checkboxes", options=[A]), [], EMPTY),
        (element("plain_text_input", min_length=5), "four", "Please enter at least 5 characters."),
        (element("plain_text_input", max_length=3), "four", "Please enter no more than 3 characters."),
        (element("plain_text_input"), "x" * 3001, "Please enter no more than 3000 characters."),
        (element("number_input", is_decimal_allowed=False), "many", "Please enter a number."),
        (element("number_input", is_decimal_allowed=False), "1.5", "Please enter a whole number."),
        (element("number_input", is_decimal_allowed=True), "1.5", None),
        (element("number_input", is_decimal_allowed=False, min_value="1"), "0", "Please enter a number of at least 1."),
        (element("number_input", is_decimal_allowed=False, max_value="9"), "10", "Please enter a number of at most 9."),
        (element("email_text_input"), "nobody", "Please enter an e-mail address."),
        (element("email_text_input"), "a@example.invalid", None),
        (element("url_text_input"), "example", "Please enter an address that starts with http."),
        (element("url_text_input"), "https://example.invalid", None),
        (element("datepicker"), "2026-13-01", "Please enter a date."),
        (element("datepicker"), "2026-11-03", None),
        (element("timepicker"), "25:00", "Please enter a time."),
        (element("static_select", options=[A]), B, "Please choose one of the options."),
        (element("multi_static_select", options=[A]), [B], "Please choose from the options."),
        (
            element("multi_static_select", options=[A, B], max_selected_items=1),
            ["a", "b"],
            "Please choose no more than 1.",
        ),
    ],
)
def test_the_client_says_what_is_wrong_with_an_answer(asked: Json, answer: object, sentence: str | None) -> None:
    view = a_view(field("f", asked))
    forms.fill(view, {"f": answer})
    assert forms.complaints(view) == ({"f": sentence} if sentence else {})


def test_an_optional_field_may_stay_empty() -> None:
    assert forms.complaints(a_view(field("f", optional=True))) == {}
