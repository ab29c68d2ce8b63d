"""What was filled in, chosen or pressed, by the names of fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_ONE = {
    "plain_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
}
_MANY = {"multi_users_select": "selected_users", "multi_conversations_select": "selected_conversations"}
_OPTION = {"static_select", "radio_buttons", "external_select", "overflow"}


def answers(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every field of a window that was submitted, on top of what the window is about (`subject`).

    Text is stripped, and `None` when there is none left; a choice is its option's value; several choices are a list.
    """
    given: dict[str, Any] = dict(subject(view))
    for block_id, elements in view.get("state", {}).get("values", {}).items():
        for element in elements.values():
            given[block_id] = value(element)
    return given


def subject(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what the window is about, as `blocks.about` wrote it."""
    words: dict[str, str] = json.loads(view.get("private_metadata") or "{}")
    return words


def value(element: Mapping[str, Any]) -> Any:  # noqa: ANN401 - text, a choice or a list, as the element has it
    """Return what an element of a form holds, or what a button or menu that was pressed stands for."""
    kind = element["type"]
    if kind in _OPTION:
        chosen = element.get("selected_option")
        return chosen["value"] if chosen else None
    if kind in {"checkboxes", "multi_static_select"}:
        return [chosen["value"] for chosen in element.get("selected_options") or ()]
    if kind in _MANY:
        return list(element.get(_MANY[kind]) or ())
    given = element.get(_ONE.get(kind, "value"))
    return (given.strip() or None) if isinstance(given, str) else given
