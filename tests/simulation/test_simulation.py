from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import structlog

from tests.simulation import campaign
from tests.simulation.script import Script
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


def test_a_seed_is_lived_the_same_way_twice_and_so_is_what_was_written_down_of_it() -> None:
    drawn = year(5, CASES, timedelta(days=8))
    told, troubles = _told(drawn)
    assert _told(drawn) == (told, troubles)
    assert _told(replace(drawn, troubles=troubles)) == (told, troubles)


def _told(script: Script) -> tuple[list[tuple[datetime, str, str]], dict[Spot, str]]:
    with lived(script) as life:
        told = sorted((shown.at, shown.channel, shown.payload["text"]) for shown in life.slack.posted)
        return told, dict(life.troubles.met)
