"""A case in full, for one officer in a window: its facts, its clocks, what was typed, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate, groupby

from bot.views import advice, card, identify, moves, standing
from bot.views.blocks import (
    Block,
    View,
    actions,
    context,
    cut,
    divider,
    escape,
    fields,
    packed,
    section,
    telling,
    typed,
)
from bot.views.sheet import Sheet

_MOST_LINES = 60
_MOST_EVENT, _MOST_WORDS = 300, 1500
_ROOM = 9_000
"""Characters of what was typed in the whole history: Slack takes 250,000 bytes in a window, a letter may be twelve."""
_TOO_MUCH = "(What was written then is not shown: this window has no room for more.)"


@dataclass(frozen=True, slots=True)
class Details:
    """What an officer typed about a case; it is shown in windows only, never in a message."""

    external_reference: str
    summary: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history: when, who, what happened as a sentence, and what was typed with it."""

    at: datetime
    who: str
    event: str
    words: str = ""


def case(sheet: Sheet, particulars: Details, history: Sequence[Line], sharing: Sequence[str] = ()) -> View:
    """The window of `/case`; `sharing` are the cases that share an identifier with it."""
    blocks = [
        section(
            f"*{standing.MARKS[sheet.case.grade]} {sheet.case.grade}* · {sheet.case.status} · {standing.owner(sheet)}"
        ),
        actions(*moves.of_case(sheet)),
        *card.outcome(sheet),
        *card.clocks(sheet),
        *advice.rule(sheet),
        *advice.until_confirmed(sheet),
        *identify.listed(sharing),
        divider(),
        *_typed(particulars),
        *_facts(sheet),
        divider(),
        actions(*_to_read(sheet)),
        *_history(history, sheet),
    ]
    return telling(sheet.case.reference, blocks, reference=sheet.case.reference)


def _to_read(sheet: Sheet) -> list[Block]:
    """What there is to read besides; the advice, unless it stands above already."""
    wanted = ("receipts",) if advice.rule(sheet) else ("receipts", "preserve")
    return [moves.press(each, sheet) for each in wanted if moves.fits(each, sheet)]


def _typed(particulars: Details) -> list[Block]:
    reference = particulars.external_reference or "none recorded"
    summary = particulars.summary or "Nothing was written."
    return [section("*As typed when it was logged*"), typed(summary), typed(f"Their reference: {reference}")]


def _facts(sheet: Sheet) -> list[Block]:
    known = sheet.case
    facts = {
        "Who told us": known.source,
        "Kind of case": known.kind,
        "The force was told": standing.dated(known.received_at, sheet.now, sheet.zone),
        "Logged": standing.dated(known.logged_at, sheet.now, sheet.zone),
        "Device or account": known.evidence,
        "Graded by": _graded(sheet),
        "Enforcement action": _action(sheet),
    }
    return [fields(*(f"*{name}*\n{escape(value, 500)}" for name, value in facts.items())), *_known(sheet)]


def _known(sheet: Sheet) -> list[Block]:
    """What is known, question by question, and since when; what nobody has asked yet is not listed."""
    known = sheet.case.facts
    rules = {rule.name: rule.question for rule in sheet.policy.fact}
    lines = [
        f"{escape(rules.get(fact.name, fact.name), 300)} *{escape(fact.answer, 100)}*, since "
        f"{standing.dated(fact.since, sheet.now, sheet.zone)}"
        for fact in known
    ]
    return [section(text) for text in packed(["*What is known*", *lines])] if lines else []


def _graded(sheet: Sheet) -> str:
    if sheet.case.graded_at is None:
        return "not graded yet"
    when = standing.dated(sheet.case.graded_at, sheet.now, sheet.zone)
    case = sheet.case
    second = f"; second person: {sheet.name(case.confirmed_by)}" if case.confirmed_by else ""
    version = f" version {case.grade_tool_version}" if case.grade_tool_version else ""
    return f"{sheet.name(case.graded_by)}, {case.grade_tool}{version}, training {case.training}, {when}{second}"


def _action(sheet: Sheet) -> str:
    if sheet.case.action_at is None:
        return "none recorded"
    return f"{sheet.case.action}, {standing.dated(sheet.case.action_at, sheet.now, sheet.zone)}"


def _history(history: Sequence[Line], sheet: Sheet) -> list[Block]:
    newest = _folded(sorted(history, key=lambda line: line.at, reverse=True))
    shown = newest[:_MOST_LINES]
    typed_by_then = accumulate(min(len(line.words), _MOST_WORDS) for line in shown)
    told = [
        _told(line, sheet) if length <= _ROOM else _told(replace(line, words=_TOO_MUCH if line.words else ""), sheet)
        for line, length in zip(shown, typed_by_then, strict=True)
    ]
    earlier = len(newest) - len(told)
    more = [context(f"… and {earlier:,} earlier")] if earlier else []
    return [section("*History*, the latest first"), *(typed(text) for text in packed(told)), *more]


def _folded(newest: Sequence[Line]) -> list[Line]:
    """Say once, with how often, what somebody did several times in a row without a word: looking things up floods."""
    folded = []
    for (who, event, words), same in groupby(newest, key=lambda line: (line.who, line.event, line.words)):
        first, *more = same
        times = f" ({len(more) + 1:,} times since then)" if more and not words else ""
        folded += [Line((more or [first])[-1].at, who, f"{event}{times}")] if not words else [first, *more]
    return folded


def _told(line: Line, sheet: Sheet) -> str:
    told = cut(f"{standing.dated(line.at, sheet.now, sheet.zone)} · {line.who} · {line.event}", _MOST_EVENT)
    return f"{told}\n{cut(line.words, _MOST_WORDS)}" if line.words else told
