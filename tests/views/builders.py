"""Cases, policies and rosters to draw, from the plainest to the largest that the rules allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.views.queue import QueueLine
from bot.views.sheet import Sheet
from casework import policy
from casework.case import Case, Evidence, Grade, Status
from casework.clocks import clocks
from casework.policy import Policy

LONDON = ZoneInfo("Europe/London")
RECEIVED = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
NAMES = {"U0OFFICER1": "Officer 1, North", "U0SERGEANT1": "Sergeant, North"}
RULES = policy.load()


def a_case(**facts: Any) -> Case:  # noqa: ANN401 - any attribute of a case
    """A case received at 09:00 and logged at 09:12."""
    plain = Case("CC-26-00042", "OCSAE North", "CEOP", "Grooming", received_at=RECEIVED, logged_at=NOW)
    return replace(plain, **facts)


def graded(grade: Grade, **facts: Any) -> Case:  # noqa: ANN401 - any attribute of a case
    """A case that Officer 1 has graded."""
    judged = {"grade": grade, "grade_tool": "KIRAT", "graded_by": "U0OFFICER1", "graded_at": NOW, "training": "valid"}
    return a_case(**judged, **facts)


def owned(grade: Grade = Grade.HIGH, **facts: Any) -> Case:  # noqa: ANN401 - any attribute of a case
    """A graded case that Officer 1 works on."""
    return graded(grade, **{"status": Status.IN_PROGRESS, "owner": "U0OFFICER1", "allocated_at": NOW, **facts})


def with_evidence(case: Case) -> Case:
    """The same with a device at risk, known since 09:12."""
    return replace(case, evidence=Evidence.AT_RISK, evidence_known_at=NOW)


def a_sheet(
    case: Case | None = None, now: datetime = NOW, rules: Policy = RULES, names: Mapping[str, str] = NAMES
) -> Sheet:
    """The case laid out for a reader in London."""
    drawn = case or a_case()
    return Sheet(drawn, clocks(drawn, rules, rules.calendar(LONDON)), names, LONDON, now, rules)


def a_line(reference: str = "CC-26-00042", **facts: Any) -> QueueLine:  # noqa: ANN401 - any attribute of a line
    """A line of a queue: high, owned, due in an hour."""
    plain = QueueLine(
        reference,
        Grade.HIGH,
        Status.IN_PROGRESS,
        "Officer 1, North",
        "Enforcement action",
        NOW + timedelta(hours=1),
        "N",
    )
    return replace(plain, **facts)


def words(filler: str, length: int, number: int = 0) -> str:
    """Text of exactly `length` characters (of `filler`), different for each number."""
    return f"{number}{filler * length}"[:length]


class Wordy(Policy):
    """A policy that says itself in a word, where a test that fails shows it."""

    def __repr__(self) -> str:
        return f"<{len(self.clock)} clocks, {len(self.source)} choices, of {self.version[1:4]!r}>"


@cache
def a_wordy_policy(filler: str, clocks_in_it: int, choices: int) -> Policy:
    """The built-in policy with every text as long as is allowed, that many clocks, and that many of each choice."""
    label, text = words(filler, 75), words(filler, 280)
    changes: dict[str, Any] = {
        "clock": tuple(
            rule.model_copy(
                update={"name": words(filler, 75, number), "label": words(filler, 75, number)}
                | {"met_by": text, "source": text}
            )
            for number, rule in zip(range(clocks_in_it), _round(RULES.clock), strict=False)
        ),
        "rung": tuple(row.model_copy(update={"says": text}) for row in RULES.rung),
        "advice": RULES.advice.model_copy(
            update={"heading": label, "rule": text, "call": text}
            | dict.fromkeys(("say", "write_down", "never"), (text,) * 10)
        ),
        "version": text,
        "advice_for": tuple(
            RULES.advice_for[0].model_copy(
                update={"who": label, "kind": words(filler, 75, number)} | dict.fromkeys(("say", "mind"), (text,) * 10)
            )
            for number in range(choices)
        ),
    }
    for table in ("source", "kind", "tool", "action", "reason", "outcome"):
        row = getattr(RULES, table)[0]
        changes[table] = tuple(row.model_copy(update={"name": words(filler, 75, number)}) for number in range(choices))
    return Wordy.model_construct(**{**dict(RULES), **changes})


def _round(rows: tuple[Any, ...]) -> Iterator[Any]:
    while True:
        yield from rows


def said(payload: Mapping[str, Any]) -> str:
    """Everything that a reader sees of a message or window, line by line."""
    return "\n".join(_texts(payload.get("blocks", ())))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a payload
    if isinstance(value, dict):
        for key in value:
            if key == "text" and isinstance(value[key], str):
                yield value[key]
            else:
                yield from _texts(value[key])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def buttons(payload: Mapping[str, Any]) -> list[str]:
    """The action ids of every button, in their order."""
    return [element["action_id"] for element in _elements(payload) if element["type"] == "button"]


def marked_buttons(payload: Mapping[str, Any]) -> list[str]:
    """The action ids of the buttons that stand out."""
    return [element["action_id"] for element in _elements(payload) if element.get("style") == "primary"]


def _elements(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for block in payload["blocks"]:
        yield from block.get("elements", ()) if block["type"] == "actions" else ()
        yield from [block["accessory"]] if "accessory" in block else ()


def field(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The input block of a field."""
    found: Mapping[str, Any] = next(block for block in view["blocks"] if block.get("block_id") == name)
    return found
