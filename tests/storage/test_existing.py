from pathlib import Path

import pytest
from sqlalchemy import text

from storage import journal, keys
from storage.database import DatabaseError, connect, reading
from storage.keys import KeysError
from storage.migrate import NoRecord, revisions
from storage.opening import open_existing, open_store


def start(address: str, path: Path) -> None:
    open_store(address, path).engine.dispose()


def test_a_record_is_opened_as_it_stands(database_url: str, tmp_path: Path) -> None:
    start(database_url, tmp_path / "keys")
    opened = open_existing(database_url, tmp_path / "keys")
    with reading(opened.engine, opened.keyring) as transaction:
        assert journal.verify(transaction) is None
    assert not opened.keys_made
    opened.engine.dispose()


def test_what_is_not_there_is_not_made(empty_database_url: str, tmp_path: Path) -> None:
    with pytest.raises(NoRecord, match=r"There is no record .* yet: the first start makes it\."):
        open_existing(empty_database_url, tmp_path / "keys")
    assert not (tmp_path / "keys").exists()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoRecord):
        open_existing(f"sqlite:///{tmp_path}/none.db", tmp_path / "keys")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("present", "sentence"),
    [
        ("0000", f"The database’s tables are at 0000, this version needs {revisions()[-1]}: run `caseclock migrate`"),
        ("9999", "The database was written by a newer Caseclock: its tables are at 9999"),
    ],
)
def test_tables_of_another_version_are_left_alone(
    database_url: str, tmp_path: Path, present: str, sentence: str
) -> None:
    start(database_url, tmp_path / "keys")
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :present"), {"present": present})
    engine.dispose()
    with pytest.raises(DatabaseError) as refused:
        open_existing(database_url, tmp_path / "keys")
    assert str(refused.value).startswith(sentence)


def test_the_keys_must_be_its_own(database_url: str, tmp_path: Path) -> None:
    start(database_url, tmp_path / "keys")
    keys.make(tmp_path / "others")
    with pytest.raises(KeysError, match="belongs to another database"):
        open_existing(database_url, tmp_path / "others")
    with pytest.raises(KeysError, match="is missing"):
        open_existing(database_url, tmp_path / "nowhere")
