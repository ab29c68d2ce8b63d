"""What must hold of a simulated life, as Slack's ledger and the record see it when it is over."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from storage import journal
from storage.database import reading
from storage.tables import TABLES
from tests.simulation.expected import Rung, Saying
from tests.simulation.people import roster
from tests.simulation.proof import Proof
from tests.simulation.slack import Shown, Try
from tests.simulation.world import Life

PATIENCE = timedelta(hours=2)
"""How long Slack's troubles may hold a message up: a pause of ten minutes, and another one."""
PARTS = 12
"""How many clocks of very high or ungraded cases one message speaks of at most; of others there is no second one."""
EARLY, MISSING, STOPPED = "nothing early", "nothing missing", "nothing after its stop"
ORDER, ONE, DIGEST = "the most severe first", "one message a person and beat", "one digest a local date"
TWICE, UNASKED, WHOLE = "nothing twice", "nothing that no rule asks for", "the record is whole"


class Wrong(NamedTuple):
    """A broken invariant: which, when it was seen, and a sentence."""

    invariant: str
    at: datetime
    sentence: str


def wrong(life: Life) -> list[Wrong]:
    """Return everything that is wrong, the first on top."""
    with reading(life.opened.engine, life.opened.keyring) as record:
        proof = Proof(life, record)
        return sorted((found for check in CHECKS for found in check(proof)), key=lambda each: each.at)


def _said(proof: Proof) -> Iterator[Wrong]:
    for key, shown in proof.shown.items():
        notices = proof.notices.get(key, [])
        for rung, _ in notices:
            yield from _too_early(rung, shown, proof)
        known = [(rung, proof.wanted[rung]) for rung, _ in notices if rung in proof.wanted]
        if known and all(saying.until is not None and saying.until <= shown.at for _, saying in known):
            rung, saying = known[0]
            yield Wrong(STOPPED, shown.at, f"{_words(rung)} was said at {shown.at}, settled at {saying.until}")


def _too_early(rung: Rung, shown: Shown, proof: Proof) -> Iterator[Wrong]:
    saying = proof.wanted.get(rung)
    if saying is None:
        yield Wrong(UNASKED, shown.at, f"{_words(rung)} was said at {shown.at:%d %b %H:%M}; no rule asks for it")
    elif shown.at < max(saying.due_at, saying.ready_at):
        yield Wrong(EARLY, shown.at, f"{_words(rung)} was said at {shown.at}, due {saying.due_at}")


def _missing(proof: Proof) -> Iterator[Wrong]:
    heard: defaultdict[Rung, dict[str, datetime]] = defaultdict(dict)
    refused = {row.recipient for row in proof.rows.values() if row.state == "undeliverable"}
    for key, shown in proof.shown.items():
        for rung, recipient in proof.notices.get(key, ()):
            heard[rung][recipient] = shown.at
    end = proof.life.script.end
    for rung, saying in proof.wanted.items():
        latest = _latest(saying, proof)
        if not saying.excused and latest < min(saying.until or end, end):
            # Where somebody cannot be reached, whoever is told instead is enough.
            excused = refused if heard[rung] else set()
            yield from _untold(rung, saying, heard[rung], (latest, excused))


def _latest(saying: Saying, proof: Proof) -> datetime:
    """Return by when it has to have been told; while the bot is down, nothing can be."""
    latest = saying.ready_at + PATIENCE
    for out in proof.life.script.outages:
        if saying.ready_at < out.until and out.since < latest:
            latest += out.until - out.since
    return latest


def _untold(
    rung: Rung, saying: Saying, heard: dict[str, datetime], allowed: tuple[datetime, set[str]]
) -> Iterator[Wrong]:
    latest, excused = allowed
    for recipient in sorted(saying.who):
        at = heard.get(recipient)
        if at is None and recipient not in excused:
            yield Wrong(MISSING, latest, f"{_words(rung)} was due {saying.due_at} and never told to {recipient}")
        if at and at > latest:
            yield Wrong(MISSING, at, f"{_words(rung)} was due {saying.due_at}; {recipient} was told at {at}")


class Turn(NamedTuple):
    """When a message of some severity joined those that wait for a recipient, and when it was tried first."""

    severity: int
    queued: datetime
    first: Try


def _order(proof: Proof) -> Iterator[Wrong]:
    lanes: defaultdict[str, list[Turn]] = defaultdict(list)
    for key, first in proof.first_try.items():
        queued = proof.queued_at(key)
        if queued:
            lanes[proof.rows[key].recipient].append(Turn(_severity(proof, key), queued, first))
    for recipient, lane in lanes.items():
        lane.sort(key=lambda turn: turn.first.number)
        for turn, other in _overtaken(lane):
            if not proof.life.slack.was_shut(recipient, other.queued, turn.first):
                yield Wrong(ORDER, turn.first.at, f"{recipient} was told of {_turn(turn)} before {_turn(other)}")


