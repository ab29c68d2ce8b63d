"""A file or an image sent to Caseclock is refused and never fetched, and its sender is told what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.roster import Roster
from storage.tables import TABLES

if TYPE_CHECKING:
    from tests.stories.people import Person
    from tests.stories.story import Story

TOLD = (
    "Caseclock takes no files and no images",
    "It was not opened and not kept by Caseclock",
    "do not open, copy, forward, screenshot or delete it",
    "Call the digital forensics unit now",
    "Write down in words what it is",
)
NAME = "a-name-that-identifies.png"


async def sends(story: Story, person: Person, channel: str, text: str = "") -> None:
    """Send a file."""
    workspace = story.installation.workspace
    before = len(story.unread())
    await person.member.say(channel, text, files=[workspace.uploads.add(NAME, b"not really a picture")])
    await workspace.until(lambda: len(story.unread()) > before)


async def refusals(story: Story) -> list[tuple[str, str]]:
    """Return who sent what was refused, and what the journal says of it."""
    rows = TABLES["journal"]
    wanted = select(rows.c.actor, rows.c.facts).where(rows.c.event == "file refused")
    found = await story.installation.read(lambda transaction: transaction.execute(wanted).all())
    return [(row.actor, row.facts) for row in found]


@pytest.mark.parametrize("text", ["", "Look at this", "/refer"])
async def test_an_image_sent_to_caseclock_is_refused_in_one_message(story: Story, text: str) -> None:
    await sends(story, story.officer, "D0OFFICER1", text)
    story.expect("@officer", *TOLD)
    assert await refusals(story) == [("U0OFFICER1", '{"channel": "D0OFFICER1"}')]


async def test_with_caseclocks_name_in_a_channel_only_the_sender_is_told(story: Story) -> None:
    await sends(story, story.officer, "C0NORTH", "@Caseclock what is this?")
    told = story.expect("#ocsae-north", *TOLD)
    assert told.only_for == "U0OFFICER1"
    assert await refusals(story) == [("U0OFFICER1", '{"channel": "C0NORTH"}')]


async def test_nothing_of_a_file_is_fetched_or_kept(story: Story) -> None:
    await sends(story, story.officer, "D0OFFICER1")
    story.expect("@officer", *TOLD)
    asked = [entry for entry in story.installation.workspace.ledger.entries if entry.method.startswith("files.")]
    assert asked == []
    assert NAME not in str(await refusals(story))


@pytest.mark.parametrize("roster", [Roster({}, {})])
async def test_who_is_not_on_the_roster_is_told_too(story: Story) -> None:
    await sends(story, story.officer, "D0OFFICER1")
    story.expect("@officer", *TOLD)
    assert len(await refusals(story)) == 1


async def test_a_file_that_slack_delivers_four_times_is_refused_once(story: Story) -> None:
    said = {"type": "message", "subtype": "file_share", "channel_type": "im", "channel": "D0OFFICER1", "ts": "1.1"}
    event = said | {"user": "U0OFFICER1", "text": "", "files": [{"id": "F1", "name": NAME}]}
    delivery = {"type": "event_callback", "event_id": "Ev1", "team_id": "T0PRACTICE", "event": event}
    for attempt in range(4):
        await story.installation.workspace.hub.ask("events_api", delivery, {"retry_attempt": attempt})
    story.expect("@officer", *TOLD)
    assert len(await refusals(story)) == 1


async def test_a_file_in_a_channel_that_is_not_sent_to_caseclock_is_none_of_its_business(story: Story) -> None:
    upload = story.installation.workspace.uploads.add(NAME, b"x")
    await story.officer.member.say("C0NORTH", "for the sergeant", files=[upload])
    await story.installation.settle()
    assert await refusals(story) == []
