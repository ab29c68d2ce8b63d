"""What comes over the connection or to the port and is nonsense: nothing changes, nothing of it is logged."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.faults.conftest import Installed
from tests.faults.seed import OFFICER

pytestmark = [pytest.mark.kill]
CANARY = "kestrel-orchard"
KINDS = ("slash_commands", "interactive", "events_api", CANARY)
PAYLOADS: tuple[object, ...] = (
    None,
    CANARY,
    7,
    [CANARY],
    {},
    {"type": CANARY},
    {"command": "/refer", "text": CANARY},
    {"command": "/refer", "user_id": [CANARY], "team_id": "T0PRACTICE", "text": CANARY, "trigger_id": 1},
    {"command": CANARY, "user_id": OFFICER, "team_id": "T0PRACTICE", "text": "", "trigger_id": CANARY},
    {"type": "block_actions", "user": {"id": OFFICER}, "actions": [{"action_id": "take", "value": CANARY}]},
    {"type": "block_actions", "user": {"id": OFFICER}, "actions": []},
    {"type": "block_actions", "user": {"id": OFFICER}, "team": {"id": "T0PRACTICE"}, "actions": CANARY},
    {
        "type": "view_submission",
        "user": {"id": OFFICER},
        "team": {"id": "T0PRACTICE"},
        "view": {"callback_id": "refer"},
    },
    {
        "type": "view_submission",
        "user": {"id": OFFICER},
        "team": {"id": "T0PRACTICE"},
        "view": {"id": "V1", "callback_id": "refer", "private_metadata": CANARY, "state": {"values": {CANARY: []}}},
    },
    {"type": "event_callback", "event": {"type": "message", "text": CANARY}},
    {"type": "event_callback", "event": {"type": "message", "channel": [CANARY], "user": 7, "ts": {}}},
    {"type": "event_callback", "event": CANARY},
)
FRAMES = (
    "",
    CANARY,
    "null",
    f'["{CANARY}"]',
    f'{{"type": "slash_commands", "payload": {{"text": "{CANARY}',
    '{"type": 7}',
    '{"type": "interactive"}',
    f'{{"envelope_id": ["{CANARY}"], "type": "interactive", "payload": {{}}}}',
    "{" * 2000 + CANARY,
    json.dumps({"type": "events_api", "payload": {"text": CANARY * 50_000}}),
)
REQUESTS = (
    f"{CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    f"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: {len(CANARY)}\r\nConnection: close\r\n\r\n{CANARY}",
    f"GET /health HTTP/9.9\r\nHost: {CANARY}\r\n\r\n",
    f"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: {CANARY}\r\n\r\n",
    f"GET /health HTTP/1.1\r\nX: {CANARY * 2000}\r\n\r\n",
)


async def _answer(port: int, request: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.encode())
    line = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    return int(line.split()[1])


async def test_nothing_changes_and_nothing_of_it_is_logged(installed: Installed) -> None:
    async with installed.running():
        before = await installed.at_rest()
        (connection,) = installed.workspace.hub.connections
        for frame in FRAMES:
            await connection.socket.send_str(frame)
        number = 0
        for kind in KINDS:
            for payload in PAYLOADS:
                number += 1
                await connection.send({"envelope_id": f"E{number}", "type": kind, "payload": payload})
        # Whoever asks properly afterwards is answered, by the same process on the same connection.
        await installed.workspace.member(OFFICER).command("/queue")
        assert installed.workspace.member(OFFICER).modals
        assert installed.workspace.hub.connections == [connection]
        assert installed.count() == before
        assert CANARY not in installed.log


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_whoever_sends_nonsense_to_the_port_is_refused(installed: Installed) -> None:
    async with installed.running():
        port = int(installed.machine.environment["CASECLOCK_PORT"])
        assert [await _answer(port, request) for request in REQUESTS] == [400, 404, 405, 400, 400, 400]
        assert await installed.is_ready()
        assert CANARY not in installed.log
