"""What is logged: only listed keys, only plain values; of libraries and errors the kind and place, but no words."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping, MutableMapping
from datetime import datetime
from typing import Any

import structlog

from bot.incidents import origin

ALLOWED = frozenset(
    {
        "at",
        "attempts",
        "channel",
        "error",
        "event",
        "file",
        "incident",
        "key",
        "kind",
        "level",
        "library",
        "name",
        "number",
        "outcome",
        "reason",
        "reference",
        "sentence",
        "time",
        "version",
    }
)
"""What a line may hold; nothing that an officer typed ever has one of these names."""
_LONGEST = 300
Line = MutableMapping[str, Any]


def configure(form: Callable[[Mapping[str, object]], str], clock: Callable[[], datetime]) -> None:
    """Let everything that is logged, by us or by a library, go to stderr as `form` writes it (`as_json`, `as_text`)."""

    def stamp(_logger: object, level: str, line: Line) -> Line:
        return {"time": clock().isoformat(timespec="milliseconds"), "level": level, **line}

    def write(_logger: object, _level: str, line: Line) -> str:
        return form(line)

    structlog.configure(
        processors=[stamp, _allow, write],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Libraries()], level=logging.WARNING, force=True)
    for name in ("slack_bolt", "slack_sdk"):
        # With no level of their own these write whole bodies.
        logging.getLogger(name).setLevel(logging.WARNING)


def as_json(line: Mapping[str, object]) -> str:
    """One JSON object."""
    return json.dumps(line, ensure_ascii=False)


def as_text(line: Mapping[str, object]) -> str:
    """One line to read: the time of day, the event, what belongs to it."""
    rest = " ".join(f"{key}={value}" for key, value in line.items() if key not in {"time", "level", "event"})
    return f"{str(line['time'])[11:19]} {line['event']} {rest}".rstrip()


def _allow(_logger: object, _level: str, line: Line) -> Line:
    return {key: _plain(value) for key, value in line.items() if key in ALLOWED}


def _plain(value: object) -> object:
    """A number as it is, text at most so long, and of anything else its kind."""
    if value is None or isinstance(value, int | float):
        return value
    return value[:_LONGEST] if isinstance(value, str) else type(value).__name__


class _Libraries(logging.Handler):
    """Says where a library complained, and of what kind of error: its words may hold a whole message of Slack's."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        facts = {"error": type(error).__name__, "at": origin(error)} if error else {}
        place = f"{record.filename}:{record.lineno}"
        structlog.get_logger().log(record.levelno, "library", library=record.name, file=place, **facts)
