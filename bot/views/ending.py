"""The form in which it is recorded what became of an item: what its results ask for, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import Block, View, asking, context, escape, section
from bot.views.forms import Ended
from bot.views.mistakes import Mistakes, check
from bot.views.sheet import Sheet
from casework import items
from casework.case import Answer, Item
from casework.policy import ClockRule
from casework.policy_items import ResultRule

_CHILD = [
    fields.option("Yes", Answer.YES),
    fields.option("No", Answer.NO),
]


@dataclass(frozen=True, slots=True)
class _Field:
    """A field, and for what a result may ask so that it is shown."""

    block: Block
    asked: tuple[str, ...]


def form(sheet: Sheet, item: Item, rule: ClockRule) -> View:
    """The window of Record…: how it ended, when, and what its results ask for."""
    results = sheet.policy.results(rule.name)
    local = sheet.now.astimezone(sheet.zone)
    asked = {name for result in results for name in result.asks}
    clock = next(clock for clock in sheet.clocks if clock.name == f"{rule.name} #{item.number}")
    return asking(
        "done",
        "What became of it",
        "Record it",
        [
            section(f"*{sheet.case.reference}* · {standing.stands(clock, sheet)}\n{escape(rule.ask, 500)}."),
            fields.select("result", "What became of it", [_option(result) for result in results]),
            fields.day("at_date", "On which day", f"{local:%Y-%m-%d}"),
            fields.explained(fields.hour("at_time", "At what time", f"{local:%H:%M}"), f"{sheet.zone.key} time."),
            *(each.block for each in _fields() if not asked.isdisjoint(each.asked)),
            fields.explained(
                fields.optional(fields.paragraph("text", "Note or reason", (0, reading.LONGEST))),
                "Needed where the choice says “reason”. Risk decides, not resources. No names.",
            ),
            context(standing.sourced(rule)),
        ],
        reference=sheet.case.reference,
        number=str(item.number),
    )


def _fields() -> list[_Field]:
    child = fields.radio("child", "Is a child at this address or in contact?", _CHILD)
    recipient = fields.line("recipient", "To or with whom: authority, team or role", 150)
    until = fields.day("until_date", "Until which day, as agreed", None)
    return [
        _Field(fields.optional(child), (_AT_ADDRESS,)),
        _Field(fields.optional(recipient), ("recipient",)),
        _Field(
            fields.optional(fields.line("their_reference", "Their reference", 100)), ("reference", "reference if known")
        ),
        _Field(fields.optional(until), ("until",)),
        _Field(fields.optional(fields.hour("until_time", "Until what time, as agreed", None)), ("until",)),
    ]


_AT_ADDRESS = "child at the address"


def _option(result: ResultRule) -> Block:
    asks = [f"asks: {', '.join(result.asks)}"] if result.asks else []
    by = [_BY[result.by]] if result.by in _BY else []
    return fields.option(result.name, result.name, "; ".join([*asks, *by]))


_BY = {
    "supervisor": "for a supervisor",
    "owner": "for the owner or a supervisor",
    "doer": "for whom it was given to, alone",
}


def read(answers: Mapping[str, Any], sheet: Sheet, item: Item) -> Ended:
    """Return how it ended; `Mistakes` for whatever the chosen result asks for and was not said."""
    results = {rule.name: rule for rule in sheet.policy.results(item.kind)}
    chosen = results.get(answers.get("result") or "")
    if chosen is None:
        raise Mistakes({"result": "Choose what became of it."})
    at, wrong = _moment(answers, "at", sheet, sheet.now)
    until, wrong_until = _moment(answers, "until", sheet, None) if "until" in chosen.asks else (None, [])
    check([*wrong, *wrong_until, *_missing(answers, chosen, sheet), *_out_of_time(at or sheet.now, until, item, sheet)])
    child = answers.get("child") if _AT_ADDRESS in chosen.asks else None
    return Ended(
        chosen.name,
        at or sheet.now,
        until,
        Answer(child) if child else None,
        "\n".join(answers[name] for name in ("recipient", "their_reference") if answers.get(name)),
        answers.get("text") or "",
    )


def _moment(
    answers: Mapping[str, Any], name: str, sheet: Sheet, default: datetime | None
) -> tuple[datetime | None, list[tuple[str, str]]]:
    try:
        return reading.moment(answers, name, sheet.zone), []
    except Mistakes as mistakes:
        return default, list(mistakes.fields.items())


def _out_of_time(at: datetime, until: datetime | None, item: Item, sheet: Sheet) -> reading.Found:
    yield from reading.late(at, "at", sheet.now, sheet.zone)
    if at < item.starts_at.replace(second=0, microsecond=0):
        yield "at_date", f"That is before it began ({standing.dated(item.starts_at, sheet.now, sheet.zone)})."
    if until and until <= sheet.now:
        yield "until_date", "That has gone by: an agreed delay has an end that is still to come."


def _missing(answers: Mapping[str, Any], chosen: ResultRule, sheet: Sheet) -> reading.Found:
    names = {"recipient": "recipient", "reference": "their_reference", _AT_ADDRESS: "child"}
    for asked, field in names.items():
        if asked in chosen.asks and not answers.get(field):
            yield field, f"“{chosen.name}” cannot be saved without this."
    is_child_known = answers.get("child") == Answer.YES or bool(items.children_on_record(sheet.case, sheet.policy))
    protects = _AT_ADDRESS in chosen.asks and is_child_known
    if "reason" in chosen.asks or protects:
        yield from reading.text(answers, "text")
    yield from reading.short(answers, "text")
    yield from reading.reason(answers, "text", sheet.policy)
