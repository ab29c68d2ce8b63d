"""What the environment says: read once, checked, and complained about in sentences that never hold a secret."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SLACK = "https://slack.com/api/"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_LAST_PORT = 65_535
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


class SettingsError(Exception):
    """Settings with which Caseclock cannot start; the message has a sentence for each."""


def _mode(given: str) -> str:
    if given == "http":
        raise ValueError("“http” does not work in this version; leave CASECLOCK_MODE out, or set it to socket")
    if given != "socket":
        raise ValueError(f"“{given}” is not a mode; the one that works is socket")
    return given


def _port(given: str | int) -> int:
    if not str(given).isdecimal() or not 0 < int(given) <= _LAST_PORT:
        raise ValueError(f"“{given}” is not a port; write a number from 1 to {_LAST_PORT}")
    return int(given)


def _base(given: str) -> str:
    address = urlsplit(given)
    if not address.hostname or address.scheme not in {"http", "https"}:
        raise ValueError(f"is not the address of a web API; Slack’s is {SLACK}")
    if address.scheme == "http" and address.hostname not in _LOOPBACK:
        raise ValueError("must begin with https://: the tokens are sent there; only this machine itself may be http://")
    return given.rstrip("/") + "/"


def _heartbeat(given: SecretStr) -> SecretStr:
    address = urlsplit(given.get_secret_value())
    if not address.hostname or address.scheme not in {"http", "https"}:
        raise ValueError(
            "is not an address that can be called; it begins with https://, as in https://hc.example.org/ping"
        )
    return given


@dataclass(frozen=True, slots=True)
class Tokens:
    """Slack's secrets, not shown when printed."""

    bot: SecretStr
    app: SecretStr


class Settings(BaseSettings):
    """The settings of one installation; docs/settings.md says what each is for."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True)

    slack_bot_token: SecretStr | None = None
    slack_bot_token_file: Path | None = None
    slack_app_token: SecretStr | None = None
    slack_app_token_file: Path | None = None
    slack_api_url: Annotated[str, AfterValidator(_base)] = SLACK
    database_url: SecretStr = SecretStr("sqlite:///caseclock.db")
    caseclock_keys: Path | None = None
    caseclock_roster: Path | None = None
    caseclock_policy: Path | None = None
    caseclock_mode: Annotated[Literal["socket"], BeforeValidator(_mode)] = "socket"
    caseclock_port: Annotated[int, BeforeValidator(_port)] = Field(default=8080)
    # Whoever knows it can say in our place that all is well.
    caseclock_heartbeat_url: Annotated[SecretStr, AfterValidator(_heartbeat)] | None = None

    @property
    def keys_path(self) -> Path:
        """Where the key file lies: as set, beside the SQLite file, or in the working folder."""
        return self.caseclock_keys or _folder(self.database_url.get_secret_value()) / "caseclock.keys"

    @property
    def is_without_tokens(self) -> bool:
        """Whether nothing at all was said about tokens."""
        given = (self.slack_bot_token, self.slack_bot_token_file, self.slack_app_token, self.slack_app_token_file)
        return not any(given)

    def tokens(self) -> Tokens:
        """Return the tokens, from the environment or a file; `SettingsError` says all that is wrong."""
        found = {name: self._token(name) for name in _TOKENS}
        if mistakes := list(_token_mistakes(found)):
            raise SettingsError("\n".join(mistakes))
        return Tokens(*(SecretStr(token) for token in found.values()))

    def _token(self, name: str) -> str:
        token: SecretStr | None = getattr(self, name.lower())
        path: Path | None = getattr(self, f"{name}_file".lower())
        if token:
            return token.get_secret_value().strip()
        return _read(path, f"{name}_FILE") if path else ""


def read() -> Settings:
    """Read the environment; `SettingsError` names each setting that is wrong and what it may be."""
    try:
        return Settings()
    except ValidationError as error:
        mistakes = (f"{str(each['loc'][0]).upper()}: {_reason(each['msg'])}." for each in error.errors())
        raise SettingsError("\n".join(mistakes)) from None


def take_away() -> None:
    """Take the tokens out of the environment once they are read: Bolt looks there too, and so might others."""
    for name in _TOKENS:
        os.environ.pop(name, None)


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")


def _token_mistakes(found: dict[str, str]) -> Iterator[str]:
    missing = [name for name, token in found.items() if not token]
    if missing:
        them, files = " and ".join(missing), " and ".join(f"{name}_FILE" for name in missing)
        yield f"{them} must be set for Caseclock to reach Slack (or {files}, to name a file that holds it)."
    for name, token in found.items():
        if token and not token.startswith(_TOKENS[name]):
            yield f"{name} does not hold that kind of token: it begins with {_TOKENS[name]}"


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name} names {path}, which cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{name} names {path}, which is not a file of text.") from None


def _folder(address: str) -> Path:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        return Path()
    return Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else Path()
