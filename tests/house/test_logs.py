"""What is logged holds no words of an officer: every call is read, not only the ones that a test reaches."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import ALLOWED

ROOT = Path(__file__).parents[2]
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Give every call of a module's logger, with its place."""
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "storage").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and is_logging(node.func):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def is_logging(called: ast.expr) -> bool:
    """Whether this is `_log.info` or the like."""
    return (
        isinstance(called, ast.Attribute)
        and called.attr in LEVELS
        and isinstance(called.value, ast.Name)
        and called.value.id == "_log"
    )


CALLS = dict(calls())


def test_something_is_logged_at_all() -> None:
    assert len(CALLS) > 5


@pytest.mark.parametrize("place", CALLS)
def test_an_event_is_words_that_were_written_here(place: str) -> None:
    (event,) = CALLS[place].args
    assert isinstance(event, ast.Constant)


@pytest.mark.parametrize("place", CALLS)
def test_only_listed_keys_are_logged(place: str) -> None:
    assert {keyword.arg for keyword in CALLS[place].keywords} <= ALLOWED
