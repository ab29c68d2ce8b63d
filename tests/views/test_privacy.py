"""What an officer typed cannot reach a message: the views of messages are not given it."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.views import card, digest, handover, home, match, queue, reminder
from bot.views.case import Details
from bot.views.digest import Digest
from bot.views.forms import Closing, Enforcement, Grading, Referral
from bot.views.queue import QueueLine
from bot.views.reminder import InHand, Said
from bot.views.sheet import Sheet
from casework.case import Case
from storage import tables

SHOWN_IN_CHAT = (
    *(match.match, card.card, card.summary, reminder.reminder, digest.pages),
    *(queue.queue, home.home, handover.offer, handover.given),
)
PRIVATE = {Details, Referral, Grading, Closing, Enforcement}
TYPED = {"external_reference", "summary", "explanation", "note"}
ALLOWED_WORDS = {
    Sheet: {"names"},
    QueueLine: {"reference", "owner_name", "clock_label", "team"},
    Said: {"role", "missed", "settled", "answered", "expired", "absent", "asked_by"},
    InHand: {"name"},
    Digest: {"team", "late"},
}


def parts(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """A type and every type inside it, fields of dataclasses included."""
    yield kind
    inside = typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        inside = tuple(typing.get_type_hints(kind).values())
    for each in inside:
        yield from parts(each)


@pytest.mark.parametrize("view", SHOWN_IN_CHAT, ids=lambda view: f"{view.__module__}.{view.__name__}")
def test_a_view_that_reaches_a_channel_or_push_takes_nothing_that_was_typed(view: Callable[..., Any]) -> None:
    given = [part for hint in typing.get_type_hints(view).values() for part in parts(hint)]
    assert not PRIVATE & {part for part in given if isinstance(part, type)}
    names = {field.name for part in given if dataclasses.is_dataclass(part) for field in dataclasses.fields(part)}
    assert not TYPED & names


@pytest.mark.parametrize("kind", ALLOWED_WORDS)
def test_a_value_for_chat_has_no_text_but_names_and_our_own_words(kind: type) -> None:
    words = {name for name, hint in typing.get_type_hints(kind).items() if str in parts(hint)} - {"sheet", "case"}
    lists = {
        "overdue",
        "due_today",
        "unallocated",
        "ungraded",
        "unskilled",
        "evidence",
        "clocks",
        "clock",
        "rule",
        "policy",
        "looser",
    }
    assert words - lists == ALLOWED_WORDS[kind]


def test_a_case_has_no_attribute_that_is_kept_encrypted() -> None:
    private = {
        name
        for table in vars(tables).values()
        if isinstance(table, type) and hasattr(table, "__annotations__")
        for name, hint in table.__annotations__.items()
        if "Private" in str(hint)
    }
    assert {"external_reference", "summary"} <= private
    assert not private & {field.name for field in dataclasses.fields(Case)}
