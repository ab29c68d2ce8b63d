"""“Who was told?”: what was said of a case, what comes next, and what was not said and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.views import standing
from bot.views.blocks import Block, View, context, divider, escape, packed, section, telling
from bot.views.sheet import Sheet
from casework.wording import plural

_MOST = 40
"""Lines of one part: a window takes some hundred blocks; `caseclock receipts` prints them all."""


class State(StrEnum):
    """How far a promise has come."""

    PLANNED = "planned"
    QUEUED = "queued"
    SAID = "said"
    NOT_DELIVERED = "not delivered"
    SUPERSEDED = "superseded"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Told:
    """One person or channel and what became of the message to them; all moments are aware UTC.

    `seen_at` is when they did something with the case for the first time after that, as far as Slack tells.
    """

    slack: str
    name: str
    role: str
    state: str
    sent_at: datetime | None
    channel: str | None
    ts: str | None
    problem: str | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One rung of one clock, in the version of the clock that it was planned for.

    `why` tells why it was superseded or not needed, or not said to somebody; `tells` are the roles that it is for;
    `answered` is who said “I have this” to it, and when.
    """

    clock: str
    label: str
    version: int
    rung: str
    turn: int
    due_at: datetime
    state: State
    why: str
    tells: tuple[str, ...]
    told: tuple[Told, ...]
    answered: tuple[str, datetime] | None


def receipts(sheet: Sheet, found: Sequence[Receipt]) -> View:
    """The window of Who was told?, each part with the latest or the next first."""
    planned = [each for each in found if each.state is State.PLANNED]
    said = [each for each in found if each.told]
    silent = [each for each in found if each.state is not State.PLANNED and not each.told]
    blocks = [
        section(f"*{standing.title(sheet)}*"),
        *_part("Was said", [_said(each, sheet) for each in reversed(said)]),
        divider(),
        *_part("Comes next, while nothing changes", [_planned(each, sheet) for each in planned]),
        divider(),
        *_part("Was planned and not said", [_silent(each, sheet) for each in reversed(silent)]),
        context("Seen means that they opened the case or pressed a button: Slack does not tell who reads a message."),
    ]
    return telling("Who was told?", blocks, reference=sheet.case.reference)


def _part(title: str, lines: Sequence[str]) -> list[Block]:
    shown = list(lines[:_MOST]) or ["Nothing."]
    more = len(lines) - len(shown)
    if more > 0:
        shown.append(f"… and {plural(more, 'other')}: `caseclock receipts` prints them all.")
    return [section(text) for text in packed([f"*{title}*", *shown])]


def _said(receipt: Receipt, sheet: Sheet) -> str:
    told = "; ".join(_told(each, receipt, sheet) for each in receipt.told)
    answered = ""
    if receipt.answered:
        who, at = receipt.answered
        answered = f"; {escape(who, standing.LONGEST_NAME)} said “I have this” {_after(at, receipt, sheet)}"
    why = f"; {escape(receipt.why, 300)}" if receipt.why else ""
    return f"{_named(receipt, sheet)} → {told}{why}{answered}"


def _told(told: Told, receipt: Receipt, sheet: Sheet) -> str:
    who = f"{escape(told.name, standing.LONGEST_NAME)} ({told.role})"
    if told.sent_at is None:
        problem = f" ({escape(told.problem, 100)})" if told.problem else ""
        return f"{who}: {_STATES.get(told.state, told.state)}{problem}"
    seen = f", seen {_after(told.seen_at, receipt, sheet)}" if told.seen_at else ""
    is_late = _at(told.sent_at, sheet) != _at(receipt.due_at, sheet)
    sent = f", sent {_after(told.sent_at, receipt, sheet)}" if is_late else ""
    return f"{who}{sent}{seen}"


_STATES = {
    "queued": "waits to be sent",
    "sending": "is being sent",
    "in doubt": "it is not known whether it arrived",
    "undeliverable": "could not be told",
    "withdrawn": "was settled before it was sent",
}


def _planned(receipt: Receipt, sheet: Sheet) -> str:
    return f"{_named(receipt, sheet)} → {', '.join(receipt.tells)}"


def _silent(receipt: Receipt, sheet: Sheet) -> str:
    return f"{_named(receipt, sheet)}: {escape(receipt.why, 300)}"


def _named(receipt: Receipt, sheet: Sheet) -> str:
    turn = f" ({receipt.turn})" if receipt.turn else ""
    label = escape(receipt.label, standing.LONGEST_NAME)
    return f"• {_at(receipt.due_at, sheet)} · *{label}* · {escape(receipt.rung, standing.LONGEST_NAME)}{turn}"


def _after(at: datetime, receipt: Receipt, sheet: Sheet) -> str:
    """The hour alone on the day on which it was due."""
    day, due = at.astimezone(sheet.zone), receipt.due_at.astimezone(sheet.zone)
    return f"{day:%H:%M}" if day.date() == due.date() else _at(at, sheet)


def _at(at: datetime, sheet: Sheet) -> str:
    return standing.dated(at, sheet.now, sheet.zone)
