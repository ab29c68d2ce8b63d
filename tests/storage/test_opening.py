import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage import journal, keys, opening
from storage.database import DatabaseError, connect, reading
from storage.keys import KeysError
from storage.opening import Opened, open_store
from storage.tables import TABLES
from tests.databases import OUTSIDER, PASSWORD, Server


def start(address: str, path: Path) -> Opened:
    opened = open_store(address, path)
    opened.engine.dispose()
    return opened


def refusal(address: str, path: Path) -> str:
    """Say what whoever starts Caseclock is told: one sentence or two, on one line."""
    began = time.monotonic()
    with pytest.raises((DatabaseError, KeysError)) as raised:
        open_store(address, path)
    told = str(raised.value)
    assert time.monotonic() - began < 9
    assert "\n" not in told
    assert "psycopg" not in told
    assert "sqlite3" not in told
    assert raised.value.__context__ is None or raised.value.__suppress_context__
    return told


def test_the_first_start_makes_tables_keys_and_the_head_of_the_journal(empty_database_url: str, tmp_path: Path) -> None:
    opened = open_store(empty_database_url, tmp_path / "keys")
    assert opened.keys_made
    assert keys.load(tmp_path / "keys") == opened.keyring
    with reading(opened.engine, opened.keyring) as inner:
        assert journal.verify(inner) is None
    opened.engine.dispose()


def test_a_later_start_takes_the_keys_that_are_there(database_url: str, tmp_path: Path) -> None:
    first = start(database_url, tmp_path / "keys")
    second = start(database_url, tmp_path / "keys")
    assert second.keyring == first.keyring
    assert not second.keys_made


def test_a_key_file_that_was_laid_out_beforehand_is_taken(database_url: str, tmp_path: Path) -> None:
    laid_out = keys.make(tmp_path / "keys")
    opened = start(database_url, tmp_path / "keys")
    assert opened.keyring == laid_out
    assert not opened.keys_made


def test_a_missing_key_file_stops_the_start(database_url: str, tmp_path: Path) -> None:
    start(database_url, tmp_path / "keys")
    (tmp_path / "keys").unlink()
    told = refusal(database_url, tmp_path / "keys")
    assert told == (
        f"The key file {tmp_path}/keys is missing. Put it back from its safe copy: "
        "without it nothing that officers typed can be read."
    )
    assert not (tmp_path / "keys").exists()


def test_the_key_file_of_another_database_stops_the_start(database_url: str, tmp_path: Path) -> None:
    start(database_url, tmp_path / "keys")
    keys.make(tmp_path / "others")
    assert "belongs to another database" in refusal(database_url, tmp_path / "others")


def test_a_key_file_that_cannot_be_written_leaves_no_half_made_record(database_url: str, tmp_path: Path) -> None:
    assert "cannot be written: No such file or directory" in refusal(database_url, tmp_path / "nowhere" / "keys")
    assert start(database_url, tmp_path / "keys").keys_made


def test_a_start_that_died_after_making_the_key_file_is_made_good(database_url: str, tmp_path: Path) -> None:
    made = keys.make(tmp_path / "keys")
    engine = connect(database_url)
    with engine.connect() as connection:
        assert not connection.execute(select(TABLES["settings"])).all()
    engine.dispose()
    assert start(database_url, tmp_path / "keys").keyring == made


