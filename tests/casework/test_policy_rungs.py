"""The ladders for tasks, second persons, silence, preservation and bail, restated by hand.

The standard ladder stands in test_policy.py and test_ladder.py.
"""

from datetime import date

import pytest

from casework.policy import load
from casework.policy_checks import check_tellers
from tests.casework.build import cells

POLICY = load()
# ladder: rung | where | whom it tells | whether it repeats, asks for an answer, and is left out when there was one
TOLD = cells("""
task: three quarters               | 75 %                | owner                         | -
task: due                          | due                 | owner                         | -
task: unanswered                   | answer              | supervisor                    | asks
task: overdue                      | due                 | owner, supervisor             | repeats, asks
task: overdue and unanswered       | answer              | inspector                     | repeats, asks, silence
second: half                       | 50 %                | supervisor                    | -
second: due                        | due                 | owner, supervisor             | asks
second: unanswered                 | answer              | inspector                     | asks, silence
second: overdue                    | due                 | owner, supervisor             | repeats, asks
second: overdue and unanswered     | answer              | inspector                     | repeats, asks, silence
stale: due                         | due                 | owner                         | -
stale: unanswered                  | answer              | supervisor                    | asks
stale: overdue                     | due                 | owner, supervisor             | repeats, asks
stale: overdue and unanswered      | answer              | inspector                     | repeats, asks, silence
preservation: day 60               | 60 days after start | owner                         | -
preservation: 15 days left         | 15 days before due  | owner, supervisor             | -
preservation: 5 days left          | 5 days before due   | owner, supervisor             | -
preservation: due                  | due                 | supervisor                    | asks
preservation: unanswered           | answer              | inspector                     | asks, silence
preservation: overdue              | due                 | owner, supervisor             | repeats, asks
preservation: overdue and unanswered | answer            | inspector                     | repeats, asks, silence
bail: 28 days left                 | 28 days before due  | owner                         | -
bail: 14 days left                 | 14 days before due  | owner, supervisor             | -
bail: 7 days left                  | 7 days before due   | owner, supervisor             | asks
bail: 2 days left                  | 2 days before due   | owner, supervisor, inspector  | asks
bail: due                          | due                 | supervisor                    | asks
bail: unanswered                   | answer              | inspector                     | asks, silence
bail: overdue                      | due                 | owner, supervisor             | repeats, asks
bail: overdue and unanswered       | answer              | inspector                     | repeats, asks, silence
task: answer expired               | held                | supervisor, inspector         | asks
second: answer expired             | held                | supervisor, inspector         | asks
stale: answer expired              | held                | supervisor, inspector         | asks
preservation: answer expired       | held                | supervisor, inspector         | asks
bail: answer expired               | held                | supervisor, inspector         | asks
task: asked for                    | asked               | owner                         | -
preservation: asked for            | asked               | owner                         | -
bail: asked for                    | asked               | owner                         | -
""")
SAID = cells("""
task: three quarters | three quarters of its time have gone
task: due | it is due and has not been done
task: unanswered | it is overdue
task: overdue | it is still overdue
task: overdue and unanswered | it is still overdue and no supervisor has said “I have this”
second: half | half of its time has gone
second: due | it is due and has not been done
second: unanswered | it is overdue and no supervisor has said “I have this”
second: overdue | it is still overdue
second: overdue and unanswered | it is still overdue and no supervisor has said “I have this”
stale: due | no progress has been recorded in its time
stale: unanswered | no progress has been recorded in its time
stale: overdue | still no progress has been recorded
stale: overdue and unanswered | still no progress has been recorded and no supervisor has said “I have this”
preservation: day 60 | 60 days of its time have gone
preservation: 15 days left | 15 days of its time are left
preservation: 5 days left | 5 days of its time are left
preservation: due | it is due and has not been done
preservation: unanswered | it is overdue and no supervisor has said “I have this”
preservation: overdue | it is still overdue
preservation: overdue and unanswered | it is still overdue and no supervisor has said “I have this”
bail: 28 days left | 28 days are left: an extension needs representations in time
bail: 14 days left | 14 days are left: ask for the extension now
bail: 7 days left | 7 days are left
bail: 2 days left | 2 days are left; after that it cannot be extended
bail: due | it has ended and no decision is recorded
bail: unanswered | it has ended and no supervisor has said “I have this”
bail: overdue | it has ended and still no decision is recorded
bail: overdue and unanswered | it has ended and no supervisor has said “I have this”
task: answer expired | it is still not done
second: answer expired | it is still not done
stale: answer expired | still no progress has been recorded
preservation: answer expired | it is still not done
bail: answer expired | still no decision is recorded
task: asked for | you asked for this reminder
preservation: asked for | you asked for this reminder
bail: asked for | you asked for this reminder
""")


@pytest.mark.parametrize(("rung", "at", "tell", "how"), TOLD, ids=lambda cell: cell)
def test_each_rung_stands_at_its_place_and_tells_its_people(rung: str, at: str, tell: str, how: str) -> None:
    row = POLICY.rung_rule(*rung.split(": "))
    assert row is not None
    assert (row.at, ", ".join(row.tell)) == (at, tell)
    said = {"repeats": row.repeats, "asks": row.asks_for_answer, "silence": row.unless_answered}
    assert ", ".join(word for word, is_so in said.items() if is_so) == how
    assert (row.mark, row.source, row.effective) == ("force policy", "Force policy", date(2023, 4, 5))


@pytest.mark.parametrize(("rung", "says"), SAID, ids=lambda cell: cell)
def test_each_rung_says_how_its_clock_stands(rung: str, says: str) -> None:
    row = POLICY.rung_rule(*rung.split(": "))
    assert row is not None
    assert row.says == says


def test_there_are_no_other_rungs_and_each_ladder_climbs_in_this_order() -> None:
    found = [f"{row.ladder}: {row.name}" for row in POLICY.rung if row.ladder != "standard"]
    assert found == [rung for rung, *_ in TOLD] == [rung for rung, _ in SAID]
    assert [row.name for row in POLICY.rungs("standard")] == [
        *("half", "three quarters", "nearly due", "due", "unanswered", "overdue", "overdue and unanswered"),
        *("answer expired", "asked for"),
    ]


@pytest.mark.parametrize(
    ("tell", "says"),
    [
        (("cover",), [": a cover is there only while somebody is away; name another too"]),
        (("supervisor", "cover"), []),
        (("duty channel",), []),
    ],
)
def test_a_rung_that_would_mostly_tell_nobody_is_a_mistake(tell: tuple[str, ...], says: list[str]) -> None:
    rungs = tuple(row.model_copy(update={"tell": tell}) for row in load().rung[:1])
    found = list(check_tellers(rungs))
    assert [mistake.says for mistake in found] == says
    assert [mistake.place for mistake in found] == [("rung", 0, "tell")] * len(says)
    assert list(check_tellers(load().rung)) == []
