"""What a force reads when a row about identifiers is wrong, and what the rows of Caseclock say."""

from pathlib import Path

import pytest

from casework.policy import load
from casework.policy_errors import PolicyError

ROW = (
    '[[identifier]]\nname = "Telephone"\nlabel = "Numbers"\nhint = "Digits"\nform = "telephone"\nregion = "GB"\n'
    'source = "Force order 12"\nmark = "force policy"\neffective = 2024-01-01\n'
)
FORMS = "handle, e-mail, telephone, ip and time, imei, serial number, mac, advertising id"


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        (
            '"telephone"',
            '"phone"',
            f"line 5: identifier “Telephone”, form: 'phone' is not known here; allowed: {FORMS}",
        ),
        ('"GB"', '"UK"', "line 6: identifier “Telephone”, region: 'UK' is no region; write two capitals such as 'GB'"),
        ('region = "GB"\n', "", "line 1: identifier “Telephone”: the form 'telephone' needs region"),
        ('"telephone"', '"ip and time"', "line 1: identifier “Telephone”: the form 'ip and time' needs zones"),
        ('region = "GB"', 'zones = ["Mars/Phobos"]', "zones: 'Mars/Phobos' is no time zone; write for example 'UTC'"),
        ('region = "GB"', 'zones = ["../passwd"]', "'../passwd' is no time zone"),
        ('hint = "Digits"\n', "", "identifier “Telephone”, hint is missing"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, was: str, becomes: str, sentence: str) -> None:
    file = tmp_path / "force.toml"
    file.write_text(ROW.replace(was, becomes), "utf-8")
    with pytest.raises(PolicyError) as refused:
        load(file)
    assert sentence in str(refused.value)


def test_a_kind_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "force.toml"
    file.write_text(ROW * 2, "utf-8")
    with pytest.raises(PolicyError, match="stands twice"):
        load(file)


def test_the_kinds_that_ship() -> None:
    rules = load()
    assert [(row.name, row.form, row.asks) for row in rules.identifier] == [
        ("User name", "handle", "platform"),
        ("E-mail address", "e-mail", ""),
        ("Telephone number", "telephone", ""),
        ("IP address with time", "ip and time", "time"),
        ("IMEI", "imei", ""),
        ("Serial number of a device", "serial number", ""),
        ("MAC address", "mac", ""),
        ("Advertising identifier", "advertising id", ""),
    ]
    assert {"Snapchat", "Instagram", "Discord", "Another platform"} <= {row.name for row in rules.platform}
    move = rules.move_rule("identify")
    assert (set(move.from_), move.to, set(move.by)) == (
        {"received", "allocated", "in progress", "closed"},
        None,
        {"team", "supervisor"},
    )
