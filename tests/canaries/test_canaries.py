"""No text that an officer types comes out in a channel, a push, a log or metadata: a canary in every field shows it."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

import bot
from storage.database import Transaction
from storage.encrypted import Encrypted
from storage.tables import TABLES
from tests.canaries.canary import STEMS, WORDINGS, Canaries
from tests.canaries.fields import FIELDS, Fate
from tests.canaries.forms import ROUTES
from tests.canaries.play import DATABASE, Play
from tests.canaries.talk import COMMANDS, SAYINGS, everybody_looks, everything_else
from tests.house.test_docs import registered
from tests.stories.installation import Installation, Place, every_rule, practice_roster
from tests.stories.words import london

START = london("2026-11-03 09:12")
HOURS = {"rehearse": 4, "reopen": 24}
"""How many hours go by after what: reminders, escalation, digests."""


@asynccontextmanager
async def playing(data: st.DataObject) -> AsyncIterator[Play]:
    first, second = data.draw(st.lists(STEMS, min_size=2, max_size=2, unique=True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = Place(f"sqlite:///{folder}/{DATABASE}", folder / "caseclock.keys")
        installation = Installation(place, START, practice_roster(), every_rule())
        play = Play(installation, folder, (Canaries(first), Canaries(second)), lambda: data.draw(WORDINGS))
        with play.ear.listening(START):
            async with installation:
                yield play
        play.look("the end")


def decrypted(transaction: Transaction) -> list[str]:
    """Return what stands in the encrypted columns of all tables."""
    columns = [column for table in TABLES.values() for column in table.columns if isinstance(column.type, Encrypted)]
    return [private.text for column in columns for private in transaction.execute(select(column)).scalars() if private]


@settings(
    max_examples=2,
    # Every example is a play of its own. A failure names the deed and the field: a smaller example would not say more.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
async def test_what_is_typed_comes_out_in_windows_and_nowhere_else(data: st.DataObject) -> None:
    async with playing(data) as play:
        for name, route in ROUTES.items():
            await route(play)
            await play.hours_go_by(HOURS.get(name, 0))
        await everything_else(play)
        await everybody_looks(play)
        stored = "\n".join(await play.installation.read(decrypted))
        assert not [
            (field, text) for field, text in play.saved if FIELDS[field] is Fate.ENCRYPTED and text not in stored
        ]
        assert {field for field, _ in play.saved} | play.answered >= set(FIELDS)
        assert play.typed == set(FIELDS)
        assert play.submitted == set(registered("submission"))
        assert play.ear.unexpected == play.failed


def test_every_command_and_every_event_that_is_heard_has_its_canary() -> None:
    assert sorted(COMMANDS) == registered("command")
    assert sorted(SAYINGS) == registered("event")


def fields_of(source: str) -> Iterator[str]:
    """Give the names of the fields that a module of views makes to type into."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"fields.line", "fields.paragraph"}:
            yield ast.literal_eval(node.args[0])


def test_every_field_that_a_view_makes_is_one_of_those_in_which_canaries_are_typed() -> None:
    views = Path(bot.__file__).parent / "views"
    sources = {path.name: path.read_text(encoding="utf-8") for path in views.glob("*.py")}
    assert {name for source in sources.values() for name in fields_of(source)} == {name for _, name in FIELDS}
    typing = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input")
    makers = {name for name, source in sources.items() if any(f'"type": "{kind}"' in source for kind in typing)}
    assert makers == {"fields.py"}
