"""What people type outside of windows: behind a command, to Caseclock, and to each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.canaries.play import Play
    from tests.stories.people import Person

Said = Callable[["Play", str], Awaitable[object]]
COMMANDS = {
    "/refer": ("",),
    "/case": ("", "CC-26-00001 ", "CC-26-"),
    "/queue": ("", "mine "),
    "/preserve": ("", "CC-26-00001 "),
    "/duty": ("",),
    "/caseclock": ("", "help ", "polic"),
}
"""What stands before the canary, behind each command."""
_RESET = "he is going to wipe the phone, factory reset it"


async def say(play: Play, channel: str, text: str, *, with_file: bool = False) -> None:
    """Write something, with a file whose name is a canary or without."""
    workspace = play.installation.workspace
    files = [workspace.uploads.add(f"{play.words('name of a file', 60)}.png", b"not a picture")] if with_file else []
    await play.story.officer.writes(channel, text, files=files)


SAYINGS: dict[str, Said] = {
    "message.im": lambda play, words: say(play, "D0OFFICER1", words),
    "app_mention": lambda play, words: say(play, "C0NORTH", f"@Caseclock {words}"),
    "message.channels": lambda play, words: say(play, "C0GENERAL", f"{words} {_RESET}"),
    "message.groups": lambda play, words: say(play, "C0NORTH", f"CC-26-00001 {words} {_RESET}"),
    "files": lambda play, words: say(play, "D0OFFICER1", words, with_file=True),
    "app_home_opened": lambda play, _words: play.story.officer.opens_home(),
}
"""By the event that it makes."""


async def everything_else(play: Play) -> None:
    """Type every command with a canary behind it, and say one wherever Caseclock hears it."""
    for command, beginnings in COMMANDS.items():
        for beginning in beginnings:
            words = f"{command} {beginning}{play.words(command)}"
            for person in (play.story.officer, play.story.southern_officer, play.story.guest):
                await play.does(f"{command} by {person.slack}", lambda: person.member.command(words))  # noqa: B023 - done at once
                await person.closes_windows()
    for event, saying in SAYINGS.items():
        # Slack takes one message a second in a conversation.
        play.installation.let_time_go_by(timedelta(seconds=2))
        await play.does(event, lambda: saying(play, play.words(event)))  # noqa: B023 - the same
    await _heard_in_vain(play)


async def _heard_in_vain(play: Play) -> None:
    """Say something that Caseclock hears while it cannot write: it is delivered once more."""
    workspace = play.installation.workspace
    patience, workspace.hub.patience = workspace.hub.patience, 0.5
    with play.broken_journal():
        # As it is, since with Caseclock's name in it it would be a question as well.
        await play.story.officer.member.say("C0NORTH", f"{play.secret.give('heard in vain')} {_RESET}")
        await workspace.until(lambda: play.ear.has_heard("not heard"))
    await play.does("heard in vain", play.story.officer.closes_windows)
    workspace.hub.patience = patience


async def everybody_looks(play: Play) -> None:
    """Let everybody open all that they can open."""
    story = play.story
    people = (story.officer, story.sergeant, story.inspector, story.auditor, story.southern_officer, story.guest)
    for person in people:
        await play.does(f"the Home tab of {person.slack}", person.member.open_home)
        for command in (f"/case {play.reference}", "/queue team", "/caseclock status"):
            await play.does(f"{command} by {person.slack}", lambda: person.member.command(command))  # noqa: B023 - the same
            await person.closes_windows()
    await _presses_everything(play, story.officer)


async def _presses_everything(play: Play, person: Person) -> None:
    """Press what a case's card offers to read."""
    for label in ("Why then?", "To do"):
        card = play.story.message(play.reference, play.story.channel_of(person))
        await play.does(label, lambda: person.presses(card, label))  # noqa: B023 - the same
        await person.closes_windows()
