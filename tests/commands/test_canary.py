"""What an officer typed is in no line of the log, whatever goes wrong with it."""

import io
import json
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

import practice
from bot import logs, main
from bot.commands.directory import Directory
from bot.commands.door import Door
from bot.commands.visit import Visit
from bot.context import House
from casework import policy
from casework.errors import NotSaved
from practice import Workspace
from storage.opening import open_store
from storage.writer import Store
from tests.commands.conftest import NOW

CANARY = "canary-in-the-coal-mine"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, object]]]]:
    """Log as the running bot does; give what was written, line by line."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    before = logging.root.handlers[:], logging.root.level
    logs.configure(logs.as_json, lambda: NOW)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    structlog.reset_defaults()
    logging.root.handlers[:], logging.root.level = before


async def crash(visit: Visit, _text: str) -> None:
    typed = visit.view["state"]["values"]
    raise RuntimeError(f"cannot handle {typed}")


async def refuse(visit: Visit, _text: str) -> None:
    typed = visit.view["state"]["values"]
    raise NotSaved from ValueError(f"cannot save {typed}")


async def ask(visit: Visit, _text: str) -> None:
    field = {"type": "input", "block_id": "known", "label": {"type": "plain_text", "text": "What is known"}}
    element = {"type": "plain_text_input", "action_id": "known"}
    await visit.show(
        {
            "type": "modal",
            "callback_id": "refer",
            "title": {"type": "plain_text", "text": "Log"},
            "submit": {"type": "plain_text", "text": "Log it"},
            "blocks": [field | {"element": element}],
        }
    )


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[tuple[Workspace, Door]]:
    """Give a workspace, and a door into it on which nothing is registered yet."""
    workspace = Workspace.from_toml(clock=main.clock)
    opened = open_store(f"sqlite:///{tmp_path}/caseclock.db", tmp_path / "keys")
    store = Store(opened.engine, opened.keyring)
    async with practice.serve(workspace, port=0) as server:
        bolt = AsyncApp(client=main.web_client("xoxb-practice", server.api_url), process_before_response=True)
        way_in = Door(House(store, policy.load(), main.clock), Directory(bolt.client, main.clock))
        way_in.open(bolt)
        socket = AsyncSocketModeHandler(bolt, "xapp-practice")
        await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt gives it no types
        yield workspace, way_in
        await socket.close_async()  # type: ignore[no-untyped-call]  # the same
    store.close()


@pytest.mark.parametrize(
    ("handler", "sentence", "events"),
    [
        (crash, "Something went wrong inside Caseclock, and nothing was changed.", ["unexpected"]),
        (refuse, "Caseclock could not save just now, so nothing was changed.", []),
    ],
)
async def test_what_was_typed_into_a_submission_that_fails_is_logged_nowhere(
    log: Callable[[], list[dict[str, object]]],
    door: tuple[Workspace, Door],
    handler: Callable[[Visit, str], object],
    sentence: str,
    events: list[str],
) -> None:
    workspace, way_in = door
    way_in.on("command", "/refer", ask)
    way_in.on("submission", "refer", handler)  # type: ignore[arg-type]  # they return nothing
    officer = workspace.member("U0OFFICER1")
    await officer.command("/refer", channel="C0NORTH")
    outcome = await officer.submit({"known": CANARY})
    assert outcome.errors["known"].startswith(sentence)
    assert [line["event"] for line in log() if line["event"] != "library"] == events
    assert CANARY not in json.dumps(log())


async def test_what_was_overheard_and_fails_is_logged_nowhere_and_delivered_again(
    log: Callable[[], list[dict[str, object]]], door: tuple[Workspace, Door]
) -> None:
    workspace, way_in = door
    heard: list[str] = []

    async def listen(_house: House, body: dict[str, Any]) -> None:
        heard.append(body["event_id"])
        if len(heard) == 1:
            raise RuntimeError(f"cannot handle {body['event']['text']}")

    way_in.overhear("message.groups", listen)
    workspace.hub.patience = 0.5
    officer = workspace.member("U0OFFICER1")
    await officer.say("C0NORTH", CANARY)
    await workspace.until(lambda: len(heard) > 1 and not workspace.hub.delivering)
    assert heard == heard[:1] * 2
    assert [line["event"] for line in log() if line["event"] != "library"] == ["not heard"]
    assert CANARY not in json.dumps(log())
    assert not [message for message in officer.messages("C0NORTH") if message.from_app]


def test_a_library_that_logs_a_whole_message_is_only_named(log: Callable[[], list[dict[str, object]]]) -> None:
    logger = logging.getLogger("slack_bolt.AsyncApp")
    logger.debug("a body: %s", CANARY)
    logger.warning("Unhandled request (%s)", CANARY)
    try:
        dict[str, str]()[CANARY]
    except KeyError:
        logger.exception("Failed to run listener function")
    (first, second) = log()
    assert CANARY not in json.dumps([first, second])
    assert (first["event"], first["library"], first["level"]) == ("library", "slack_bolt.AsyncApp", "warning")
    assert (second["error"], second["level"]) == ("KeyError", "error")
    assert str(second["at"]).startswith("test_canary.py:")


def test_only_listed_keys_and_plain_values_are_logged(log: Callable[[], list[dict[str, object]]]) -> None:
    structlog.get_logger().info("saved", reference="CC-26-00042", summary=CANARY, name={"typed": CANARY}, number=3)
    assert log() == [
        {
            "time": "2026-11-03T09:12:00.000+00:00",
            "level": "info",
            "event": "saved",
            "reference": "CC-26-00042",
            "name": "dict",
            "number": 3,
        }
    ]


def test_a_line_for_a_terminal_is_short() -> None:
    line = {"time": "2026-11-03T09:12:00.000+00:00", "level": "info", "event": "caseclock runs", "version": "0.1.0"}
    assert logs.as_text(line) == "09:12:00 caseclock runs version=0.1.0"
