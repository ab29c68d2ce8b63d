"""What Slack would say to these blocks: pure functions, fit for property tests."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from practice.blocks.charts import MOST_CHARTS
from practice.blocks.layout import BLOCKS, Surface
from practice.blocks.objects import plain
from practice.blocks.rules import Problem, Problems, Rule, anything, boolean, by_type, shape, string
from practice.payload import Json

LARGEST_VIEW = 250_000
"""Bytes of a view as JSON."""
MOST_TEXT = 13_200
WEIGHT_OF_A_BLOCK = 50
"""Characters. Slack does not document `msg_blocks_too_long`; see bolt-js #2509 and #2867, containers count too."""


def check(blocks: object, surface: Surface, at: str = "/blocks") -> list[Problem]:
    """Everything that Slack would refuse in these blocks on this surface."""
    found = list(BLOCKS[surface](blocks, at))
    if not isinstance(blocks, list):
        return found
    found += _repeated_block_ids(blocks, at)
    found += (problem for index, each in enumerate(blocks) for problem in _repeated_action_ids(each, f"{at}/{index}"))
    found += _too_many_charts(blocks, at)
    found += _focus(blocks, at)
    return found


def check_message(message: Mapping[str, object]) -> list[Problem]:
    """Everything that Slack would refuse in the blocks of a message, their length in all included."""
    blocks = message.get("blocks")
    if not blocks:
        return []
    found = check(blocks, "message")
    if weight(blocks) > MOST_TEXT:
        found.append(Problem("msg_blocks_too_long", "/blocks"))
    return found


def weight(blocks: object) -> int:
    """What `msg_blocks_too_long` is thought to count: characters of text, and a share for each block."""
    containers = len(blocks) * WEIGHT_OF_A_BLOCK if isinstance(blocks, list) else 0
    return containers + sum(len(each) for each in strings(blocks, "text"))


def check_view(view: object) -> list[Problem]:
    """Everything that Slack would refuse in a modal or a Home tab, its size included."""
    found = list(_VIEW(view, "/view"))
    if found and all(problem.pointer != "/view" for problem in found):
        found.insert(0, Problem("failed to match all allowed schemas", "/view"))
    if isinstance(view, dict):
        found += _submit_is_missing(view)
        if size(view) > LARGEST_VIEW:
            found.append(Problem("view_too_large", "/view"))
    return found


def size(view: Json) -> int:
    """Bytes of the view as JSON."""
    return len(json.dumps(view, separators=(",", ":"), ensure_ascii=False).encode())


def strings(value: object, name: str) -> Iterator[str]:
    """Every string under the key `name`, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name and isinstance(inner, str):
                yield inner
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, name)


def elements(block: object) -> list[tuple[str, Json]]:
    """The elements of a block, each with its place in the block."""
    if not isinstance(block, dict):
        return []
    many = block.get("elements") if block.get("type") == "actions" else None
    places: list[tuple[str, Any]] = (
        [(f"/elements/{at}", each) for at, each in enumerate(many)] if isinstance(many, list) else []
    )
    places += [(f"/{name}", block[name]) for name in ("accessory", "element") if name in block]
    return [(place, each) for place, each in places if isinstance(each, dict)]


def _on(surface: Surface) -> Callable[[object, str], Problems]:
    def rule(value: object, at: str) -> Problems:
        yield from check(value, surface, at)

    return rule


_COMMON: dict[str, Rule] = {
    "type": anything,
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL: dict[str, Rule] = {
    "submit": plain(24),
    "close": plain(24),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
}
_VIEW = by_type(
    {
        "modal": shape({"title": plain(24), "blocks": _on("modal")}, {**_COMMON, **_MODAL}),
        "home": shape({"blocks": _on("home")}, _COMMON),
    }
)


def _submit_is_missing(view: Json) -> Problems:
    blocks = view.get("blocks") if view.get("type") == "modal" else None
    has_input = isinstance(blocks, list) and any(
        isinstance(each, dict) and each.get("type") == "input" for each in blocks
    )
    if has_input and not view.get("submit"):
        yield Problem("missing required field: submit", "/view")


def _repeated(named: list[tuple[str, object]], what: str) -> Problems:
    seen: set[str] = set()
    for place, name in named:
        if not isinstance(name, str):
            continue
        if name in seen:
            yield Problem(f"`{what}` {name} already exists", place)
        seen.add(name)


def _repeated_block_ids(blocks: list[Any], at: str) -> Problems:
    named = [
        (f"{at}/{index}/block_id", each.get("block_id")) for index, each in enumerate(blocks) if isinstance(each, dict)
    ]
    yield from _repeated(named, "block_id")


def _repeated_action_ids(block: object, at: str) -> Problems:
    named = [(f"{at}{place}/action_id", each.get("action_id")) for place, each in elements(block)]
    yield from _repeated(named, "action_id")


def _too_many_charts(blocks: list[Any], at: str) -> Problems:
    charts = [each for each in blocks if isinstance(each, dict) and each.get("type") == "data_visualization"]
    if len(charts) > MOST_CHARTS:
        yield Problem(f"no more than {MOST_CHARTS} data_visualization blocks allowed", at)


def _focus(blocks: list[Any], at: str) -> Problems:
    wanting = [each for block in blocks for _, each in elements(block) if each.get("focus_on_load")]
    if len(wanting) > 1:
        yield Problem("only one element can have `focus_on_load`", at)
