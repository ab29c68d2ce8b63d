"""Ids: Slack names every block and element that the app has not named."""

import copy
from collections.abc import Callable

from practice.blocks.check import elements
from practice.payload import Json


def named(blocks: list[Json], next_id: Callable[[str], str]) -> list[Json]:
    """A copy of the blocks in which each block has a block_id and each interactive element an action_id."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", next_id("b"))
        for _, element in elements(block):
            if element.get("type") != "image":
                element.setdefault("action_id", next_id("a"))
    return blocks


def still(blocks: list[Json], action_id: str, block_id: str | None, value: object) -> str | None:
    """The block_id under which something that was pressed stands now: what was drawn anew has another name.

    Slack takes a press on what a screen still shows; a button of the same action and value is the same button.
    """
    if any(block["block_id"] == block_id for block in blocks):
        return block_id
    found = (
        block["block_id"]
        for block in blocks
        for _, element in elements(block)
        if (element.get("action_id"), element.get("value")) == (action_id, value)
    )
    return next(found, block_id)


def place(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The block and the element with this action_id; LookupError when there is none."""
    for block in blocks:
        for _, element in elements(block):
            if element.get("action_id") == action_id and block_id in (None, block["block_id"]):
                return block, element
    raise LookupError(action_id)
