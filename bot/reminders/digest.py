"""The daily digest: one a channel and local date, at the team's hour; a missed one comes once, marked late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.reminders.dispatcher import ITSELF
from bot.usecases.queues import lines
from bot.views import digest as view
from bot.views.blocks import Payload
from bot.views.queue import QueueLine
from casework import wording
from casework.looser import looser
from casework.policy import Policy
from storage import caselists, digests, journal, outbox, people
from storage.database import Transaction
from storage.digests import Done
from storage.outbox import Message
from storage.roster import Roster, Team

_LATE = timedelta(minutes=5)
_NEXT_PAGE = timedelta(milliseconds=1)
_SEVERITY = 2
"""A digest goes after what is urgent in the same channel."""


def last_due(team: Team, now: datetime) -> tuple[date, datetime]:
    """Return the local date of the digest that was due last before or at `now`, and the moment at which it was."""
    today = now.astimezone(team.zone).date()
    moment = _moment(team, today)
    return (today, moment) if moment <= now else (today - timedelta(days=1), _moment(team, today - timedelta(days=1)))


def _moment(team: Team, day: date) -> datetime:
    """When the digest of a local date is due; an hour that comes twice counts the first time."""
    return datetime.combine(day, team.digest_at, team.zone).astimezone(UTC)


def _channels(roster: Roster) -> Iterator[tuple[Team, str]]:
    for team in roster.teams.values():
        for channel in team.digest_channels:
            yield team, channel


def _missing(roster: Roster, done: Done, now: datetime) -> list[tuple[Team, str, date, datetime]]:
    wanted = [(team, channel, *last_due(team, now)) for team, channel in _channels(roster)]
    return [row for row in wanted if done.get((row[0].name, row[1]), date.min) < row[2]]


def next_moment(roster: Roster, done: Done, now: datetime) -> datetime | None:
    """Return when the next digest is due, or was, where one is missing at `now`; `None` where no channel has any."""
    missing = [due for *_, due in _missing(roster, done, now)]
    coming = (_moment(team, last_due(team, now)[0] + timedelta(days=1)) for team, _ in _channels(roster))
    return min(missing or coming, default=None)


def queue(transaction: Transaction, policy: Policy, now: datetime) -> None:
    """Queue the digests that are missing; a channel that is new starts with its next one."""
    roster, known = people.roster(transaction), digests.last(transaction)
    for team, channel, day, due in _missing(roster, known, now):
        digests.note(transaction, team.name, channel, day, now)
        if (team.name, channel) not in known:
            continue
        summary = _summary(transaction, team, day, (now, due), (roster, policy))
        pages = view.pages(summary, now, team.zone)
        outbox.queue(transaction, list(_messages(pages, team.name, channel, due)), now)
        facts: dict[str, str | int | None] = {
            "team": team.name,
            "channel": channel,
            "day": day.isoformat(),
            "pages": len(pages),
        }
        journal.record(transaction, journal.Entry(now, ITSELF, "digest", facts=facts))


def _messages(pages: Iterable[Payload], team: str, channel: str, due: datetime) -> Iterator[Message]:
    """The pages as messages, each due a moment after the one before: what is due first goes out first."""
    for number, page in enumerate(pages):
        yield Message("digest", channel, team, _SEVERITY, due + number * _NEXT_PAGE, content=page)


def _summary(
    transaction: Transaction, team: Team, day: date, when: tuple[datetime, datetime], by: tuple[Roster, Policy]
) -> view.Digest:
    now, due = when
    lacking = by[1].opened_by("owner unskilled")
    found = caselists.pressing(transaction, team.name, max(now, _end(day, team)), lacking)
    unskilled = caselists.running(transaction, team.name, lacking)
    counts = caselists.counts(transaction, team.name)
    late = f"Late: it was due {wording.moment(due, now, team.zone)}." if now - due > _LATE else None

    def chosen(belongs: Callable[[caselists.Listed], bool]) -> list[QueueLine]:
        return lines([case for case in found if belongs(case)], *by)

    return view.Digest(
        team=team.name,
        day=day,
        late=late,
        overdue=chosen(lambda case: case.due_at is not None and case.due_at <= now),
        due_today=chosen(lambda case: case.due_at is not None and now < case.due_at and _day(case.due_at, team) == day),
        unallocated=chosen(lambda case: case.owner is None),
        ungraded=chosen(lambda case: case.graded_at is None),
        evidence=chosen(lambda case: case.evidence_waits),
        unskilled=chosen(lambda case: case.reference in unskilled),
        counts=counts,
        open=sum(counts.values()),
        looser=looser(by[1], by[1].calendar(team.zone)),
    )


def _day(moment: datetime, team: Team) -> date:
    return moment.astimezone(team.zone).date()


def _end(day: date, team: Team) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, team.zone).astimezone(UTC)
