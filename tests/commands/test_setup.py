"""Setting the roster up through Slack, as a workspace administrator does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import practice
from bot import main
from bot import practice as ground
from bot.context import House
from casework import policy
from practice import Workspace
from storage.opening import open_store
from storage.writer import Store
from tests.commands.shown import REFERRAL, titles, words

TEAM = {"name": "OCSAE West", "digest_at": "07:30", "timezone": "Europe/London"}
PERSON = {"slack": "U0INSPECTOR1", "name": "Inspector, West", "team": "OCSAE North", "role": "inspector"}


async def opened(workspace: Workspace, *buttons: str) -> practice.Member:
    """Open the set-up as the administrator and press buttons in it, each with its value where it is a menu."""
    admin = workspace.member("U0ADMIN")
    await admin.command("/caseclock setup", channel="C0NORTH")
    for button in buttons:
        action, _, choice = button.partition(" ")
        await admin.click(admin.modals[-1], action, *([choice] if choice else []))
    return admin


async def test_a_team_is_added_and_stands_in_the_window_below(workspace: Workspace) -> None:
    admin = await opened(workspace, "setup_add_team")
    await admin.submit(TEAM | {"channel": "C0DIGEST", "duty_channel": "C0DUTY"})
    assert titles(workspace, "U0ADMIN") == ["Set up"]
    assert "OCSAE West" in words(admin.modals[-1])
    assert "On duty: <#C0DUTY>" in words(admin.modals[-1]).partition("OCSAE West")[2]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"channel": "C0GENERAL"}, "channel", "This channel is public."),
        ({"channel": "C0NORTH"}, "channel", "This is the channel of OCSAE North already"),
        ({"channel": "C0DIGEST", "digest_channels": ["C0GENERAL"]}, "digest_channels", "This channel is public."),
        ({"channel": "C0DIGEST", "duty_channel": "C0GENERAL"}, "duty_channel", "This channel is public."),
        ({"channel": "C0DIGEST", "name": "OCSAE North"}, "name", "There is a team of this name"),
        ({"channel": "C0DIGEST", "timezone": "Europe/Nowhere"}, "timezone", "Write a time zone such as Europe/London."),
    ],
)
async def test_a_team_that_cannot_be_so_is_refused_on_its_field(
    workspace: Workspace, wrong: dict[str, object], field: str, sentence: str
) -> None:
    admin = await opened(workspace, "setup_add_team")
    outcome = await admin.submit(TEAM | wrong)
    assert list(outcome.errors) == [field]
    assert sentence in outcome.errors[field]


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("is_archived", "This channel is archived."),
        ("is_ext_shared", "This channel is shared with another organisation."),
        ("left", "Caseclock is not in this channel."),
    ],
)
async def test_a_channel_in_which_cases_must_not_be_told_is_refused(
    workspace: Workspace, fact: str, sentence: str
) -> None:
    channel = workspace.channels["C0DIGEST"]
    admin = await opened(workspace, "setup_add_team")
    if fact == "left":
        workspace.leave(channel, "U0CASECLOCK")
    else:
        setattr(channel, fact, True)
    outcome = await admin.submit(TEAM | {"channel": "C0DIGEST"})
    assert outcome.errors["channel"].startswith(sentence)


async def test_a_person_is_changed_and_then_works_by_the_new_role(workspace: Workspace) -> None:
    admin = await opened(workspace, "setup_edit_person U0AUDITOR")
    await admin.submit({"role": "officer", "supervisor": "U0SERGEANT1", "skills": "KIRAT assessor until 2027-03-31"})
    assert titles(workspace, "U0ADMIN") == ["Set up"]
    former = workspace.member("U0AUDITOR")
    await former.command("/refer", channel="C0DIGEST")
    assert titles(workspace, "U0AUDITOR") == ["Log a referral"]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"slack": "U0GUEST"}, "slack", "Only full members of this workspace"),
        ({"slack": "U0OFFICER1"}, "slack", "They are on the roster already"),
        ({"slack": "U0STRANGER"}, "slack", "Only full members of this workspace"),
    ],
)
async def test_who_cannot_be_added_is_said_on_the_field(
    workspace: Workspace, wrong: dict[str, str], field: str, sentence: str
) -> None:
    admin = await opened(workspace, "setup_add_person")
    outcome = await admin.submit(PERSON | wrong)
    assert outcome.errors[field].startswith(sentence)


@pytest.mark.parametrize(
    ("supervisor", "sentence"),
    [
        ("U0OFFICER1", "Nobody supervises themselves"),
        ("U0OFFICER2", "Officer 2, North is neither supervisor nor inspector."),
        ("U0SERGEANT2", "Sergeant, South is of OCSAE South; choose a supervisor of OCSAE North, or an inspector."),
        ("U0GUEST", "Only full members of this workspace"),
    ],
)
async def test_who_cannot_stand_above_somebody_is_said_on_the_field(
    workspace: Workspace, supervisor: str, sentence: str
) -> None:
    admin = await opened(workspace, "setup_edit_person U0OFFICER1")
    outcome = await admin.submit({"supervisor": supervisor})
    assert outcome.errors["supervisor"].startswith(sentence)


async def test_who_is_removed_is_out_and_those_below_come_below_the_next(workspace: Workspace) -> None:
    admin = await opened(workspace, "setup_edit_person U0SERGEANT1")
    await admin.click(admin.modals[-1], "setup_remove_person")
    assert "Sergeant, North is no longer on the roster." in words(admin.modals[-1])
    former = workspace.member("U0SERGEANT1")
    await former.command("/queue", channel="C0NORTH")
    assert "You are not on the Caseclock roster" in words(former.messages("C0NORTH")[-1].blocks)
    await admin.close_all()
    await opened(workspace, "setup_edit_person U0OFFICER1")
    (field,) = [block for block in admin.modals[-1]["blocks"] if block["block_id"] == "supervisor"]
    assert field["element"]["initial_user"] == "U0INSPECTOR1"


async def test_who_owns_open_cases_cannot_be_removed(workspace: Workspace) -> None:
    officer = workspace.member("U0OFFICER1")
    await officer.command("/refer", channel="C0NORTH")
    await officer.submit(REFERRAL)
    await officer.close_all()
    await officer.command("/case 26-1", channel="C0NORTH")
    await officer.click(officer.modals[-1], "take")
    admin = await opened(workspace, "setup_edit_person U0OFFICER1")
    await admin.click(admin.modals[-1], "setup_remove_person")
    assert "still owns 1 open case" in words(admin.modals[-1])


@pytest.fixture
async def from_file(tmp_path: Path) -> AsyncIterator[Workspace]:
    """Give the practice workspace with a bot whose roster came from a file."""
    workspace = Workspace.from_toml(clock=main.clock)
    opened_store = open_store(f"sqlite:///{tmp_path}/caseclock.db", tmp_path / "keys")
    house = House(Store(opened_store.engine, opened_store.keyring), policy.load(), main.clock)
    files = main.Files(roster=tmp_path / "roster.toml")
    async with practice.serve(workspace, port=0) as server:
        client = main.web_client("xoxb-practice", server.api_url)
        async with main.connected(house, client, "xapp-practice", files=files):
            yield workspace


async def test_a_roster_from_a_file_is_changed_in_the_file(from_file: Workspace) -> None:
    admin = await opened(from_file)
    assert admin.modals == []
    assert "comes from a file (CASECLOCK_ROSTER)" in words(admin.messages("C0NORTH")[-1].blocks)


async def test_whoever_is_no_longer_an_administrator_changes_nothing_in_an_open_window(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/caseclock.db"
    async with ground.workspace(address, tmp_path / "keys") as (workspace, _server, _bot, travel):
        admin = await opened(workspace, "setup_edit_person U0AUDITOR")
        workspace.people["U0ADMIN"].is_admin = False
        # Whom Slack calls an administrator is remembered for five minutes.
        await travel.travel(301)
        outcome = await admin.submit({"role": "officer"})
        assert "Only a workspace administrator can change the roster." in " ".join(outcome.errors.values())
