"""The command line: what `caseclock` does when it is called in a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from errno import EADDRINUSE
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import __version__, checkup, logs, receiptbook, rehearsalbook, rulebook, settings
from bot import main as caseclock
from bot.incidents import origin
from bot.rosterfile import RosterError
from bot.settings import SettingsError
from bot.slack import StartError
from bot.usecases.receipts import as_json as as_plain
from casework import policy as rules
from casework.errors import Refusal
from casework.policy import PolicyError
from storage import journal
from storage.database import DatabaseError, reading
from storage.keys import KeysError
from storage.opening import open_existing, open_store

_DAY = ["%Y-%m-%d"]
_UNFORESEEN = 70
"""The exit code for an error inside Caseclock (EX_SOFTWARE of sysexits)."""
_REFUSALS = (SettingsError, PolicyError, RosterError, DatabaseError, KeysError, StartError, Refusal)

# A traceback with locals would show tokens and what officers typed.
app = typer.Typer(
    help="Runs the clocks on referrals of online child sexual abuse until somebody acts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
audit = typer.Typer(help="The journal: what happened, when and by whom.", no_args_is_help=True)
app.add_typer(audit, name="audit")


@contextmanager
def _told() -> Iterator[None]:
    """End with one clear sentence, whatever it was that prevented the command; never with a traceback."""
    try:
        yield
    except (typer.Exit, KeyboardInterrupt):
        raise
    except _REFUSALS as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except Exception as error:  # noqa: BLE001 - of what nobody foresaw, only the kind and the place are shown
        place = f"{type(error).__name__}, {origin(error)}"
        typer.echo(f"Caseclock was stopped by an error that it did not foresee ({place}).", err=True)
        raise typer.Exit(_UNFORESEEN) from None


@contextmanager
def _port_named(port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != EADDRINUSE:
            raise
        raise StartError(f"Port {port} is in use by another program: choose another one with --port.") from None


@app.command()
def run() -> None:
    """Run the bot against Slack until it is asked to end."""
    logs.configure(logs.as_json, caseclock.clock)
    with _told():
        found = settings.read()
        settings.take_away()
        asyncio.run(caseclock.run(found))


@app.command()
def practice(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port of the page on this machine.")] = 8765,
    db: Annotated[Path | None, typer.Option(help="SQLite file to keep; without it everything is forgotten.")] = None,
    with_cases: Annotated[bool, typer.Option("--with-cases", help="Start with the inspectors’ cases.")] = False,  # noqa: FBT002 - typer reads it so
) -> None:
    """Run the practice workspace with the bot in it: no token needed."""
    # The emulated Slack has no part in a run against the real one.
    from bot import practice as ground  # noqa: PLC0415 - see above
    from bot import practice_cases  # noqa: PLC0415 - the same

    logs.configure(logs.as_text, caseclock.clock)
    with _told(), _port_named(port):
        asyncio.run(ground.run(port, db, practice_cases.read() if with_cases else ()))


@app.command()
def migrate() -> None:
    """Bring the database to the tables of this version, and make what a first start makes."""
    with _told():
        found = settings.read()
        opened = open_store(found.database_url.get_secret_value(), found.keys_path)
        opened.engine.dispose()
        typer.echo("The database has the tables of this version.")
        if opened.keys_made:
            typer.echo(
                f"The key file {found.keys_path} was made: keep a copy in a safe place, apart from the database."
            )


@app.command()
def check() -> None:
    """Try everything that a start needs and say what is wrong; nothing is changed."""
    logs.configure(logs.as_text, caseclock.clock)
    with _told():
        findings = asyncio.run(checkup.examine(settings.read(), caseclock.clock().date(), _REFUSALS))
        for finding in findings:
            typer.echo(f"{'ok   ' if finding.is_good else 'WRONG'} {finding.what}: {finding.says}")
        raise typer.Exit(0 if all(finding.is_good for finding in findings) else 1)


@audit.command()
def verify() -> None:
    """Read the journal from its first row and name the first that is not as it was written."""
    with _told():
        found = settings.read()
        opened = open_existing(found.database_url.get_secret_value(), found.keys_path)
        with reading(opened.engine, opened.keyring) as transaction:
            wrong = journal.verify(transaction)
        if wrong:
            typer.echo(wrong, err=True)
            raise typer.Exit(1)
        typer.echo("The journal is whole.")


@app.command("receipts")
def told(
    reference: Annotated[str, typer.Argument(help="The case, such as CC-26-00042.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, to keep or to pass on.")] = False,  # noqa: FBT002 - typer reads it so
) -> None:
    """Print who was told what of a case and when: every rung that was planned, and what became of it."""
    with _told():
        found = settings.read()
        now = caseclock.clock()
        loaded = rules.load(found.caseclock_policy, now.date())
        opened = open_existing(found.database_url.get_secret_value(), found.keys_path)
        sheet, receipts = receiptbook.read(opened, reference, loaded, now)
        if as_json:
            typer.echo(as_plain(sheet, receipts))
        else:
            Console().print(receiptbook.table(sheet, receipts))


@app.command()
def rehearse(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    policy: Annotated[Path | None, typer.Option(help="A policy to try instead of the one that holds.")] = None,
    away: Annotated[str | None, typer.Option(help="Slack id of somebody who would be away.")] = None,
    starts: Annotated[datetime | None, typer.Option("--from", formats=_DAY, help="Away from this day.")] = None,
    ends: Annotated[datetime | None, typer.Option("--until", formats=_DAY, help="Back on this day.")] = None,
    cover: Annotated[str | None, typer.Option(help="Slack id of whoever would cover.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it, as JSON.")] = False,  # noqa: FBT002 - typer reads it so
) -> None:
    """Show what would be said in the next 14 days on today's cases, and what another policy or an absence changes."""
    with _told():
        found, now = settings.read(), caseclock.clock()
        present = rules.load(found.caseclock_policy, now.date())
        other = rules.load(policy) if policy else present
        what_if = rehearsalbook.what_if(away, starts, ends, cover)
        opened = open_existing(found.database_url.get_secret_value(), found.keys_path)
        done = rehearsalbook.perform(opened, (present, other), what_if, now)
        if as_json:
            typer.echo(rehearsalbook.as_json(done))
        else:
            Console().print(*rehearsalbook.tables(done))


@app.command()
def policy() -> None:
    """Print the rules that hold, each with its source and date."""
    with _told():
        found = settings.read()
        loaded = rules.load(found.caseclock_policy, caseclock.clock().date())
        Console().print(f"Policy {loaded.version}, {found.caseclock_policy or 'built in'}", *rulebook.tables(loaded))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Run the command that was typed."""
    app(prog_name="caseclock")


if __name__ == "__main__":
    main()
