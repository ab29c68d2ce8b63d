"""Slack's blocks as plain functions that keep its limits, and the one place where words are made safe to show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import Any

Block = dict[str, Any]
Payload = dict[str, Any]
View = dict[str, Any]

MOST_TEXT = 3000
"""Characters in a section (Slack)."""
_LIVE = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def cut(text: str, most: int) -> str:
    """Return `text`, or its beginning with an ellipsis where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def escape(text: str, most: int = MOST_TEXT) -> str:
    """Return a name or label on one line with nothing live in it, cut to `most` characters as Slack counts them."""
    parts = [_LIVE.get(letter, letter) for letter in " ".join(text.split())]
    lengths = list(accumulate(map(len, parts)))
    if not lengths or lengths[-1] <= most:
        return "".join(parts)
    return "".join(parts[: len(list(takewhile(lambda length: length < most, lengths)))]) + "…"


def packed(lines: Iterable[str], most: int = MOST_TEXT) -> Iterator[str]:
    """Join lines, each shorter than `most` characters, into texts of at most `most`; no line is cut or lost."""
    text = ""
    for line in lines:
        if text and len(text) + 1 + len(line) > most:
            yield text
            text = line
        else:
            text = f"{text}\n{line}" if text else line
    if text:
        yield text


def plain(text: str, most: int = MOST_TEXT) -> Block:
    """Text in which nothing is live and no emoji is made: for anything that a person typed."""
    return {"type": "plain_text", "text": cut(text, most), "emoji": False}


def marked(text: str) -> Block:
    """Text with bold and line breaks; what goes into it has been through `escape`."""
    return {"type": "mrkdwn", "text": cut(text, MOST_TEXT), "verbatim": True}


def section(text: str, accessory: Block | None = None) -> Block:
    return {"type": "section", "text": marked(text)} | ({"accessory": accessory} if accessory else {})


def typed(text: str) -> Block:
    """A section with what a person typed."""
    return {"type": "section", "text": plain(text)}


def fields(*texts: str) -> Block:
    """Up to ten texts in two columns."""
    return {"type": "section", "fields": [marked(text) for text in texts]}


def context(text: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [marked(text)]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def divider() -> Block:
    return {"type": "divider"}


def actions(*buttons: Block) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action: str, value: str) -> Block:
    return {"type": "button", "text": plain(label, 75), "action_id": action, "value": value}


def primary(pressed: Block) -> Block:
    """The button that does what is asked for."""
    return pressed | {"style": "primary"}


def danger(pressed: Block, title: str, sentence: str) -> Block:
    """A button that asks once more before it does what cannot be taken back."""
    asked = {
        "title": plain(title, 100),
        "text": plain(sentence, 300),
        "confirm": plain("Yes", 30),
        "deny": plain("No", 30),
        "style": "danger",
    }
    return pressed | {"style": "danger", "confirm": asked}


def message(text: str, blocks: Sequence[Block]) -> Payload:
    """A message; `text` is what a locked screen shows."""
    return {"text": cut(text, MOST_TEXT), "blocks": list(blocks)}


def telling(title: str, blocks: Sequence[Block], **about: str) -> View:
    """A modal to read."""
    return {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain("Close", 24),
        "private_metadata": json.dumps(about),
        "blocks": list(blocks),
    }


def asking(callback: str, title: str, submit: str, blocks: Sequence[Block], **about: str) -> View:
    """A modal to fill in; `about` is what it is about, and comes back with the answers."""
    return telling(title, blocks, **about) | {
        "callback_id": callback,
        "submit": plain(submit, 24),
        "close": plain("Cancel", 24),
    }


def remembering(view: View, about: Mapping[str, str]) -> View:
    """The same window, which remembers `about` beside what it is about already."""
    return view | {"private_metadata": json.dumps({**about, **json.loads(view["private_metadata"])})}
