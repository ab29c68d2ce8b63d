"""Slack no longer takes a message where it belongs: somebody who can act on it reads it instead, or it waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot import main
from practice import Workspace
from tests.faults import seed
from tests.faults.conftest import Installed

pytestmark = [pytest.mark.kill]
CHANNEL = "C0NORTH"


def _archive(workspace: Workspace) -> None:
    workspace.channels[CHANNEL].is_archived = True


def _remove_bot(workspace: Workspace) -> None:
    workspace.leave(workspace.channels[CHANNEL], workspace.app.bot_user)


def _heard(workspace: Workspace, person: str, reference: str) -> list[str]:
    posts = workspace.ledger.posts(f"D{person[1:]}")
    return [entry.text for entry in posts if reference in f"{entry.text} {entry.blocks}"]


@pytest.mark.parametrize("trouble", [_archive, _remove_bot])
async def test_what_the_channel_does_not_get_comes_to_those_who_lead_the_team(
    installed: Installed, trouble: Callable[[Workspace], None]
) -> None:
    workspace = installed.workspace
    (reference,) = seed.log(installed.machine, [main.clock() + timedelta(hours=20)])
    trouble(workspace)
    async with installed.running():
        await workspace.until(lambda: _heard(workspace, "U0SERGEANT1", reference), within=20)
        await workspace.until(lambda: _heard(workspace, "U0INSPECTOR1", reference), within=20)
    assert not workspace.ledger.posts(CHANNEL)
    assert not workspace.ledger.sent_twice()


async def test_while_the_token_is_revoked_everything_waits_and_then_comes_once(installed: Installed) -> None:
    workspace = installed.workspace
    async with installed.running():
        workspace.app.revoked = True
        (reference,) = seed.log(installed.machine, [main.clock() + timedelta(hours=20)])
        await workspace.until(lambda: "Waiting" in installed.log, within=20)
        assert not _heard(workspace, seed.OFFICER, reference)
        workspace.app.revoked = False
        await workspace.until(lambda: _heard(workspace, seed.OFFICER, reference), within=20)
        await workspace.until(lambda: workspace.ledger.posts(CHANNEL), within=20)
    assert len(_heard(workspace, seed.OFFICER, reference)) == 1
    assert not workspace.ledger.sent_twice()
