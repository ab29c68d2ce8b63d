"""What stands in messages and windows, as a person reads it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from practice import Message

LONDON = ZoneInfo("Europe/London")
_TEXTS = {"plain_text", "mrkdwn"}


def words(blocks: Any) -> str:  # noqa: ANN401 - blocks as Slack has them: lists and dicts of any shape
    """Return every text of blocks or of a window, line by line, without the marks of bold type."""
    return "\n".join(_plain(text) for text in _texts(blocks))


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401 - the same
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if part.get("type") in _TEXTS:
            yield part["text"]
        else:
            yield from _texts(list(part.values()))


def _plain(text: str) -> str:
    return html.unescape(text).replace("*", "").replace("_", "")


def said(message: Message) -> str:
    """Return all that a message says: what a locked screen shows, and its blocks."""
    return f"{_plain(message.text)}\n{words(message.blocks)}"


def sent_at(message: Message) -> datetime:
    """The moment at which a message was posted, to the second, as the clock in London shows it."""
    return datetime.fromtimestamp(int(float(message.ts)), UTC).astimezone(LONDON)


def clock(moment: datetime) -> str:
    """Return "Tue 3 Nov 09:12", as London's clock shows it."""
    local = moment.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def london(text: str) -> datetime:
    """Read "2026-11-03 09:12" as the clock in London shows it; of an hour that comes twice, the first."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON).astimezone(UTC)


def buttons(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Return the label of every button with its block and itself."""
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("type") == "button":
                yield element["text"]["text"], block, element


def labels(message: Message) -> list[str]:
    """Return the labels of a message's buttons."""
    return [label for label, _, _ in buttons(message.blocks)]
