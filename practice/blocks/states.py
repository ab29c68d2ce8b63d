"""What a form holds: each element's state as Slack sends it, and what survives when the view is updated."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from practice.blocks.check import elements
from practice.payload import Json


class Field(NamedTuple):
    """Where an element keeps its value, where it starts from, and what it is without one."""

    value: str
    initial: str
    empty: object = None


FIELDS: Mapping[str, Field] = {
    **{
        name: Field("value", "initial_value")
        for name in ("plain_text_input", "email_text_input", "url_text_input", "number_input")
    },
    "rich_text_input": Field("rich_text_value", "initial_value"),
    "file_input": Field("files", "", ()),
    "datepicker": Field("selected_date", "initial_date"),
    "timepicker": Field("selected_time", "initial_time"),
    "datetimepicker": Field("selected_date_time", "initial_date_time"),
    **{
        name: Field("selected_option", "initial_option")
        for name in ("static_select", "external_select", "radio_buttons")
    },
    **{
        name: Field("selected_options", "initial_options", ())
        for name in ("multi_static_select", "multi_external_select", "checkboxes")
    },
    "users_select": Field("selected_user", "initial_user"),
    "multi_users_select": Field("selected_users", "initial_users", ()),
    "conversations_select": Field("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Field("selected_conversations", "initial_conversations", ()),
    "channels_select": Field("selected_channel", "initial_channel"),
    "multi_channels_select": Field("selected_channels", "initial_channels", ()),
}
"""Elements that hold something; buttons and overflow menus do not."""


def fields(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block with an element that holds something, and the element."""
    for block in blocks:
        for _, element in elements(block):
            if element.get("type") in FIELDS:
                yield block, element


def starting(element: Json) -> Json:
    """The state of an element that nobody has touched."""
    kind = element["type"]
    field = FIELDS[kind]
    value: Any = element.get(field.initial)
    if value is None:
        value = list(field.empty) if isinstance(field.empty, tuple) else field.empty
    return {"type": kind, field.value: value}


def values(blocks: list[Json], typed: Json) -> Json:
    """The state of all fields: what was typed where block_id, action_id and type are still the same, else the start."""
    state: Json = {}
    for block, element in fields(blocks):
        before = typed.get(block["block_id"], {}).get(element["action_id"])
        fits = isinstance(before, dict) and before.get("type") == element["type"]
        state.setdefault(block["block_id"], {})[element["action_id"]] = before if fits else starting(element)
    return state


def merged(state: Json, later: Json) -> Json:
    """The fields of `state`, those of `later` laid over them one by one."""
    return {block: state.get(block, {}) | later.get(block, {}) for block in {**state, **later}}


def value_of(state: Json) -> Any:  # noqa: ANN401 - a string, a number, an option or a list, as the element has it
    """What a state holds, whatever its element."""
    return state.get(FIELDS[state["type"]].value)
