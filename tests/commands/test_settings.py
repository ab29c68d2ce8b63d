from pathlib import Path

import pytest

from bot import settings
from bot.settings import Settings, SettingsError

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-practice", "SLACK_APP_TOKEN": "xapp-practice"}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return settings.read()


def test_nothing_set_is_sqlite_in_the_working_folder_against_slack_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch)
    assert found.slack_api_url == "https://slack.com/api/"
    assert found.database_url.get_secret_value() == "sqlite:///caseclock.db"
    assert (found.caseclock_mode, found.caseclock_port) == ("socket", 8080)
    assert (found.caseclock_roster, found.caseclock_policy) == (None, None)


def test_a_setting_that_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, CASECLOCK_PORT="", CASECLOCK_ROSTER="").caseclock_port == 8080


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({}, "caseclock.keys"),
        ({"DATABASE_URL": "sqlite:////srv/record/cases.db"}, "/srv/record/caseclock.keys"),
        ({"DATABASE_URL": "sqlite:///record/cases.db"}, "record/caseclock.keys"),
        ({"DATABASE_URL": "postgresql://user@host/name"}, "caseclock.keys"),
        ({"DATABASE_URL": "nonsense"}, "caseclock.keys"),
        ({"CASECLOCK_KEYS": "/safe/keys"}, "/safe/keys"),
    ],
)
def test_the_key_file_lies_where_it_is_set_or_beside_the_sqlite_file(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], path: str
) -> None:
    assert read(monkeypatch, **environment).keys_path == Path(path)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"CASECLOCK_MODE": "http"}, "CASECLOCK_MODE: “http” does not work in this version"),
        ({"CASECLOCK_MODE": "carrier pigeon"}, "CASECLOCK_MODE: “carrier pigeon” is not a mode"),
        ({"CASECLOCK_PORT": "eighty"}, "CASECLOCK_PORT: “eighty” is not a port; write a number from 1 to 65535."),
        ({"CASECLOCK_PORT": "0"}, "CASECLOCK_PORT: “0” is not a port"),
        ({"CASECLOCK_PORT": "65536"}, "CASECLOCK_PORT: “65536” is not a port"),
        ({"CASECLOCK_HEARTBEAT_URL": "canary"}, "CASECLOCK_HEARTBEAT_URL: is not an address that can be called"),
        ({"CASECLOCK_HEARTBEAT_URL": "ftp://canary/"}, "CASECLOCK_HEARTBEAT_URL: is not an address that can be called"),
        ({"CASECLOCK_HEARTBEAT_URL": "https://"}, "CASECLOCK_HEARTBEAT_URL: is not an address that can be called"),
        ({"SLACK_API_URL": "slack"}, "SLACK_API_URL: is not the address of a web API"),
        ({"SLACK_API_URL": "ftp://slack.com/"}, "SLACK_API_URL: is not the address of a web API"),
        ({"SLACK_API_URL": "http://slack.com/api/"}, "SLACK_API_URL: must begin with https://"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_may_be(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(monkeypatch, **environment)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith(".")
    assert "canary" not in str(refused.value)


def test_whoever_reads_the_settings_does_not_read_the_heartbeat_address(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, CASECLOCK_HEARTBEAT_URL="https://hc.example.org/canary")
    assert found.caseclock_heartbeat_url is not None
    assert found.caseclock_heartbeat_url.get_secret_value() == "https://hc.example.org/canary"
    assert "canary" not in repr(found)
    assert read(monkeypatch, CASECLOCK_HEARTBEAT_URL="").caseclock_heartbeat_url is None


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as refused:
        read(monkeypatch, CASECLOCK_MODE="http", CASECLOCK_PORT="x")
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == ["CASECLOCK_MODE", "CASECLOCK_PORT"]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8765/api", "http://localhost:8765/api/", "https://slack.com/api"]
)
def test_the_address_of_slack_ends_with_a_slash_and_may_be_this_machine(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert read(monkeypatch, SLACK_API_URL=address).slack_api_url == address.rstrip("/") + "/"


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({}, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN must be set"),
        ({"SLACK_BOT_TOKEN": "xoxb-practice"}, "SLACK_APP_TOKEN must be set"),
        ({"SLACK_APP_TOKEN": "xapp-practice"}, "SLACK_BOT_TOKEN must be set"),
        ({**TOKENS, "SLACK_BOT_TOKEN": " "}, "SLACK_BOT_TOKEN must be set"),
    ],
)
def test_one_sentence_names_every_token_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], missing: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(monkeypatch, **environment).tokens()
    assert str(refused.value).startswith(missing)
    assert len(str(refused.value).splitlines()) == 1


def test_a_token_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("xoxb-from-a-file\n", "utf-8")
    found = read(monkeypatch, SLACK_BOT_TOKEN_FILE=str(path), SLACK_APP_TOKEN="xapp-practice").tokens()
    assert found.bot.get_secret_value() == "xoxb-from-a-file"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "which cannot be read: No such file or directory."),
        (b"\xff\xfe", "which is not a file of text."),
        (b"\n", "SLACK_BOT_TOKEN must be set"),
    ],
)
def test_a_file_that_holds_no_token_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "token"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        read(monkeypatch, SLACK_BOT_TOKEN_FILE=str(path), SLACK_APP_TOKEN="xapp-practice").tokens()
    assert sentence in str(refused.value)


def test_tokens_that_were_swapped_are_noticed_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as refused:
        read(monkeypatch, SLACK_BOT_TOKEN="xapp-canary", SLACK_APP_TOKEN="xoxb-canary").tokens()
    assert len(str(refused.value).splitlines()) == 2
    assert "canary" not in str(refused.value)


def test_no_secret_is_shown_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, DATABASE_URL="postgresql://user:canary@host/name", SLACK_BOT_TOKEN="xoxb-canary")
    assert "canary" not in f"{found!r} {found}"
