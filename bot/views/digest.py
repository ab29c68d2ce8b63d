"""The daily digest of a team, on as many pages as Slack needs: every line is there, none is cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.views.blocks import MOST_TEXT, Block, Payload, context, cut, escape, header, message, packed, section
from bot.views.queue import QueueLine, by_urgency, next_due, owner
from bot.views.standing import MARKS
from casework.case import Grade
from casework.wording import plural

_PAGE = 11_000
"""Characters of a page, each block counted as 50: Slack takes some 13,000 in a message."""
_BLOCK = 50
_MOST_BLOCKS = 40
_HEADING = 100
_SHORT = 2_900
_HEAD = "*This force’s policy is looser than what is recommended or the law says:*"


@dataclass(frozen=True, slots=True)
class Digest:
    """A team's day: what wants somebody's eye, and how many cases are open. `late` says that it comes late.

    `looser` is where the force's policy allows more time than is recommended, in sentences.
    """

    team: str
    day: date
    late: str | None
    overdue: Sequence[QueueLine]
    due_today: Sequence[QueueLine]
    unallocated: Sequence[QueueLine]
    ungraded: Sequence[QueueLine]
    evidence: Sequence[QueueLine]
    counts: Mapping[Grade, int]
    open: int
    unskilled: Sequence[QueueLine] = ()
    looser: Sequence[str] = ()

    @property
    def sections(self) -> tuple[tuple[str, Sequence[QueueLine]], ...]:
        """The lists, the most pressing first, by the words above them."""
        return (
            ("Overdue", self.overdue),
            ("Due today", self.due_today),
            ("Without an owner", self.unallocated),
            ("Not graded yet", self.ungraded),
            ("Evidence advice not confirmed", self.evidence),
            ("Owner without the skill", self.unskilled),
        )


def pages(digest: Digest, now: datetime, zone: ZoneInfo) -> list[Payload]:
    """Return the messages of the digest in their order; each can be kept as JSON."""
    title = f"{digest.team}, {digest.day:%a} {digest.day.day} {digest.day:%b}"
    late = [context(escape(digest.late, 500))] if digest.late else []
    said = f"{'Late: ' if digest.late else ''}{escape(title, 500)}"
    if not any(lines for _, lines in digest.sections):
        quiet = f"nothing is overdue, due today or waiting. {plural(digest.open, 'open case')}."
        return [message(f"{said}: {quiet}", [*late, section(f"*{escape(title, 500)}:* {quiet}"), *_looser(digest)])]
    split = list(_split(_blocks(digest, now, zone)))
    first = message(f"{said}: {_totals(digest)}", [header(title), *late, *split[0]])
    return [first, *_further(title, said, late, split)]


def _further(title: str, said: str, late: list[Block], split: Sequence[list[Block]]) -> Iterator[Payload]:
    for number, blocks in enumerate(split[1:], start=2):
        turn = f"page {number} of {len(split)}"
        yield message(f"{said}: {turn}", [header(f"{cut(title, 100)}, {turn}"), *late, *blocks])


def _totals(digest: Digest) -> str:
    return ", ".join(f"{title.lower()} {len(lines):,}" for title, lines in digest.sections)


def _blocks(digest: Digest, now: datetime, zone: ZoneInfo) -> Iterator[Block]:
    for title, lines in digest.sections:
        told = packed((_line(line, now, zone) for line in by_urgency(lines)), MOST_TEXT - _HEADING)
        for number, text in enumerate(told):
            yield section(f"*{title}: {len(lines):,}{', continued' if number else ''}*\n{text}")
    counts = " · ".join(f"{MARKS[grade]} {grade} {digest.counts.get(grade, 0):,}" for grade in Grade)
    yield section(f"*Open: {plural(digest.open, 'case')}*\n{counts}")
    yield from _looser(digest)


def _looser(digest: Digest) -> Iterator[Block]:
    """Name where the policy is looser than recommended: nobody is to take its times for the recommended ones."""
    if digest.looser:
        lines = [f"• {escape(line, 500)}." for line in digest.looser]
        yield from (section(text) for text in packed([_HEAD, *lines], _SHORT))


def _line(line: QueueLine, now: datetime, zone: ZoneInfo) -> str:
    return f"{MARKS[line.grade]} *{line.reference}* · {line.grade} · {next_due(line, now, zone)} · {owner(line)}"


def _split(blocks: Iterator[Block]) -> Iterator[list[Block]]:
    page: list[Block] = []
    weight = 0
    for block in blocks:
        more = len(block["text"]["text"]) + _BLOCK
        if page and (weight + more > _PAGE or len(page) == _MOST_BLOCKS):
            yield page
            page, weight = [], 0
        page.append(block)
        weight += more
    yield page
