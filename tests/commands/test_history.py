from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import rosterfile
from bot.usecases import history
from casework import policy

ROSTER = rosterfile.load(Path(__file__).parents[2] / "practice" / "roster.toml")
POLICY = policy.load()
NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
Row = namedtuple("Row", "number at actor event facts")  # noqa: PYI024 - it stands for a row of SQLAlchemy


@pytest.mark.parametrize(
    ("actor", "event", "facts", "line"),
    [
        ("U0OFFICER1", "taken", "{}", "Officer 1, North: took it"),
        ("U0SERGEANT1", "allocated", '{"owner": "U0OFFICER2"}', "Sergeant, North: allocated it to Officer 2, North"),
        ("U0OFFICER1", "evidence noted", '{"evidence": "in hand"}', "Officer 1, North: noted the evidence: in hand"),
        (
            "U0OFFICER1",
            "evidence noted",
            '{"evidence": "in hand", "advice": "confirmed"}',
            "Officer 1, North: noted the evidence: in hand; confirmed that the advice was given",
        ),
        ("caseclock", "told", '{"to": "C0NORTH"}', "Caseclock: told the channel of OCSAE North"),
        (
            "caseclock",
            "told",
            '{"to": "U0OFFICER1", "clock": "enforcement", "rung": "due"}',
            "Caseclock: told Officer 1, North of “Enforcement action”",
        ),
        (
            "caseclock",
            "told",
            '{"to": "U0OFFICER1", "clock": "safeguarding referral #2", "rung": "due"}',
            "Caseclock: told Officer 1, North of “Refer to children’s services”",
        ),
        (
            "U0OFFICER1",
            "wording overruled",
            '{"field": "summary", "kind": "postcode"}',
            "Officer 1, North: said that “summary” gives nobody away, though it looks like: postcode",
        ),
        ("U0GONE", "answered", '{"clock": "old"}', "somebody no longer on the roster: said “I have this” to “old”"),
        (
            "U0OFFICER1",
            "asked to be reminded",
            '{"clock": "enforcement", "turn": 1, "at": "2026-11-03T10:00:00+00:00"}',
            "Officer 1, North: asked to be reminded of “Enforcement action” later",
        ),
        (
            "caseclock",
            "put off",
            '{"clock": "enforcement", "rung": "half", "turn": 0, "to": "U0OFFICER1"}',
            "Caseclock: put off “half” of “Enforcement action” for Officer 1, North, who asked to be reminded later",
        ),
        (
            "U0OFFICER1",
            "given",
            '{"clock": "CCTV", "item": 3, "to": "U0OFFICER2", "before": "U0OFFICER1"}',
            "Officer 1, North: gave “CCTV” to Officer 2, North to do",
        ),
        ("U0OFFICER1", "frozen", "{}", "Officer 1, North: frozen"),
        ("U0OFFICER1", "graded", "{}", "Officer 1, North: graded"),
    ],
)
def test_a_row_of_the_journal_reads_as_a_sentence(actor: str, event: str, facts: str, line: str) -> None:
    (found,) = history.lines([Row(1, NOW, actor, event, facts)], ROSTER, POLICY)
    assert f"{found.who}: {found.event}" == line
    assert found.at == NOW
