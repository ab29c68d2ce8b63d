"""The window of “Remind me…”: when one wants to be reminded, among what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.views import fields, reading, standing
from bot.views.blocks import View, asking, context, section
from bot.views.mistakes import Mistakes, check
from bot.views.sheet import Sheet
from casework.clocks import Clock
from casework.reminding import Choice
from casework.wording import moment

_OWN = "own"
_AT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be chosen for a clock: `choices`, or any moment until `latest` (aware UTC)."""

    sheet: Sheet
    clock: Clock
    choices: tuple[Choice, ...]
    latest: datetime


def form(offer: Offer, place: tuple[str, str]) -> View:
    """The window, opened from the message at `place` (channel and moment)."""
    sheet, clock = offer.sheet, offer.clock
    about = section(f"*{standing.title(sheet)}*\n{standing.stands(clock, sheet)}")
    named = [fields.option(_named(choice, sheet), _value(choice, sheet)) for choice in offer.choices]
    day = fields.day("at_date", "Another time: on which day", f"{sheet.now.astimezone(sheet.zone):%Y-%m-%d}")
    hour = fields.optional(fields.hour("at_time", "At what time", None))
    blocks = [
        about,
        fields.radio("when", "Remind me", [*named, fields.option("at another time, below", _OWN)]),
        fields.optional(day),
        fields.explained(hour, f"{sheet.zone.key} time. {_latest(offer)}"),
        context("Until then you are not reminded of it. What is due, and what others are told, stays as it is."),
    ]
    channel, ts = place
    words = {"reference": sheet.case.reference, "clock": clock.name, "channel": channel, "ts": ts}
    return asking("remind", "Remind me", "Remind me then", blocks, **words)


def read(answers: Mapping[str, Any], offer: Offer) -> datetime:
    """Return the moment that was chosen; `Mistakes` for none, and for one that is not allowed."""
    chosen, hour = answers.get("when"), answers.get("at_time")
    if chosen != _OWN:
        check(_unclear(chosen, hour))
        allowed = {_value(choice, offer.sheet): choice.at for choice in offer.choices}
        check([] if chosen in allowed else [("when", f"That is too late by now. {_latest(offer)}")])
        return allowed[str(chosen)]
    at = reading.moment(answers, "at", offer.sheet.zone)
    check(reading.gone(at, "at", offer.sheet.now, offer.sheet.zone))
    if at > offer.latest:
        other_day = at.astimezone(offer.sheet.zone).date() != offer.latest.astimezone(offer.sheet.zone).date()
        raise Mistakes({"at_date" if other_day else "at_time": _latest(offer)})
    return at


def _unclear(chosen: str | None, hour: str | None) -> list[tuple[str, str]]:
    if not chosen:
        return [("when", "Choose when you want to be reminded.")]
    return [("when", "You wrote another time: choose “at another time, below”, or empty it.")] if hour else []


def _named(choice: Choice, sheet: Sheet) -> str:
    at = moment(choice.at, sheet.now, sheet.zone)
    return f"in {choice.after}, {at}" if choice.after else at


def _value(choice: Choice, sheet: Sheet) -> str:
    """What stands for a choice: a length counts from when the window is sent off, a morning stays what it is."""
    return choice.after or f"{choice.at.astimezone(sheet.zone):{_AT}}"


def _latest(offer: Offer) -> str:
    """Say the latest moment, and by what."""
    sheet = offer.sheet
    at = standing.spoken(offer.latest, sheet.now, sheet.zone)
    if offer.latest == offer.clock.due_at:
        return f"The latest is {at}, when it is due."
    within = sheet.policy.grade_rule(sheet.case.grade).remind_within.text
    return f"The latest is {at}: a case that is {sheet.case.grade} may be put off by {within} at most."
