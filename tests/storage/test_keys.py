from pathlib import Path

import pytest

from storage import keys
from storage.keys import Keyring, KeysError
from tests.storage.build import SECRET


def test_a_key_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    made = keys.make(tmp_path / "keys")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600
    assert keys.load(tmp_path / "keys") == made
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    made = keys.make(tmp_path / "keys")
    before = (tmp_path / "keys").read_text()
    assert keys.make(tmp_path / "keys") == made
    assert (tmp_path / "keys").read_text() == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "keys",
        "[encryption]\n[audit]\n",
        '[encryption]\n1 = "short"\n[audit]\n1 = "short"\n',
        "[encryption]\n1 = 5\n[audit]\n1 = 5\n",
        "encryption = 1\naudit = 2\n",
        f'[encryption]\n0 = "{"A" * 43}="\n[audit]\n1 = "{"A" * 43}="\n',
    ],
)
def test_a_file_that_holds_no_keys_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(content)
    with pytest.raises(KeysError, match="cannot be read as Caseclock’s keys"):
        keys.load(tmp_path / "keys")


def test_a_folder_in_the_place_of_the_key_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="cannot be read as Caseclock’s keys"):
        keys.load(tmp_path)


def a_keyring(*numbers: int) -> Keyring:
    return Keyring(
        {number: bytes([number]) * 32 for number in numbers}, {number: bytes([number]) * 32 for number in numbers}
    )


def test_a_new_key_encrypts_and_the_old_one_still_opens() -> None:
    old = a_keyring(1).encrypt(SECRET, "CC-26-00001/summary")
    both = a_keyring(1, 2)
    assert both.decrypt(old, "CC-26-00001/summary") == SECRET
    with pytest.raises(KeysError, match="no encryption key number 2"):
        a_keyring(1).decrypt(both.encrypt(SECRET, "x"), "x")


@pytest.mark.parametrize("altered", [b"", b"\0\1", b"\0\1" + b"\0" * 12, b"\0\1" + b"\0" * 40])
def test_what_is_no_ciphertext_is_refused(altered: bytes) -> None:
    with pytest.raises(KeysError):
        a_keyring(1).decrypt(altered, "x")


def test_a_keyring_shows_none_of_its_keys() -> None:
    keyring = a_keyring(7)
    assert "\\x07" not in repr(keyring)
    assert "07" * 8 not in keyring.fingerprint


def test_the_fingerprint_outlives_a_new_key() -> None:
    assert a_keyring(1).fingerprint == a_keyring(1, 2).fingerprint != a_keyring(2).fingerprint


def test_an_identifier_is_hashed_alike_whatever_keys_are_added_and_otherwise_with_another_first_key() -> None:
    digest = a_keyring(1).identify("telephone\n+447700900123")
    # Worked out apart from this code: HKDF (RFC 5869) from 32 bytes of 1, then HMAC.
    assert digest == "fa59f82e33519b77bebaa11bb4738e29e92e49e3db9d60cba6be9488c1fd7a62"
    assert a_keyring(1, 2).identify("telephone\n+447700900123") == digest
    assert a_keyring(2).identify("telephone\n+447700900123") != digest
    assert a_keyring(1).identify("telephone\n+447700900124") != digest
    assert a_keyring(1).seal(b"telephone\n+447700900123") != digest
