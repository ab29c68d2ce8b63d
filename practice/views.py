"""Modals and Home tabs: the stack of three, hashes, and what was typed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from practice.blocks.identity import named
from practice.blocks.states import values
from practice.errors import SlackError
from practice.payload import Json

TALLEST_STACK = 3
KEPT = (
    "title",
    "submit",
    "close",
    "callback_id",
    "private_metadata",
    "external_id",
    "clear_on_close",
    "notify_on_close",
)


@dataclass(slots=True)
class View:
    """One view as a person has it before him; `typed` is what stands in its fields."""

    id: str
    user: str
    definition: Json
    hash: str
    root: str
    previous: str | None = None
    typed: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its id."""
        blocks: list[Json] = self.definition["blocks"]
        return blocks

    @property
    def external_id(self) -> str:
        """The app's own id of the view, unique in the workspace; may be empty."""
        return str(self.definition.get("external_id") or "")

    def as_view(self) -> Json:
        """Slack's view object, the state of its fields included."""
        blank = {"title": None, "submit": None, "close": None, "clear_on_close": False, "notify_on_close": False}
        words = {"callback_id": "", "private_metadata": "", "external_id": ""}
        return {
            "id": self.id,
            "type": self.definition["type"],
            "blocks": self.blocks,
            **blank,
            **words,
            **{name: self.definition[name] for name in KEPT if self.definition.get(name) is not None},
            "state": {"values": values(self.blocks, self.typed)},
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous,
        }


class Views:
    """Every view that is open, and every Home tab that was published."""

    def __init__(self, next_id: Callable[[str], str], next_ts: Callable[[], str]) -> None:
        self._next_id = next_id
        self._next_ts = next_ts
        self._stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """The modals before a person, bottom to top."""
        return list(self._stacks.get(user, ()))

    def find(self, view_id: str) -> View:
        """The view with this id; `not_found` when it is closed or never was."""
        for view in self._all():
            if view.id == view_id:
                return view
        raise SlackError("not_found")

    def find_external(self, external_id: str) -> View:
        """The view with the app's own id; `not_found` when there is none."""
        for view in self._all():
            if external_id and view.external_id == external_id:
                return view
        raise SlackError("not_found")

    def open(self, user: str, definition: Json) -> View:
        """Show a modal in place of whatever was open."""
        self._claim(definition, None)
        view = self._new(user, definition)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, definition: Json) -> View:
        """Show a modal on top of the others; the stack holds three."""
        stack = self._stacks.setdefault(user, [])
        if len(stack) >= TALLEST_STACK:
            raise SlackError("push_limit_reached")
        self._claim(definition, None)
        view = self._new(user, definition)
        if stack:
            view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, definition: Json) -> View:
        """Put another content into a view; fields that keep their ids keep what was typed."""
        if definition["type"] != view.definition["type"]:
            raise SlackError("invalid_arguments", ["the type of a view cannot change [json-pointer:/view/type]"])
        self._claim(definition, view)
        view.definition = {**definition, "blocks": named(definition["blocks"], self._next_id)}
        view.typed = values(view.blocks, view.typed)
        view.hash = self._next_hash()
        return view

    def publish(self, user: str, definition: Json) -> View:
        """Show a Home tab."""
        view = self.homes.get(user)
        if view is None:
            self._claim(definition, None)
            view = self.homes[user] = self._new(user, definition)
            return view
        return self.update(view, definition)

    def close(self, view: View) -> None:
        """Close one modal; what lay under it is on top again."""
        self._stacks[view.user] = [each for each in self._stacks.get(view.user, ()) if each is not view]

    def clear(self, user: str) -> list[View]:
        """Close all modals of a person; gives those that were open, top first."""
        return list(reversed(self._stacks.pop(user, [])))

    def _all(self) -> Iterator[View]:
        yield from self.homes.values()
        for stack in self._stacks.values():
            yield from stack

    def _new(self, user: str, definition: Json) -> View:
        blocks = named(definition["blocks"], self._next_id)
        view_id = self._next_id("V")
        view = View(view_id, user, {**definition, "blocks": blocks}, self._next_hash(), root=view_id)
        view.typed = values(blocks, {})
        return view

    def _next_hash(self) -> str:
        return f"{self._next_ts().partition('.')[0]}.{self._next_id('h')}"

    def _claim(self, definition: Json, mine: View | None) -> None:
        wanted = definition.get("external_id")
        if wanted and any(view.external_id == wanted and view is not mine for view in self._all()):
            raise SlackError("duplicate_external_id")