def test_processes_that_start_at_once_agree_on_one_keyring(empty_database_url: str, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from storage.opening import open_store; sys.stdin.read();"
        "opened = open_store(sys.argv[1], Path(sys.argv[2])); print(opened.keyring.fingerprint, opened.keys_made)"
    )
    command = [sys.executable, "-c", program, empty_database_url, str(tmp_path / "keys")]
    starts = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for process in starts:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    said = [process.communicate()[0].split() for process in starts]
    assert {fingerprint for fingerprint, _ in said} == {keys.load(tmp_path / "keys").fingerprint}
    assert sorted(made for _, made in said) == ["False", "False", "True"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("caseclock.db", "DATABASE_URL is not an address"),
        ("postgresql://host:port/name", "DATABASE_URL is not an address"),
        ("mysql://host/name", "DATABASE_URL names 'mysql'"),
        ("sqlite://", "cannot lie in memory"),
        ("sqlite:///nowhere/caseclock.db", "the folder that it should lie in does not exist"),
        ("sqlite:////", "cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address: str, told: str, tmp_path: Path) -> None:
    assert told in refusal(address, tmp_path / "keys")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague, " * 100)
    assert "is not a database" in refusal(f"sqlite:///{tmp_path}/letter.txt", tmp_path / "keys")


def test_a_damaged_file_is_refused(sqlite_template: Path, tmp_path: Path) -> None:
    content = bytearray(sqlite_template.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (tmp_path / "damaged.db").write_bytes(content)
    told = refusal(f"sqlite:///{tmp_path}/damaged.db", tmp_path / "keys")
    assert "is damaged. Put it back from the last backup" in told


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root for a while, who may write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user of the machine may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


def test_a_read_only_database_is_refused(sqlite_template: Path, open_folder: Path, tmp_path: Path) -> None:
    path = open_folder / "caseclock.db"
    path.write_bytes(sqlite_template.read_bytes())
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with as_nobody():
        told = refusal(f"sqlite:///{path}", tmp_path / "keys")
    assert told.startswith(f"The database {path} ")
    assert "is read-only" in told or "may not read and write there" in told


def test_a_full_disk_is_refused(tmp_path: Path) -> None:
    # The limit is lifted again before the end: coverage of the process writes a file of its own.
    program = """
import resource, sys
from pathlib import Path
from storage.opening import open_store
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    open_store(sys.argv[1], Path(sys.argv[2]))
finally:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path}/caseclock.db", str(tmp_path / "keys")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stderr.endswith(f"{tmp_path}/caseclock.db cannot be written: the disk is full or failing.\n")


def test_a_database_that_another_program_holds_is_refused(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PATIENCE_MS", 100)
    engine = connect(database_url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("LOCK settings"))
        told = refusal(database_url, tmp_path / "keys")
    engine.dispose()
    assert "is held by another program" in told


def test_a_wrong_password_is_refused_and_not_repeated(postgresql: Server, tmp_path: Path) -> None:
    address = postgresql.address("postgres").replace("postgres:@", f"{OUTSIDER}:hunter2@")
    told = refusal(address, tmp_path / "keys")
    assert told == "The database postgres on this machine refuses the name or the password in DATABASE_URL."


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_name_without_rights_is_refused(empty_database_url: str, tmp_path: Path) -> None:
    told = refusal(empty_database_url.replace("postgres:@", f"{OUTSIDER}:{PASSWORD}@"), tmp_path / "keys")
    assert "does not let Caseclock make or read its tables" in told
    assert PASSWORD not in told


def test_a_database_that_does_not_exist_is_refused(postgresql: Server, tmp_path: Path) -> None:
    told = refusal(postgresql.address("nowhere"), tmp_path / "keys")
    assert told == (
        "The database nowhere on this machine does not know the database or the name in DATABASE_URL. "
        "Create it there first."
    )


def test_a_server_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        told = refusal(f"postgresql://officer:hunter2@127.0.0.1:{unused.getsockname()[1]}/caseclock", tmp_path / "keys")
    assert told == "The database caseclock on 127.0.0.1 cannot be reached. Is it running, and is it the right address?"


def test_a_server_that_says_nothing_is_given_up_in_time(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        address = f"postgresql://officer:hunter2@127.0.0.1:{silent.getsockname()[1]}/caseclock"
        told = refusal(address, tmp_path / "keys")
    assert told == "The database caseclock on 127.0.0.1 does not answer. Is it running, and is it the right address?"


def test_the_tables_of_a_newer_version_are_left_alone(database_url: str, tmp_path: Path) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert "was written by a newer Caseclock" in refusal(database_url, tmp_path / "keys")
