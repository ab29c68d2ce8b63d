"""The form in which an item is opened by hand: evidence, a referral, a task, a suspect in custody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.views import fields, reading, standing
from bot.views.blocks import Block, View, asking, section
from bot.views.forms import Opened
from bot.views.mistakes import Mistakes, check
from bot.views.sheet import Sheet
from casework.policy import ClockRule

AREAS = {
    "evidence": "Evidence",
    "safeguarding": "Safeguarding",
    "custody": "Custody and the suspect’s welfare",
    "victim": "The victim",
    "task": "Lines of enquiry and tasks",
    "case": "The case",
}
"""The areas of a policy's clocks, as headings, in the order in which they are shown."""
_HOLDS = {"", "evidence"}
"""The areas in which somebody holds something that expires; "" is all of them."""
_EXPIRES = " Evidence expires from the event, not from the referral."
_HIGHEST_PORT = 65_535
_NOT_KNOWN = "not known"


def form(sheet: Sheet, area: str = "") -> View:
    """The window in which something is opened by hand: of any area, or of one; it began now, unless said otherwise."""
    about = [section(f"*{standing.title(sheet)}*"), *_what(sheet, area)]
    blocks = [*about, *_when(sheet, area), *_who(sheet, area), *_words(area)]
    return asking("item", "Add to the case", "Add it", blocks, reference=sheet.case.reference)


def what(sheet: Sheet, area: str) -> list[str]:
    """Return what may be opened by hand in an area of the policy's clocks, in the policy's order."""
    return [str(rule.manual) for rule in _rules(sheet, area)]


def _what(sheet: Sheet, area: str) -> list[Block]:
    groups = {title: _choices(sheet, one) for one, title in AREAS.items() if area in {"", one}}
    return [fields.grouped("kind", "What", {title: choices for title, choices in groups.items() if choices})]


def _when(sheet: Sheet, area: str) -> list[Block]:
    local = sheet.now.astimezone(sheet.zone)
    zones = dict.fromkeys((sheet.zone.key, *sheet.policy.event_time.zones))
    hour = fields.hour("starts_time", "At what time", f"{local:%H:%M}")
    return [
        fields.day("starts_date", "Day of the event that its time counts from", f"{local:%Y-%m-%d}"),
        fields.explained(hour, f"On the 24-hour clock.{_EXPIRES if area in _HOLDS else ''}"),
        fields.select("zone", "Time zone of that day and time", fields.options(zones), sheet.zone.key),
    ]


def _who(sheet: Sheet, area: str) -> list[Block]:
    """Who holds it, of evidence; who does it; and until when, where that is agreed on and not the policy's."""
    holders = fields.options(row.name for row in sheet.policy.holder)
    held = [fields.optional(fields.select("holder", "Who holds it, for evidence", holders))]
    doer = fields.optional(fields.person("doer", "Who does it"))
    due = fields.optional(fields.day("due_date", "Due on another day, as agreed", None))
    agreed = [
        fields.explained(due, "For “Another task”; every other time is the policy’s."),
        fields.optional(fields.hour("due_time", "At what time, as agreed", None)),
    ]
    return [
        *(held if area in _HOLDS else []),
        fields.explained(doer, "Leave it empty if the case’s owner does."),
        *(agreed if any(rule.may_be_agreed for rule in _rules(sheet, area)) else []),
    ]


def _words(area: str) -> list[Block]:
    port = fields.optional(fields.line("port", "Port, for an IP address", 9))
    what = "What it is, what secures it" if area in _HOLDS else "What it is"
    text = fields.optional(fields.paragraph("text", what, (0, reading.LONGEST)))
    ports = [fields.explained(port, f"1 to {_HIGHEST_PORT}, or “{_NOT_KNOWN}”. A shared address needs it.")]
    return [*(ports if area in _HOLDS else []), fields.explained(text, "No names, no addresses.")]


def read(answers: Mapping[str, Any], sheet: Sheet) -> Opened:
    """Return what is to be opened; `Mistakes` for what is missing, is still to come, or is not for it."""
    rules = {rule.name: rule for rule in _rules(sheet, "")}
    rule = rules.get(answers.get("kind") or "")
    if rule is None:
        raise Mistakes({"kind": "Choose what to add."})
    starts, wrong = _moment(answers, "starts", ZoneInfo(answers.get("zone") or sheet.zone.key))
    due, wrong_due = _moment(answers, "due", sheet.zone) if _agrees(answers) else (None, {})
    found = [*wrong.items(), *wrong_due.items(), *_mistakes(answers, rule), *reading.short(answers, "text")]
    if starts:
        found += reading.late(starts, "starts", sheet.now, sheet.zone)
    if due and due <= sheet.now:
        found.append(("due_date", "That has gone by: agree on a moment that is still to come."))
    check(found)
    port = f"Port {answers['port']}. " if answers.get("port") else ""
    text = f"{port}{answers.get('text') or ''}".strip()
    return Opened(rule.name, starts or sheet.now, answers.get("holder"), answers.get("doer"), due, text)


def _choices(sheet: Sheet, area: str) -> list[Block]:
    return [fields.option(str(rule.manual), rule.name, rule.hint or "") for rule in _rules(sheet, area)]


def _rules(sheet: Sheet, area: str) -> Iterator[ClockRule]:
    """Give the clocks that officers may open by hand: of one area, or with "" of all."""
    yield from (rule for rule in sheet.policy.clock if rule.manual and area in {"", rule.area})


def _agrees(answers: Mapping[str, Any]) -> bool:
    return bool(answers.get("due_date") or answers.get("due_time"))


def _moment(answers: Mapping[str, Any], name: str, zone: ZoneInfo) -> tuple[datetime | None, dict[str, str]]:
    try:
        return reading.moment(answers, name, zone), {}
    except Mistakes as mistakes:
        return None, mistakes.fields


def _mistakes(answers: Mapping[str, Any], rule: ClockRule) -> reading.Found:
    if _agrees(answers) and not rule.may_be_agreed:
        yield "due_date", f"The time of “{rule.manual}” is the policy’s; leave this empty."
    port = answers.get("port")
    if rule.needs_port and not port:
        yield "port", f"Write the port, or “{_NOT_KNOWN}”."
    if port and port.casefold() != _NOT_KNOWN and not (port.isdecimal() and 0 < int(port) <= _HIGHEST_PORT):
        yield "port", f"A port is a number from 1 to {_HIGHEST_PORT}; otherwise write “{_NOT_KNOWN}”."
