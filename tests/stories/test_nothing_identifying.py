"""What an officer typed is seen by colleagues in windows, and nowhere else: no message, no log, no open file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from bot import logs
from tests.stories.people import CANARY

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


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Return every file of a folder: the database, its log, the keys."""
    return ((file.name, file.read_bytes()) for file in folder.iterdir())


@pytest.mark.usefixtures("_everything_is_logged")
async def test_what_was_typed_never_leaves_the_windows(
    story: Story, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.configure(logs.as_text, lambda: story.now)
    logging.root.setLevel(logging.DEBUG)
    typed = f"Names and places: {CANARY}."
    reference = await story.officer.refers(evidence="at risk", summary=typed, external_reference=CANARY)
    assert CANARY in await story.officer.asks(f"/case {reference}")
    await story.officer.closes_windows()
    await story.officer.takes(reference)
    await story.officer.confirms_evidence(reference)
    await story.officer.grades(reference, "very high")
    lowered = {"reason": "First grade rested on an error", "explanation": typed}
    await story.sergeant.grades(reference, "high", **lowered)
    await story.officer.says("C0NORTH", f"@Caseclock what of {CANARY}?")
    await story.officer.writes("C0NORTH", f"{CANARY} is going to wipe the phone")
    story.expect("#ocsae-north", "No factory reset")
    await story.officer.asks(f"/case {CANARY}")
    await story.officer.asks(f"/preserve {CANARY}")
    await story.officer.asks(f"/queue {CANARY}")
    await story.officer.asks(f"/caseclock {CANARY}")
    await story.officer.closes_windows()
    await story.time_passes(days=8)
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, reference)
    await story.officer.records_enforcement(reference, note=typed)
    await story.officer.closes(reference, explanation=typed)
    await story.officer.opens_home()

    written = capfd.readouterr()
    assert CANARY not in written.out + written.err
    assert not [name for name, content in files(tmp_path) if CANARY.encode() in content]
    for entry in story.installation.workspace.ledger.of("chat.postMessage", "chat.update"):
        for word in ("Grooming", "CEOP", CANARY):
            assert word not in f"{entry.text} {entry.blocks} {entry.metadata}"
