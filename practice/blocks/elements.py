"""Every element with its fields and limits, and the blocks in which Slack allows it."""

from collections.abc import Mapping

from practice.blocks.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    MARKED_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    PLACEHOLDER,
    SLACK_FILE,
    a_date,
    a_time,
    identifier,
    plain,
    text,
    url,
)
from practice.blocks.richtext import RICH_TEXT
from practice.blocks.rules import (
    Problem,
    Problems,
    Rule,
    Table,
    anything,
    boolean,
    exactly_one,
    in_order,
    listing,
    number,
    one_of,
    shape,
    string,
)
from practice.payload import Json


def element(required: Table, optional: Table, *also: Rule) -> Rule:
    """An interactive element: each may carry an action_id."""
    return shape(required, {"type": anything, "action_id": identifier, **optional}, *also)


def among_options(*initial: str) -> Rule:
    """What is chosen to begin with is one of the options, word for word."""

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, dict):
            return
        groups = [group for group in _list(value, "option_groups") if isinstance(group, dict)]
        offered = [*_list(value, "options"), *(each for group in groups for each in _list(group, "options"))]
        for name in initial:
            chosen = value.get(name)
            chosen = chosen if isinstance(chosen, list) else [chosen]
            if any(each is not None and each not in offered for each in chosen):
                yield Problem(f"{name} must be among the options", f"{at}/{name}")

    return check


def _list(value: Json, name: str) -> list[object]:
    found = value.get(name)
    return found if isinstance(found, list) else []


PICKER: Table = {"confirm": CONFIRM, "focus_on_load": boolean}
FIELD: Table = {"placeholder": PLACEHOLDER, "focus_on_load": boolean}
MENU: Table = {**PICKER, "placeholder": PLACEHOLDER}
TYPED: Table = {**FIELD, "dispatch_action_config": DISPATCH}
STATIC: Table = {**MENU, "options": listing(MENU_OPTION, 100), "option_groups": listing(OPTION_GROUP, 100)}
MULTI: Table = {"max_selected_items": number(1, 100)}
STARTS: Table = {"initial_conversation": identifier, "default_to_current_conversation": boolean}
CONVERSATIONS: Table = {**MENU, "filter": FILTER, "response_url_enabled": boolean}
LIST_OF_IDS = listing(identifier, 100)
LENGTHS: Table = {"min_length": number(0, 3000), "max_length": number(1, 3000)}

ELEMENTS: Table = {
    "button": element(
        {"text": plain(75)},
        {
            "url": url,
            "value": string(2000, 0),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "checkboxes": element(
        {"options": listing(MARKED_OPTION, 10)},
        {**PICKER, "initial_options": listing(MARKED_OPTION, 10)},
        among_options("initial_options"),
    ),
    "radio_buttons": element(
        {"options": listing(MARKED_OPTION, 10)},
        {**PICKER, "initial_option": MARKED_OPTION},
        among_options("initial_option"),
    ),
    "overflow": element({"options": listing(MENU_OPTION, 5)}, {"confirm": CONFIRM}),
    "datepicker": element({}, {**MENU, "initial_date": a_date}),
    "timepicker": element({}, {**MENU, "initial_time": a_time, "timezone": string(100)}),
    "datetimepicker": element({}, {**PICKER, "initial_date_time": number(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": element(
        {},
        {**TYPED, **LENGTHS, "initial_value": string(3000, 0), "multiline": boolean},
        in_order("min_length", "max_length"),
    ),
    "rich_text_input": element({}, {**TYPED, "initial_value": RICH_TEXT}),
    "email_text_input": element({}, {**TYPED, "initial_value": string(3000, 0)}),
    "url_text_input": element({}, {**TYPED, "initial_value": string(3000, 0)}),
    "number_input": element(
        {"is_decimal_allowed": boolean},
        {**TYPED, "initial_value": string(300), "min_value": string(300), "max_value": string(300)},
        in_order("min_value", "max_value"),
    ),
    "file_input": element({}, {"filetypes": listing(string(20), 100), "max_files": number(1, 10)}),
    "static_select": element(
        {},
        {**STATIC, "initial_option": MENU_OPTION},
        exactly_one("options", "option_groups"),
        among_options("initial_option"),
    ),
    "multi_static_select": element(
        {},
        {**STATIC, **MULTI, "initial_options": listing(MENU_OPTION, 100)},
        exactly_one("options", "option_groups"),
        among_options("initial_options"),
    ),
    "external_select": element({}, {**MENU, "min_query_length": number(0), "initial_option": MENU_OPTION}),
    "multi_external_select": element(
        {}, {**MENU, **MULTI, "min_query_length": number(0), "initial_options": listing(MENU_OPTION, 100)}
    ),
    "users_select": element({}, {**MENU, "initial_user": identifier}),
    "multi_users_select": element({}, {**MENU, **MULTI, "initial_users": LIST_OF_IDS}),
    "conversations_select": element({}, {**CONVERSATIONS, **STARTS}),
    "multi_conversations_select": element(
        {},
        {
            **CONVERSATIONS,
            **MULTI,
            "initial_conversations": LIST_OF_IDS,
            "default_to_current_conversation": boolean,
        },
    ),
    "channels_select": element({}, {**MENU, "initial_channel": identifier, "response_url_enabled": boolean}),
    "multi_channels_select": element({}, {**MENU, **MULTI, "initial_channels": LIST_OF_IDS}),
}

IMAGE_ELEMENT = shape(
    {"alt_text": string(2000)},
    {"type": anything, "image_url": url, "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
CONTEXT_ELEMENTS: Table = {"image": IMAGE_ELEMENT, "plain_text": text(3000), "mrkdwn": text(3000)}

_SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_MULTI_SELECTS = tuple(f"multi_{name}" for name in _SELECTS)
_PICKERS = ("checkboxes", "radio_buttons", "datepicker", "timepicker")
_TYPED = ("plain_text_input", "rich_text_input", "email_text_input", "url_text_input", "number_input", "file_input")

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "section": ("button", "overflow", *_PICKERS, *_SELECTS, *_MULTI_SELECTS),
    "actions": ("button", "overflow", "datetimepicker", *_PICKERS, *_SELECTS, *_MULTI_SELECTS),
    "input": ("datetimepicker", *_TYPED, *_PICKERS, *_SELECTS, *_MULTI_SELECTS),
}
ON_SURFACES: Mapping[str, tuple[str, ...]] = {
    "datetimepicker": ("modal", "message"),
    "email_text_input": ("modal",),
    "url_text_input": ("modal",),
    "number_input": ("modal",),
    "file_input": ("modal",),
    "rich_text_input": ("modal", "home"),
}
"""Elements that not every surface takes; all others go everywhere."""


def elements_of(block: str, surface: str) -> Table:
    """The elements that a block of this type takes on this surface."""
    everywhere = ("message", "modal", "home")
    return {name: ELEMENTS[name] for name in ALLOWED[block] if surface in ON_SURFACES.get(name, everywhere)}


__all__ = ["ALLOWED", "CONTEXT_ELEMENTS", "ELEMENTS", "IMAGE_ELEMENT", "ON_SURFACES", "elements_of"]
