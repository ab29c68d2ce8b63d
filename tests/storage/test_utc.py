from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from storage import cases, requests, timers
from storage.database import Transaction
from tests.storage.build import NOW, a_case, a_clock, a_plan


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 7, 1, 10, 0, tzinfo=ZoneInfo("Europe/London")),
        datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=1),
        datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=ZoneInfo("Australia/Lord_Howe")),
        datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_in_utc_to_the_microsecond(writing: Transaction, moment: datetime) -> None:
    cases.add(writing, a_case(closed_at=moment), {})
    stored = cases.get(writing, "CC-26-00001").closed_at
    # Compared as written: two zones around a clock change are never equal to Python.
    assert repr(stored) == repr(moment.astimezone(UTC))


def test_a_moment_without_a_zone_is_refused(writing: Transaction) -> None:
    with pytest.raises(StatementError, match="a moment needs a time zone"):
        requests.note(writing, "V1", datetime(2026, 11, 3), None)  # noqa: DTZ001 - the point


def test_moments_are_compared_as_moments_whatever_their_zone(writing: Transaction) -> None:
    cases.add(writing, a_case(), {})
    timers.keep(writing, "CC-26-00001", a_plan(a_clock()), NOW)
    due = NOW + timedelta(hours=12)
    assert timers.due(writing, (due - timedelta(microseconds=1)).astimezone(ZoneInfo("Asia/Tokyo")), 10) == []
    assert len(timers.due(writing, due.astimezone(ZoneInfo("America/New_York")), 10)) == 1


@pytest.mark.parametrize("backend", ["postgresql"])
def test_postgresql_keeps_moments_with_their_zone(writing: Transaction) -> None:
    wanted = text(
        "SELECT data_type FROM information_schema.columns WHERE table_name = 'cases' AND column_name = 'logged_at'"
    )
    assert writing.execute(wanted).scalar_one() == "timestamp with time zone"
