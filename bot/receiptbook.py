"""The receipts of a case on a terminal: as a table to read, or as JSON to keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.table import Table

from bot.commands.references import reference
from bot.context import Context
from bot.usecases import casefiles, receipts
from bot.views.receipts import Receipt, Told
from bot.views.sheet import Sheet
from casework.policy import Policy
from storage import cases, people
from storage.database import transaction
from storage.opening import Opened
from storage.roster import Person

WHO = Person("command line", "The command line", "", "auditor")
"""Whoever can start a program beside the database may read it; the journal shows that it was this way."""


def read(opened: Opened, typed: str, policy: Policy, now: datetime) -> tuple[Sheet, list[Receipt]]:
    """Return the case that was typed and its receipts, and journal the reading.

    `NotAReference` or `NoSuchCase` for any other text.
    """
    with transaction(opened.engine, opened.keyring) as reading:
        roster = people.roster(reading)
        sheet = casefiles.draw(cases.get(reading, reference(typed)), roster, policy, now)
        return sheet, receipts.of(Context(reading, now, WHO, roster, policy), sheet)


def table(sheet: Sheet, found: Sequence[Receipt]) -> Table:
    """Return receipts as a table, the first due first, in the time zone of the case's team."""
    title = f"{sheet.case.reference} · {sheet.case.grade} · who was told, and when ({sheet.zone.key} time)"
    printed = Table("due", "clock · rung", "state", "who, and when", "", title=title, title_justify="left")
    for each in found:
        printed.add_row(*_row(each, sheet))
    return printed


def _row(each: Receipt, sheet: Sheet) -> tuple[str, ...]:
    turn = f" ({each.turn})" if each.turn else ""
    answered = f"“I have this”: {each.answered[0]} {_at(each.answered[1], sheet)}" if each.answered else ""
    told = [_told(told, sheet) for told in each.told] or [f"for {', '.join(each.tells)}"]
    return (
        _at(each.due_at, sheet),
        f"{each.clock} · {each.rung}{turn}",
        each.state,
        "\n".join(told),
        "\n".join(part for part in (each.why, answered) if part),
    )


def _told(told: Told, sheet: Sheet) -> str:
    sent = f", sent {_at(told.sent_at, sheet)}" if told.sent_at else f", {told.state}"
    seen = f", seen {_at(told.seen_at, sheet)}" if told.seen_at else ""
    problem = f" ({told.problem})" if told.problem else ""
    return f"{told.name} ({told.role}){sent}{seen}{problem}"


def _at(at: datetime, sheet: Sheet) -> str:
    return f"{at.astimezone(sheet.zone):%Y-%m-%d %H:%M:%S}"