def _overtaken(lane: list[Turn]) -> Iterator[tuple[Turn, Turn]]:
    """Yield what was tried while something more severe, tried after it, waited already."""
    for place, turn in enumerate(lane):
        for other in lane[place + 1 : place + 30]:
            if other.severity < turn.severity and other.queued <= turn.first.at:
                yield turn, other


def _turn(turn: Turn) -> str:
    return f"severity {turn.severity} of {turn.queued:%d %b %H:%M:%S} (at {turn.first.at:%d %b %H:%M:%S})"


def _severity(proof: Proof, key: str) -> int:
    said = (proof.wanted[rung].case.grade.severity for rung, _ in proof.notices.get(key, ()) if rung in proof.wanted)
    return min(said, default=int(proof.rows[key].severity))


def _one(proof: Proof) -> Iterator[Wrong]:
    beats: defaultdict[tuple[str, datetime, tuple[object, ...]], list[str]] = defaultdict(list)
    for key in proof.notices:
        at, content = proof.queued_at(key), json.loads(proof.rows[key].content or "{}")
        if at:
            beats[proof.rows[key].recipient, at, (content.get("for"), "deferred" in content)].append(key)
    for (recipient, at, _), keys in beats.items():
        rungs = {rung for key in keys for rung, _ in proof.notices[key] if rung in proof.wanted}
        urgent = {rung[:2] for rung in rungs if proof.wanted[rung].case.grade.severity == 0}
        if len(keys) > max(1, -(-len(urgent) // PARTS)):
            yield Wrong(ONE, at, f"{recipient} was sent {len(keys)} messages about {len(rungs)} rungs at {at}")


def _digests(proof: Proof) -> Iterator[Wrong]:
    team = next(iter(roster(proof.life.script.zone).teams.values()))
    moments = [at.astimezone(team.zone) for at in proof.life.settled]
    days = {(at if at.time() >= team.digest_at else at - timedelta(days=1)).date() for at in moments}
    due = Counter(
        row.due_at.astimezone(team.zone).date()
        for key, row in proof.rows.items()
        if row.kind == "digest" and row.due_at.microsecond == 0 and "tried" not in row.content and _came(proof, key)
    )
    for day in sorted(days - {min(days)} | due.keys()):
        at = datetime.combine(day, team.digest_at, team.zone).astimezone(UTC)
        if due[day] != 1 and at + PATIENCE < proof.life.script.end:
            yield Wrong(DIGEST, at, f"there were {due[day]} digests of {day}")


def _came(proof: Proof, key: str) -> bool:
    return key in proof.shown or proof.rows[key].state == "undeliverable"


def _twice(proof: Proof) -> Iterator[Wrong]:
    before: set[str] = set()
    for shown in proof.life.slack.posted:
        # Where Slack refuses to show its history, a repeat cannot be excluded, and says so.
        if shown.key in before and "may be a repeat" not in str(shown.payload["blocks"]):
            yield Wrong(TWICE, shown.at, f"{shown.channel} was sent the same message twice")
        before.add(shown.key)


def _whole(proof: Proof) -> Iterator[Wrong]:
    end, timers = proof.life.script.end, TABLES["timers"].c
    broken = journal.verify(proof.record)
    if broken:
        yield Wrong(WHOLE, end, broken)
    late = select(timers.reference, timers.clock, timers.rung).where(timers.state == "pending", timers.due_at < end)
    for row in proof.record.execute(late):
        yield Wrong(WHOLE, end, f"{row.reference}: {row.clock} / {row.rung} was due and is still pending")
    for row in proof.rows.values():
        if row.state in {"queued", "sending", "in doubt"} and row.due_at < end - PATIENCE:
            yield Wrong(WHOLE, end, f"a {row.kind} to {row.recipient}, due {row.due_at}, is still {row.state}")


def _alarmed(proof: Proof) -> Iterator[Wrong]:
    for at in proof.life.alarmed:
        yield Wrong(WHOLE, at, f"the auditor was not content at {at}")


def _words(rung: Rung) -> str:
    reference, clock, version, name, turn = rung
    return f"{reference}: “{name}” of {clock} (version {version}, turn {turn})"


CHECKS = (_said, _missing, _order, _one, _digests, _twice, _whole, _alarmed)
