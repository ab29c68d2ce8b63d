"""Fields of a form: a block is named for its field, and so is the element in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.views.blocks import Block, cut, plain

Groups = Mapping[str, Sequence[Block]]


def option(text: str, value: str, description: str = "") -> Block:
    """One thing to choose; Slack shows 75 characters of it."""
    return {"text": plain(text, 75), "value": value} | ({"description": plain(description, 75)} if description else {})


def options(names: Iterable[str]) -> list[Block]:
    """Choices that are their own words."""
    return [option(name, name) for name in names]


def optional(block: Block) -> Block:
    """A field that may be left empty."""
    return block | {"optional": True}


def explained(block: Block, hint: str) -> Block:
    """A field with a sentence of help below it."""
    return block | {"hint": plain(hint, 2000)}


def line(name: str, label: str, most: int, initial: str | None = None) -> Block:
    """One line of text, of at most `most` characters."""
    return _field(name, label, {"type": "plain_text_input", "max_length": most, "initial_value": initial})


def paragraph(name: str, label: str, lengths: tuple[int, int], initial: str | None = None) -> Block:
    """Text of several lines, of the least and the most characters in `lengths`."""
    least, most = lengths
    return _field(
        name,
        label,
        {
            "type": "plain_text_input",
            "multiline": True,
            "min_length": least or None,
            "max_length": most,
            "initial_value": initial,
        },
    )


def select(name: str, label: str, choices: Sequence[Block], initial: str | None = None) -> Block:
    """A menu of at most a hundred choices."""
    return _field(
        name, label, {"type": "static_select", "options": choices, "initial_option": _chosen(choices, initial)}
    )


def grouped(name: str, label: str, groups: Groups, initial: str | None = None) -> Block:
    """A menu of at most a hundred groups, each of at most a hundred choices."""
    every = [choice for choices in groups.values() for choice in choices]
    listed = [{"label": plain(title, 75), "options": list(choices)} for title, choices in groups.items()]
    return _field(
        name, label, {"type": "static_select", "option_groups": listed, "initial_option": _chosen(every, initial)}
    )


def radio(name: str, label: str, choices: Sequence[Block], initial: str | None = None) -> Block:
    """At most ten choices, all in sight."""
    return _field(
        name, label, {"type": "radio_buttons", "options": choices, "initial_option": _chosen(choices, initial)}
    )


def tick(name: str, label: str, sentence: str) -> Block:
    """One box to tick; its value is "yes"."""
    return _field(name, label, {"type": "checkboxes", "options": [option(sentence, "yes")]})


def day(name: str, label: str, initial: str | None) -> Block:
    """A date; `initial` as YYYY-MM-DD."""
    return _field(name, label, {"type": "datepicker", "initial_date": initial})


def hour(name: str, label: str, initial: str | None) -> Block:
    """A time of day; `initial` as HH:MM."""
    return _field(name, label, {"type": "timepicker", "initial_time": initial})


def person(name: str, label: str, initial: str | None = None) -> Block:
    """Somebody in the workspace."""
    return _field(name, label, {"type": "users_select", "initial_user": initial})


def channel(name: str, label: str, initial: str | None = None) -> Block:
    """A channel of the workspace, private or public, but none that is shared with another organisation."""
    chosen = {"type": "conversations_select", "filter": _CHANNELS, "initial_conversation": initial}
    return _field(name, label, chosen)


def channels(name: str, label: str, initial: Sequence[str] = ()) -> Block:
    """Any number of channels."""
    chosen = {"type": "multi_conversations_select", "filter": _CHANNELS, "initial_conversations": list(initial) or None}
    return _field(name, label, chosen)


_CHANNELS = {"include": ["private", "public"], "exclude_external_shared_channels": True}


def _chosen(choices: Sequence[Block], value: str | None) -> Block | None:
    return next((choice for choice in choices if choice["value"] == value), None)


def _field(name: str, label: str, element: Mapping[str, Any]) -> Block:
    given = {key: part for key, part in element.items() if part is not None}
    return {
        "type": "input",
        "block_id": name,
        "label": plain(cut(label, 2000)),
        "element": {**given, "action_id": name},
    }
