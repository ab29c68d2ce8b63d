"""The form in which a referral is logged, and what makes it one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.views import fields, reading
from bot.views.blocks import Block, View, asking
from bot.views.forms import Referral
from bot.views.mistakes import Mistakes, check
from casework.case import Answer, Evidence, Grade
from casework.policy import Policy

_OLDEST = relativedelta(years=2)
_MOST_REFERENCE = 100
_QUESTIONS = {
    "child_at_risk": "Is a child at risk now?",
    "child_in_contact": "Is a child known to be in contact with the suspect?",
    "suspect_identified": "Is the suspect identified?",
}
_ANSWERS = [
    fields.option("Yes", Answer.YES),
    fields.option("No", Answer.NO),
    fields.option("Not known", Answer.UNKNOWN),
]
EVIDENCE = [
    fields.option("None known", Evidence.NONE),
    fields.option("A device, in our hands", Evidence.IN_HAND),
    fields.option("A device that may be reset, wiped or lost", Evidence.AT_RISK),
    fields.option("An account only, no device", Evidence.ACCOUNT),
]
GRADES = [
    fields.option(f"{grade}".capitalize(), grade) for grade in (Grade.VERY_HIGH, Grade.HIGH, Grade.MEDIUM, Grade.LOW)
]
_GRADES = [fields.option("Not graded yet", Grade.UNGRADED), *GRADES]


def form(policy: Policy, now: datetime, zone: ZoneInfo, answers: Mapping[str, Any] | None = None) -> View:
    """The window of `/refer`; `answers` fill it in, otherwise the force was told now."""
    given = {**_start(now, zone), **(answers or {})}
    return asking(
        "refer",
        "Log a referral",
        "Log it",
        [*_arrival(policy, given, zone), *_facts(given), *_grading(policy, given), *_words(given)],
    )


def read(answers: Mapping[str, Any], policy: Policy, now: datetime, zone: ZoneInfo) -> Referral:
    """Return the referral; `Mistakes` has a sentence for every field that has to be mended."""
    at, wrong = _received(answers, zone)
    check([*wrong.items(), *_mistakes(answers, policy), *(_out_of_time(at, now, zone) if at else ())])
    grade = Grade(answers["grade"])
    return Referral(
        source=answers["source"],
        kind=answers["kind"],
        received_at=at or now,
        summary=answers["summary"],
        external_reference=answers.get("external_reference") or "",
        child_at_risk=Answer(answers["child_at_risk"]),
        child_in_contact=Answer(answers["child_in_contact"]),
        suspect_identified=Answer(answers["suspect_identified"]),
        evidence=Evidence(answers["evidence"]),
        grade=grade,
        grade_tool=answers.get("grade_tool"),
        graded_by=answers.get("graded_by"),
    )


def _start(now: datetime, zone: ZoneInfo) -> dict[str, str]:
    local = now.astimezone(zone)
    return {"received_date": f"{local:%Y-%m-%d}", "received_time": f"{local:%H:%M}", "grade": Grade.UNGRADED}


def _arrival(policy: Policy, given: Mapping[str, Any], zone: ZoneInfo) -> list[Block]:
    hour = fields.hour("received_time", "At what time", given["received_time"])
    return [
        fields.select("source", "Who told us", fields.options(row.name for row in policy.source), given.get("source")),
        fields.select("kind", "Kind of case", fields.options(row.name for row in policy.kind), given.get("kind")),
        fields.day("received_date", "Day on which the force was told", given["received_date"]),
        fields.explained(hour, f"24 hours, {zone.key} time. The clocks start here, not when it is logged."),
    ]


def _facts(given: Mapping[str, Any]) -> list[Block]:
    asked = [fields.radio(name, label, _ANSWERS, given.get(name)) for name, label in _QUESTIONS.items()]
    return [*asked, fields.radio("evidence", "Device or account that holds evidence", EVIDENCE, given.get("evidence"))]


def _grading(policy: Policy, given: Mapping[str, Any]) -> list[Block]:
    tools = fields.options(row.name for row in policy.tool)
    assessor = fields.person("graded_by", "Graded by", given.get("graded_by"))
    return [
        fields.explained(
            fields.select("grade", "Grade of risk", _GRADES, given["grade"]), "Treated as very high until it is graded."
        ),
        fields.optional(fields.select("grade_tool", "Tool, if it is graded", tools, given.get("grade_tool"))),
        fields.explained(fields.optional(assessor), "Leave it empty if you graded it, or if it is not graded yet."),
    ]


def _words(given: Mapping[str, Any]) -> list[Block]:
    summary = fields.paragraph("summary", "What is known", (reading.SHORTEST, reading.LONGEST), given.get("summary"))
    reference = fields.line("external_reference", "Their reference", _MOST_REFERENCE, given.get("external_reference"))
    return [
        fields.explained(summary, "Two or three sentences. No names, no addresses, no images."),
        fields.optional(reference),
    ]


def _received(answers: Mapping[str, Any], zone: ZoneInfo) -> tuple[datetime | None, dict[str, str]]:
    try:
        return reading.moment(answers, "received", zone), {}
    except Mistakes as mistakes:
        return None, mistakes.fields


def _out_of_time(at: datetime, now: datetime, zone: ZoneInfo) -> reading.Found:
    yield from reading.late(at, "received", now, zone)
    oldest = now.astimezone(zone) - _OLDEST
    if at < oldest.astimezone(UTC):
        before = f"{oldest.day} {oldest:%b %Y}"
        yield "received_date", f"That is more than 2 years back (before {before}). Check the year."


def _mistakes(answers: Mapping[str, Any], policy: Policy) -> reading.Found:
    yield from reading.choice(answers, "source", policy.source)
    yield from reading.choice(answers, "kind", policy.kind)
    for name in (*_QUESTIONS, "evidence", "grade"):
        if not answers.get(name):
            yield name, "Choose one of the answers."
    yield from reading.text(answers, "summary")
    if len(answers.get("external_reference") or "") > _MOST_REFERENCE:
        yield "external_reference", f"Shorten it to {_MOST_REFERENCE} characters."
    yield from _half_graded(answers, policy)


def _half_graded(answers: Mapping[str, Any], policy: Policy) -> reading.Found:
    graded = answers.get("grade") != Grade.UNGRADED
    tool, assessor = answers.get("grade_tool"), answers.get("graded_by")
    if graded and not tool:
        yield "grade_tool", "Say with which tool it was graded."
    if tool:
        yield from reading.choice(answers, "grade_tool", policy.tool)
    if not graded and (tool or assessor):
        yield "grade", "Choose the grade, or leave the tool and “Graded by” empty."
