"""Every block with its fields and limits, and the surfaces on which Slack shows it."""

from collections.abc import Mapping
from typing import Literal

from practice.blocks.charts import DATA_VISUALIZATION
from practice.blocks.elements import CONTEXT_ELEMENTS, elements_of
from practice.blocks.objects import SLACK_FILE, identifier, plain, text, url
from practice.blocks.richtext import RICH_TEXT
from practice.blocks.rules import (
    Problem,
    Problems,
    Rule,
    Table,
    anything,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    listing,
    number,
    one_of,
    shape,
    string,
)

Surface = Literal["message", "modal", "home"]
MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}


def block(required: Table, optional: Table, *also: Rule) -> Rule:
    """A layout block: each may carry a block_id."""
    return shape(required, {"type": anything, "block_id": identifier, **optional}, *also)


def _files_cannot_dispatch(value: object, at: str) -> Problems:
    typed = isinstance(value, dict) and isinstance(value.get("element"), dict) and value["element"].get("type")
    if typed == "file_input" and isinstance(value, dict) and value.get("dispatch_action"):
        yield Problem("file_input does not support dispatch_action", at)


CELL = by_type(
    {
        "raw_text": shape({"text": string(3000)}, {"type": anything}),
        "raw_number": shape({"value": number()}, {"type": anything, "text": string(3000)}),
        "rich_text": RICH_TEXT,
    }
)
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})

EVERYWHERE: Table = {
    "divider": block({}, {}),
    "header": block({"text": plain(150)}, {"level": number(1, 4)}),
    "context": block({"elements": listing(by_type(CONTEXT_ELEMENTS), 10)}, {}),
    "image": block(
        {"alt_text": string(2000)},
        {"image_url": url, "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "video": block(
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": url, "video_url": url},
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": url,
            "provider_name": string(50),
            "title_url": url,
        },
    ),
}
ONLY_ON: Mapping[Surface, Table] = {
    "message": {
        "markdown": block({"text": string(12_000)}, {}),
        "table": block({"rows": listing(listing(CELL, 20), 100)}, {"column_settings": listing(COLUMN, 20)}),
        "data_visualization": DATA_VISUALIZATION,
    },
    "modal": {
        "alert": block({"text": text(200)}, {"level": one_of("default", "info", "warning", "error", "success")}),
    },
    "home": {},
}


def blocks_of(surface: Surface) -> Table:
    """The blocks that this surface takes, with the elements that they may hold there."""
    accessory = {**elements_of("section", surface), "image": CONTEXT_ELEMENTS["image"]}
    return {
        **EVERYWHERE,
        **ONLY_ON[surface],
        "section": block(
            {},
            {
                "text": text(3000),
                "fields": listing(text(2000), 10),
                "accessory": by_type(accessory),
                "expand": boolean,
            },
            at_least_one("text", "fields"),
        ),
        "actions": block({"elements": listing(by_type(elements_of("actions", surface)), 25)}, {}),
        "input": block(
            {"label": plain(2000), "element": by_type(elements_of("input", surface))},
            {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
            _files_cannot_dispatch,
        ),
    }


BLOCKS: Mapping[Surface, Rule] = {
    surface: listing(by_type(blocks_of(surface)), most, 0) for surface, most in MOST_BLOCKS.items()
}
