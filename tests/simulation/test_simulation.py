from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from tests.simulation import campaign
from tests.simulation.people import INSPECTOR, OFFICERS, SERGEANT
from tests.simulation.script import Act, Script
from tests.simulation.slack import Spot
from tests.simulation.world import lived
from tests.simulation.year import year

CASES, LENGTH = 3, timedelta(days=10)
"""What keeps twenty seeds within a minute; `make simulate` lives whole years."""
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    campaign.quietly()
    yield
    structlog.reset_defaults()


@pytest.mark.parametrize("seed", range(1, 21))
def test_what_is_promised_holds_whatever_officers_and_slack_do(seed: int) -> None:
    verdict = campaign.judged(year(seed, CASES, LENGTH))
    assert not verdict.story, verdict.story


@pytest.mark.parametrize("then", [(), ("high", "low")])
@pytest.mark.parametrize(("grade", "hours"), [("medium", 0.3), ("high", 1.2), ("low", 30), ("medium", 76)])
def test_what_is_promised_holds_when_a_case_becomes_more_severe(
    grade: str, hours: float, then: tuple[str, ...]
) -> None:
    logged = datetime(2026, 11, 5, 12, tzinfo=UTC)
    acts = [
        Act(logged, 1, "refers", OFFICERS[0], ("Grooming", grade, "in hand", "not known")),
        Act(logged + timedelta(minutes=1), 1, "confirms the grade of", INSPECTOR, (), 1),
        Act(logged + timedelta(minutes=2), 1, "takes", OFFICERS[0]),
    ]
    for later, graded in enumerate(("very high", *then)):
        acts.append(Act(logged + timedelta(hours=hours + 0.7 * later), 1, "grades", SERGEANT, (graded,), later))
    script = Script(1, "Europe/London", logged, logged + timedelta(hours=hours + 30), tuple(acts), share=0)
    verdict = campaign.judged(script)
    assert not verdict.story, verdict.story


def test_a_seed_is_lived_the_same_way_twice_and_so_is_what_was_written_down_of_it() -> None:
    drawn = year(5, CASES, timedelta(days=8))
    told, troubles = _told(drawn)
    assert _told(drawn) == (told, troubles)
    assert _told(replace(drawn, troubles=troubles)) == (told, troubles)


def _told(script: Script) -> tuple[list[tuple[datetime, str, str]], dict[Spot, str]]:
    with lived(script) as life:
        told = sorted((shown.at, shown.channel, shown.payload["text"]) for shown in life.slack.posted)
        return told, dict(life.troubles.met)
