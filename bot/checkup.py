"""What a start needs, tried one by one without changing anything: for `caseclock check`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot import main, rosterfile, slack
from bot.settings import Settings
from bot.usecases import rosters
from casework import policy
from storage import people
from storage.database import reading
from storage.migrate import NoRecord
from storage.opening import Opened, open_existing
from storage.roster import Roster


@dataclass(frozen=True, slots=True)
class Finding:
    """What one trial came to."""

    what: str
    is_good: bool
    says: str


async def examine(settings: Settings, today: date, refusals: tuple[type[Exception], ...]) -> list[Finding]:
    """Try the policy, the roster, the database with its keys, and Slack; an error of `refusals` is a finding."""
    trials: dict[str, Callable[[], Awaitable[str]]] = {
        "policy": lambda: _policy(settings, today),
        "roster": lambda: _roster(settings),
        "database and keys": lambda: _database(settings, today),
        "Slack": lambda: _slack(settings),
    }
    return [await _tried(what, trial, refusals) for what, trial in trials.items()]


async def _tried(what: str, trial: Callable[[], Awaitable[str]], refusals: tuple[type[Exception], ...]) -> Finding:
    try:
        return Finding(what, is_good=True, says=await trial())
    except refusals as error:
        return Finding(what, is_good=False, says=str(error))


async def _policy(settings: Settings, today: date) -> str:
    rules = policy.load(settings.caseclock_policy, today)
    return f"version {rules.version}, {settings.caseclock_policy or 'built in'}"


async def _roster(settings: Settings) -> str:
    if settings.caseclock_roster is None:
        return "kept in the database, set with /caseclock setup"
    return _described(rosterfile.load(settings.caseclock_roster))


def _described(roster: Roster) -> str:
    counted = f"{len(roster.teams)} teams, {len(roster.people)} people."
    return " ".join([counted, rosters.reached(roster), *rosters.gaps(roster)])


async def _database(settings: Settings, today: date) -> str:
    try:
        opened = open_existing(settings.database_url.get_secret_value(), settings.keys_path)
    except NoRecord as none:
        return str(none)
    try:
        _check_clocks(opened, settings, today)
        kept = "" if settings.caseclock_roster else f" {_kept(opened)}"
    finally:
        opened.engine.dispose()
    return f"tables of this version, with their keys.{kept}"


def _check_clocks(opened: Opened, settings: Settings, today: date) -> None:
    try:
        rules = policy.load(settings.caseclock_policy, today)
    except policy.PolicyError:
        return  # That is a finding of its own.
    main.check_clocks(opened, rules)


def _kept(opened: Opened) -> str:
    with reading(opened.engine, opened.keyring) as transaction:
        return _described(people.roster(transaction))


async def _slack(settings: Settings) -> str:
    if settings.is_without_tokens:
        return "not asked, because no tokens are set; `caseclock run` needs them"
    tokens = settings.tokens()
    client = main.web_client(tokens.bot.get_secret_value(), settings.slack_api_url)
    await slack.check(client, tokens.app.get_secret_value())
    return f"{settings.slack_api_url} knows both tokens"
