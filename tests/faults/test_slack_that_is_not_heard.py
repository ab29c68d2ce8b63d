"""A connection that looks alive and is dead: noticed, said, and made anew."""

import time
from contextlib import suppress

import pytest

from practice import Told
from tests.faults.conftest import PATIENCE, Installed
from tests.faults.seed import OFFICER

pytestmark = [pytest.mark.kill, pytest.mark.parametrize("backend", ["sqlite"])]


async def test_a_half_open_connection_is_made_anew_within_thirty_seconds_and_not_ready_meanwhile(
    installed: Installed,
) -> None:
    workspace = installed.workspace
    async with installed.running():
        assert await installed.is_ready()
        (dead,) = workspace.hub.connections
        workspace.hub.half_open()
        began, states = time.monotonic(), set[bool]()
        while dead in workspace.hub.connections or not workspace.hub.connected or False not in states:
            states.add(await installed.is_ready())
            assert time.monotonic() - began < 30
            with suppress(TimeoutError):
                await workspace.until(lambda: False, within=0.1)
        assert False in states
        await workspace.until(lambda: workspace.hub.connected, within=20)
        assert await installed.is_ready()
        await workspace.member(OFFICER).command("/queue")
        assert workspace.member(OFFICER).modals


async def test_a_connection_that_brings_nothing_is_noticed_though_its_pings_are_answered(installed: Installed) -> None:
    workspace = installed.workspace
    workspace.hub.patience = 0.3
    async with installed.running(quiet=4):
        (deaf,) = workspace.hub.connections
        workspace.hub.silence()
        with pytest.raises(Told):
            await workspace.member(OFFICER).command("/queue")
        workspace.hub.patience = PATIENCE
        await workspace.until(lambda: deaf not in workspace.hub.connections and workspace.hub.connected, within=20)
        await workspace.member(OFFICER).command("/queue")
        assert workspace.member(OFFICER).modals
        assert "nothing heard from Slack: the connection is made anew" in installed.log
