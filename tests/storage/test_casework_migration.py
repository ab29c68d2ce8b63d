"""A record of the first version is brought to the tables of casework: nothing that was known of a case is lost."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect

from casework.case import Case, Fact, Grade, Status
from storage import cases
from storage.database import connect, reading
from storage.migrate import migrate
from storage.opening import open_store
from storage.utc import Moment
from tests.storage.build import HOUR, NOW

LOGGED = NOW + 5 * HOUR
GRADED = NOW + 6 * HOUR
Carried = dict[str, Case]
ASKED = ("child_at_risk", "child_in_contact", "suspect_identified")
MOMENTS = ("received_at", "logged_at", "graded_at")
OTHERS = ("reference", "team", "source", "kind", *ASKED, "evidence", "grade", "graded_by", "status", "version")
CASES = sa.table(
    "cases",
    *(sa.column(name, Moment()) for name in MOMENTS),
    *(sa.column(name, sa.String()) for name in OTHERS[:-1]),
    sa.column("version", sa.Integer()),
)


def to_the_first_tables(engine: Engine) -> None:
    """Make the tables as the first version had them."""
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "storage:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


def a_row(number: int, *answers: str, **known: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a column holds
    """A case as the first version wrote it, with its three answers."""
    plain = {"reference": f"CC-26-0000{number}", "team": "North", "source": "CEOP", "kind": "Grooming"}
    moments: dict[str, datetime | None] = {
        "received_at": NOW,
        "logged_at": LOGGED,
        "graded_at": None,
        "action_at": None,
    }
    states = {"evidence": "none known", "grade": "ungraded", "graded_by": None, "status": "received", "version": 3}
    return {**plain, **moments, **states, **dict(zip(ASKED, answers, strict=True)), **known}


ROWS = [
    a_row(1, "yes", "no", "not known"),
    a_row(2, "not known", "not known", "not known"),
    a_row(3, "no", "yes", "yes", grade="high", graded_by="U0OFFICER1", graded_at=GRADED, status="closed"),
]


def written_by_the_first_version(address: str) -> Engine:
    engine = connect(address)
    to_the_first_tables(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(CASES), ROWS)
    return engine


def fact(name: str, answer: str) -> Fact:
    """What was answered at logging is known since the force was told, and nobody is named for it."""
    return Fact(name, answer, NOW, LOGGED, "caseclock")


@pytest.fixture
def carried(empty_database_url: str, tmp_path: Path) -> Carried:
    """Give the cases of a record of the first version, by reference, as this version reads them."""
    engine = written_by_the_first_version(empty_database_url)
    migrate(engine)
    engine.dispose()
    opened = open_store(empty_database_url, tmp_path / "keys")
    with reading(opened.engine, opened.keyring) as inner:
        found = cases.load(inner, [row["reference"] for row in ROWS])
    opened.engine.dispose()
    return found


def test_the_three_answers_become_facts_and_what_nobody_knew_becomes_none(carried: Carried) -> None:
    assert {reference: case.facts for reference, case in carried.items()} == {
        "CC-26-00001": (fact("child at risk", "yes"), fact("child in contact", "no")),
        "CC-26-00002": (),
        "CC-26-00003": (
            fact("child at risk", "no"),
            fact("child in contact", "yes"),
            fact("suspect identified", "yes"),
        ),
    }


def test_the_clock_of_progress_begins_at_logging_and_the_first_grade_is_the_one_there_was(
    carried: Carried,
) -> None:
    assert {case.progress_at for case in carried.values()} == {LOGGED}
    assert [case.first_graded_at for _, case in sorted(carried.items())] == [None, None, GRADED]
    assert [case.identified_at for _, case in sorted(carried.items())] == [None, None, NOW]


def test_the_rest_of_a_case_is_as_it_was_and_what_is_new_is_empty(carried: Carried) -> None:
    case = carried["CC-26-00003"]
    assert (case.received_at, case.logged_at, case.version) == (NOW, LOGGED, 3)
    assert (case.grade, case.graded_by, case.status) == (Grade.HIGH, "U0OFFICER1", Status.CLOSED)
    assert (case.items, case.proposed, case.training, case.children_safeguarded) == ((), None, None, 0)


def test_the_columns_of_the_answers_are_gone(empty_database_url: str) -> None:
    engine = written_by_the_first_version(empty_database_url)
    assert {column["name"] for column in inspect(engine).get_columns("cases")} >= set(ASKED)
    migrate(engine)
    assert not {column["name"] for column in inspect(engine).get_columns("cases")} & set(ASKED)
    engine.dispose()
