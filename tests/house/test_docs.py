"""Every setting, command, button and option stands in the docs, and nothing that is gone does."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import typer
from typer.core import TyperGroup

from bot import commands
from bot.__main__ import app
from bot.commands.door import Door, Handler, Listener
from bot.settings import Settings
from bot.usecases.queues import QUEUES
from bot.usecases.status import Installation
from bot.views.help import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


class Listed:
    """A door that only notes what is registered on it."""

    def __init__(self) -> None:
        self.names: set[tuple[str, str]] = set()

    def overhear(self, name: str, _listener: Listener) -> None:
        self.names.add(("event", name))

    def on(self, kind: str, name: str, _handler: Handler) -> None:
        self.names.add((kind, name))


def registered(*kinds: str) -> list[str]:
    listed = Listed()
    commands.register(cast("Door", listed), cast("Installation", SimpleNamespace(policy_file=None)))
    return sorted({name for kind, name in listed.names if kind in kinds})


def typed(group: TyperGroup, path: str = "caseclock") -> Iterator[str]:
    """Give every command of `group`, and its options."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from typed(command, f"{path} {name}")
        else:
            yield f"{path} {name}"
            yield from (option for each in command.params for option in each.opts if option.startswith("-"))


def command_line() -> TyperGroup:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_every_setting_stands_in_the_docs(name: str) -> None:
    assert f"| `{name}` |" in page("settings.md")


def test_no_setting_stands_in_the_docs_that_is_not_read() -> None:
    described = re.findall(r"^\| `([A-Z_]+)` \|", page("settings.md"), re.MULTILINE)
    assert sorted(described) == sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize("name", registered("command", "action", "shortcut"))
def test_every_command_button_and_shortcut_stands_in_the_docs(name: str) -> None:
    assert re.search(rf"`{re.escape(name)}[` ]", page("commands.md"))


@pytest.mark.parametrize("name", [*COMMANDS, *QUEUES])
def test_all_that_help_offers_stands_in_the_docs(name: str) -> None:
    assert name in page("commands.md")


@pytest.mark.parametrize("word", [*typed(command_line())])
def test_every_command_of_the_command_line_stands_in_the_docs(word: str) -> None:
    assert f"`{word}" in page("commands.md")


@pytest.mark.parametrize("name", registered("event"))
def test_every_event_that_is_listened_to_stands_in_the_docs(name: str) -> None:
    assert f"`{name}`" in page("settings.md")
