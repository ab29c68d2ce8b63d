"""What Caseclock answers about itself: help, status, the force's rules, and what it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from bot.views import standing
from bot.views.blocks import Block, Payload, View, context, escape, message, packed, section, telling
from casework.case import Grade
from casework.policy import ClockRule, Policy
from casework.wording import moment, plural
from casework.workdays import Period

COMMANDS = {
    "/refer": "log a referral",
    "/case CC-26-00042": "open a case; without a reference, your cases",
    "/queue mine": "your cases, the most urgent first; also team, overdue, unallocated, ungraded",
    "/preserve CC-26-00042": "the preservation advice to read aloud, and to confirm; without a reference, to read only",
    "/duty": "who is away and who covers; enter an absence",
    "/caseclock help": "this list",
    "/caseclock status": "whether Caseclock runs, and what it is about to send",
    "/caseclock policy": "the periods that your force has set, with their sources",
    "/caseclock rehearse": "what comes in the next 14 days if nobody acts, and what an absence changes",
    "/caseclock setup": "teams and people, for a workspace administrator",
}
_RULE = "Never write the name of a child, a suspect or a witness in Slack, and never send an image."


@dataclass(frozen=True, slots=True)
class Status:
    """How Caseclock itself stands: since when it runs, what is open, what it sends next and what it could not send.

    `waiting_since` is when the oldest message that waits was due; `undelivered` counts those of the last day. `aside`
    are the cases and the messages that are put aside because of an error of Caseclock's own; `unreached` is a line for
    each recipient that messages do not reach. `audited` is when the auditor last looked, and whether it was content.
    """

    version: str
    running_since: datetime
    is_connected: bool
    open_cases: int
    next_reminder: datetime | None
    waiting: int
    waiting_since: datetime | None
    undelivered: int
    aside: tuple[int, int]
    aside_since: datetime | None
    policy_version: str
    policy_from: str
    roster_from: str
    unreached: tuple[str, ...] = ()
    audited: tuple[datetime, bool] | None = None


def help() -> Payload:  # noqa: A001 - read together it is help.help(), as an officer types it
    """List what can be typed."""
    lines = [f"`{command}` – {what}" for command, what in COMMANDS.items()]
    return message(
        "Caseclock: what you can do",
        [
            section("*Caseclock runs the clocks of your cases and speaks up until somebody acts.*"),
            section("\n".join(lines)),
            context(_RULE),
        ],
    )


def status(standing_now: Status, now: datetime, zone: ZoneInfo) -> Payload:
    """Say whether Caseclock runs, and what it sends next."""
    reminder = standing_now.next_reminder
    since = standing_now.waiting_since
    oldest = f", the oldest since {moment(since, now, zone)}" if since else ""
    lines = [
        f"*Caseclock {escape(standing_now.version, 50)}* runs since {moment(standing_now.running_since, now, zone)}.",
        "Slack is connected."
        if standing_now.is_connected
        else "Slack is not connected just now: it connects again by itself.",
        plural(standing_now.open_cases, "open case") + ".",
        f"Next reminder: {moment(reminder, now, zone)}." if reminder else "No reminder is planned.",
        f"Waiting to be sent: {plural(standing_now.waiting, 'message')}{oldest}.",
        f"Could not be delivered in the last day: {plural(standing_now.undelivered, 'message')}.",
        *(f"*Cannot be reached:* {line}." for line in standing_now.unreached[:_MOST_LINES]),
        *_aside(standing_now, now, zone),
        _audited(standing_now, now, zone),
        f"Policy: {escape(standing_now.policy_version, 300)}, {escape(standing_now.policy_from, 300)}.",
        f"Roster: {escape(standing_now.roster_from, 300)}.",
    ]
    return message("Caseclock is running", [section("\n".join(lines))])


def _aside(standing_now: Status, now: datetime, zone: ZoneInfo) -> list[str]:
    if standing_now.aside_since is None:
        return []
    cases, messages = standing_now.aside
    since = moment(standing_now.aside_since, now, zone)
    what = f"{plural(cases, 'case')} and {plural(messages, 'message')}"
    return [f"*Put aside because of an error:* {what}, since {since}. Administrators were told which."]


def _audited(standing_now: Status, now: datetime, zone: ZoneInfo) -> str:
    if standing_now.audited is None:
        return "The auditor has not looked yet."
    at, is_content = standing_now.audited
    found = "all was as it should be" if is_content else "*not all was as it should be*, and the duty channel was told"
    return f"The auditor last looked {moment(at, now, zone)}: {found}."


def unknown(command: str, text: str) -> Payload:
    """Say that something typed is not known, what it may have meant, and what is known; nothing of it is said back."""
    meant = get_close_matches(f"{command} {text.lower()}", COMMANDS, n=1, cutoff=0.75)
    near = f" Did you mean `{meant[0]}`?" if meant else ""
    listed = " · ".join(f"`{known}`" for known in COMMANDS)
    return message(
        "Caseclock does not know that",
        [
            section(f"Caseclock does not know what stands behind `{command}`."),
            section(f"{near} You can type: {listed}".strip()),
        ],
    )


def policy(rules: Policy) -> View:
    """Show the periods as the force set them, each with its source and date."""
    blocks = [context(f"Policy {escape(rules.version, 300)}")]
    blocks += [_clock(rule) for rule in rules.clock[:_MOST]]
    texts = packed(_repeats(rules))
    blocks += [section(text) for text in ("*An overdue clock is raised again*", *texts)]
    blocks += [section(text) for text in ("*When people are told*", *packed(_hours(rules)))]
    return telling("Policy", blocks)


_MOST, _MOST_LINES = 60, 15


def _clock(rule: ClockRule) -> Block:
    counted = f"from “{escape(rule.starts)}” to “{escape(rule.stops)}”"
    if rule.is_of_items:
        counted = f"for each of its kind, until {escape(rule.met_by)}"
    return section(f"*{escape(rule.label)}* · {_period(rule)}\n{counted}\n_{standing.sourced(rule)}_")


def _period(rule: ClockRule) -> str:
    if isinstance(rule.period, Period):
        return rule.period.text
    return ", ".join(f"{grade} {period.text}" for grade, period in rule.period.items())


def _repeats(rules: Policy) -> Iterator[str]:
    for grade in Grade:
        row = rules.grade_rule(grade)
        treated = f" (treated as {row.treated_as})" if row.treated_as else ""
        answer = f"a supervisor has {row.answer_within.text} to answer"
        yield f"{standing.MARKS[grade]} {grade}{treated}: every {row.repeat.text}; {answer}"


def _hours(rules: Policy) -> Iterator[str]:
    night = rules.quiet_hours
    yield f"Night is from {night.starts:%H:%M} to {night.ends:%H:%M}."
    for row in rules.bundle:
        waits = "told at any hour" if row.at_night else "waits for the morning"
        again = f"again at {row.hours}{' on working days' if row.working_days else ''}"
        yield f"{standing.MARKS[row.name]} {row.name}: {waits}; {again}"
