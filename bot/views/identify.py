"""The window of Identifiers: one kind at a time, a line each; then what was kept, and which case has one too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.views import fields, match, reading, standing
from bot.views.blocks import Block, View, asking, context, plain, section
from bot.views.mistakes import Mistakes, check
from bot.views.sheet import Sheet
from casework.identifiers import Identifier, Typed, Unreadable, normalise
from casework.policy_identifiers import IdentifierRule
from casework.wording import plural

MOST = 25
"""Lines that are entered at once."""
_LONGEST = 3000
_OUT = "out"
_MOST_TOLD, _MOST_SHARED = 3, 20
_HASHED = (
    "Only keyed hashes are kept: nobody can read back what you enter, and no message shows it. "
    "Write it down where your force keeps such things."
)


def form(sheet: Sheet, chosen: str = "") -> View:
    """The window in which identifiers of the `chosen` kind are entered, the first of the policy unless told."""
    rules = {rule.name: rule for rule in sheet.policy.identifier}
    rule = rules.get(chosen) or sheet.policy.identifier[0]
    kind = fields.select("identifier_kind", "What you know", fields.options(rules), rule.name)
    lines = fields.paragraph("identifiers", rule.label, (1, _LONGEST))
    amount = "" if rule.asks == "time" else f" One a line, at most {MOST}."
    return asking(
        "identify",
        "Identifiers",
        "Save",
        [
            section(f"*{standing.title(sheet)}*"),
            kind | {"dispatch_action": True},
            fields.explained(lines, rule.hint + amount),
            *_ASKED[rule.asks](sheet, rule),
            fields.optional(fields.tick(_OUT, "Entered by mistake?", "Take these out again")),
            context(_HASHED),
        ],
        reference=sheet.case.reference,
    )


def _platform(sheet: Sheet, _rule: IdentifierRule) -> list[Block]:
    return [fields.select("platform", "Platform", fields.options(row.name for row in sheet.policy.platform))]


def _time(_sheet: Sheet, rule: IdentifierRule) -> list[Block]:
    port = fields.optional(fields.line("port", "Port, where it is known", 5))
    return [
        fields.day("seen_date", "Day on which it was seen", None),
        fields.hour("seen_time", "At what time", None),
        fields.select("zone", "In which time zone the record is", fields.options(rule.zones)),
        fields.explained(port, "Many share an address at the same time; the port tells them apart."),
    ]


_ASKED = {"": lambda _sheet, _rule: [], "platform": _platform, "time": _time}
_FIRST = {"": "identifiers", "platform": "platform", "time": "seen_date"}
"""What is asked beside the lines: its fields, and the first of them."""


def read(answers: Mapping[str, Any], sheet: Sheet) -> tuple[Identifier, ...]:
    """Return what was entered in its normal forms; `Mistakes` names the lines to be mended and quotes none."""
    rule = next((row for row in sheet.policy.identifier if row.name == answers.get("identifier_kind")), None)
    if rule is None or _FIRST[rule.asks] not in answers:
        raise Mistakes({"identifier_kind": "Choose the kind once more, so that all of its fields are shown."})
    lines = [line for line in str(answers.get("identifiers") or "").splitlines() if line.strip()]
    at, found = _seen(answers, sheet, rule)
    if rule.asks == "platform":
        found += reading.choice(answers, "platform", sheet.policy.platform)
    check([*_amount(lines, rule), *found])
    beside = Typed("", answers.get("platform") or "", at, answers.get("port") or "", rule.region)
    return _normalised(lines, rule, beside)


def is_mistake(answers: Mapping[str, Any]) -> bool:
    """Whether what was entered is to be taken out again."""
    return bool(answers.get(_OUT))


def _amount(lines: Sequence[str], rule: IdentifierRule) -> reading.Found:
    if not lines:
        yield "identifiers", "Write at least one."
    if rule.asks == "time" and len(lines) > 1:
        yield "identifiers", "Enter one address at a time: each has a time of its own."
    if len(lines) > MOST:
        yield "identifiers", f"These are {len(lines)} lines: enter at most {MOST} at once, then the others."


def _seen(
    answers: Mapping[str, Any], sheet: Sheet, rule: IdentifierRule
) -> tuple[datetime | None, list[tuple[str, str]]]:
    if rule.asks != "time":
        return None, []
    if answers.get("zone") not in rule.zones:
        return None, [("zone", "Choose the time zone of the record.")]
    zone = ZoneInfo(answers["zone"])
    try:
        at = reading.moment(answers, "seen", zone)
    except Mistakes as mistakes:
        return None, list(mistakes.fields.items())
    return at, list(reading.late(at, "seen", sheet.now, zone))


def _normalised(lines: Sequence[str], rule: IdentifierRule, beside: Typed) -> tuple[Identifier, ...]:
    given, wrong = [], []
    for number, line in enumerate(lines, 1):
        typed = Typed(line, beside.platform, beside.at, beside.port, beside.region)
        try:
            given.append(normalise(rule.name, rule.form, typed))
        except Unreadable as unreadable:
            wrong.append(f"Line {number}: {unreadable}" if len(lines) > 1 else str(unreadable))
    if wrong:
        raise Mistakes({"identifiers": " ".join(_told(wrong))})
    return tuple(given)


def _told(wrong: Sequence[str]) -> Iterator[str]:
    yield from wrong[:_MOST_TOLD]
    if more := len(wrong) - _MOST_TOLD:
        yield from [f"And {plural(more, 'line')} more."] if more > 0 else []


def result(sheet: Sheet, new: int, known: int, sharing: Sequence[str]) -> View:
    """The window that follows: what was kept, and whether another case has it; its button takes the next ones."""
    reference = sheet.case.reference
    counted = f"*{new} kept*, {known} known already." if known else f"*{new} kept.*"
    told = [match.sentence(sorted((reference, other))) for other in sharing[:_MOST_SHARED]]
    if more := len(sharing) - len(told):
        told.append(f"… and {plural(more, 'other case')}")
    shared = [section("\n".join(told)), context(f"Owners and supervisors are told. {match.ADVICE}")] if told else []
    alone = [] if told or not new else [section("No other case has what was new.")]
    return _answer(sheet, counted, [*shared, *alone])


def taken_out(sheet: Sheet, number: int, asked: int) -> View:
    """The window that follows when identifiers were taken out: how many of those that were entered the case had."""
    counted = f"*{number} taken out.*" if number else "*Nothing was taken out.*"
    missing = asked - number
    told = [section(f"{plural(missing, 'line')} of what you entered this case did not have.")] if missing else []
    return _answer(sheet, counted, told)


def _answer(sheet: Sheet, counted: str, blocks: Sequence[Block]) -> View:
    title = section(f"*{standing.title(sheet)}*\n{counted}")
    view = asking("identified", "Identifiers", "Enter more", [title, *blocks], reference=sheet.case.reference)
    return view | {"close": plain("Close", 24)}


def listed(sharing: Sequence[str]) -> list[Block]:
    """The line in the window of a case; nothing where no other case shares anything."""
    if not sharing:
        return []
    more = f" and {plural(len(sharing) - _MOST_SHARED, 'other')}" if len(sharing) > _MOST_SHARED else ""
    return [section(f"*Shares an identifier with:* {', '.join(sharing[:_MOST_SHARED])}{more}"), context(match.ADVICE)]
