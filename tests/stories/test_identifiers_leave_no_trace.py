"""What is entered to find cases that share it is left nowhere: not in the database, a log, a message or a window."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from bot import logs
from tests.stories.identifiers import PLACES, SHARED, enters, owned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.stories.story import Story


@pytest.fixture
def _everything_is_logged() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


CANARIES = {
    "User name": "kestrelorchard99",
    "E-mail address": "kestrelorchard99@example.org",
    "Telephone number": "+447700900876",
    "IMEI": "490154203237518",
    "Serial number of a device": "kestrelorchard99",
    "MAC address": "00:00:5e:00:53:a7",
    "Advertising identifier": "6d92078a-8246-4ba4-ae5b-76104861e7dc",
    "IP address with time": "203.0.113.207",
}


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder in small letters: the database, its log, the keys."""
    return {file.name: file.read_bytes().lower() for file in folder.iterdir()}


@pytest.mark.usefixtures("_everything_is_logged")
async def test_no_identifier_is_left_anywhere(story: Story, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(logs.as_text, lambda: story.now)
    logging.root.setLevel(logging.DEBUG)
    entered = [(story.officer, await owned(story.officer))]
    entered.append((story.southern_officer, await owned(story.southern_officer)))
    seen = {"seen_date": "2026-10-03", "seen_time": "21:14", "zone": "UTC", "port": "51413"}
    shown = ""
    for person, reference in entered:
        for kind, typed in CANARIES.items():
            shown += await enters(person, reference, typed, kind, **(seen if "IP" in kind else {}))
        await person.finds(reference, "Compare a user name, number or e-mail…")
        await person.submits(identifiers="https://example.org/kestrelorchard99", platform="Kik")
        await person.closes_windows()
        shown += await person.asks(f"/case {reference}")
        await person.closes_windows()
    for place in PLACES:
        story.reads_on(place, SHARED)

    ledger = story.installation.workspace.ledger
    said = " ".join(f"{entry}" for entry in ledger.of("chat.postMessage", "chat.update", "views.open", "views.update"))
    written = capfd.readouterr()
    files = contents(tmp_path)
    assert {"caseclock.db", "caseclock.db-wal"} <= files.keys()
    for typed in {*CANARIES.values(), "7700900876", "49015420323751", "00005e0053a7"}:
        assert typed not in f"{shown} {said} {written.out} {written.err}".lower()
        assert not [name for name, content in files.items() if typed.encode() in content]
