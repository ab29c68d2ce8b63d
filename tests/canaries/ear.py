"""Listens to all that leaves the bot, and looks at all that it keeps: where a canary is found, it says so."""

from __future__ import annotations

import io
import json
import logging
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog

from bot import logs

if TYPE_CHECKING:
    from pathlib import Path

    from practice import Workspace
    from tests.canaries.canary import Canaries

_WINDOWS = ("views.open", "views.push", "views.update")
_SEEN = {"text", "initial_value"}
"""Where in the blocks of a window words stand that are read there."""
_PAGE, _OVERLAP = 4096, 128
"""Bytes: as much of a file is looked at again when something in it changes; no canary is longer than the overlap."""
_LOGGED_WHOLE = ("slack_bolt", "slack_sdk")
"""Libraries that write whole messages into their records: of these nothing but name and place is to be written."""


class Ear:
    """What has left the bot since somebody looked last, and what it has on its disk."""

    def __init__(self, workspace: Workspace, folder: Path, readers: frozenset[str]) -> None:
        self._workspace, self._folder, self._readers = workspace, folder, readers
        self._heard: list[tuple[str, Mapping[str, Any]]] = []
        self._records = _Records()
        self._written = io.StringIO()
        self._entries = 0
        self._looked_at: set[int] = set()
        self.unexpected = 0
        """How many errors were logged that nobody foresaw."""
        workspace.ledger.overhear = lambda name, sent: self._heard.append((name, sent))

    @contextmanager
    def listening(self, now: datetime) -> Iterator[None]:
        """Log as the bot does in service, with every library at its most talkative, until the block ends."""
        handlers, level = logging.root.handlers[:], logging.root.level
        with redirect_stderr(self._written), redirect_stdout(self._written):
            logs.configure(logs.as_json, lambda: now)
            logging.root.addHandler(self._records)
            logging.root.setLevel(logging.DEBUG)
            try:
                yield
            finally:
                logging.root.handlers[:] = handlers
                logging.root.setLevel(level)
                structlog.reset_defaults()

    def has_heard(self, event: str) -> bool:
        """Whether an event was logged since the last look."""
        return f'"event": "{event}"' in self._written.getvalue()

    def traces(self, secret: Canaries, shown: Canaries) -> list[str]:
        """Return where a canary came out since the last look: `secret` anywhere but in windows, `shown` in a log."""
        written = [("log", text) for text in self._logged()]
        out: list[tuple[str, str | bytes]] = [
            *self._sent(),
            *self._for_others(),
            *self._shown(),
            *self._kept(),
            *written,
        ]
        found = [(where, what) for where, text in out for what in secret.traces(text)]
        found += [(where, what) for where, text in written for what in shown.traces(text)]
        return [f"{what}, in {where}" for where, what in found]

    def _sent(self) -> Iterator[tuple[str, str]]:
        """Give what was sent to Slack, of windows without what is read in them."""
        heard, self._heard = self._heard, []
        for name, sent in heard:
            view = sent.get("view")
            view = json.loads(view) if isinstance(view, str) else view
            rest = {key: part for key, part in sent.items() if key not in {"view", "errors"}}
            yield name, json.dumps(rest)
            if view and view["type"] == "modal":
                yield f"{name} beside its words", "\n".join(_beside(view))
            else:
                yield name, json.dumps(view)

    def _for_others(self) -> Iterator[tuple[str, str]]:
        """Give the windows of those who may not read cases."""
        entries = self._workspace.ledger.entries[self._entries :]
        self._entries += len(entries)
        for entry in entries:
            if entry.method in _WINDOWS and entry.user not in self._readers:
                yield f"a window of {entry.user}", json.dumps(entry.blocks)

    def _shown(self) -> Iterator[tuple[str, str]]:
        """Give what stands in the workspace now: the app's messages, whole, and the Home tabs."""
        for channel in self._workspace.channels:
            for message in self._workspace.timeline.of(channel):
                if message.from_app:
                    yield f"a message in {channel}", f"{message}"
        for user, home in self._workspace.views.homes.items():
            yield f"the Home tab of {user}", json.dumps(home.as_view())

    def _kept(self) -> Iterator[tuple[str, bytes]]:
        """Give what is new in the files: the database with its log, the keys."""
        for file in sorted(self._folder.iterdir()):
            raw = file.read_bytes()
            parts = (raw[max(at - _OVERLAP, 0) : at + _PAGE + _OVERLAP] for at in range(0, len(raw), _PAGE))
            yield f"the file {file.name}", b"".join(part for part in parts if self._is_new(part))

    def _is_new(self, part: bytes) -> bool:
        before = len(self._looked_at)
        self._looked_at.add(hash(part))
        return len(self._looked_at) > before

    def _logged(self) -> Iterator[str]:
        lines = self._written.getvalue().splitlines()
        self._written.seek(0)
        self._written.truncate()
        self.unexpected += sum('"event": "unexpected"' in line for line in lines)
        yield from lines
        yield from self._records.taken()


class _Records(logging.Handler):
    """Keeps records of every level as text, with the traceback and the values of its frames where there is one."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(_LOGGED_WHOLE):
            self._texts.append(f"{record.name} {record.getMessage()} {_told(record)}")

    def taken(self) -> list[str]:
        """Return what was recorded since the last time."""
        texts, self._texts = self._texts, []
        return texts


def _told(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return "".join(traceback.format_exception(error)) if error else ""


def _beside(view: Mapping[str, Any]) -> Iterator[str]:
    """Give every string of a window but those that are read in it."""
    yield json.dumps({key: part for key, part in view.items() if key != "blocks"})
    yield from _unseen(view["blocks"])


def _unseen(part: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - blocks of any shape
    if isinstance(part, dict):
        for name, each in part.items():
            yield from _unseen(each, name)
    elif isinstance(part, list):
        for each in part:
            yield from _unseen(each, key)
    elif isinstance(part, str) and key not in _SEEN:
        yield part
