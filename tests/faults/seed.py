"""Logs cases in a record before the program is started: each has an owner and is due when the test says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.resources import as_file, files

from bot import access, main, rosterfile
from bot.context import Context
from bot.usecases import allocation, referrals
from casework import policy
from casework.case import Grade
from storage import people
from storage.database import transaction
from storage.opening import open_store
from tests.faults.program import Machine
from tests.told import a_referral

OFFICER, SUPERVISOR = "U0OFFICER1", "U0SERGEANT1"
DAY = timedelta(hours=24)
"""What a case of very high risk is given."""


def log(machine: Machine, due: Iterable[datetime], grade: Grade = Grade.VERY_HIGH) -> list[str]:
    """Log a case for each moment at which its enforcement action is to be due at very high risk; return references."""
    opened, rules, now = open_store(machine.database, machine.keys), policy.load(), main.clock()
    with as_file(files("practice") / "roster.toml") as path:
        roster = rosterfile.load(path)
    found = []
    with transaction(opened.engine, opened.keyring) as inner:
        people.replace(inner, roster)
        context = Context(inner, now, access.person(roster, slack=OFFICER), roster, rules)
        for number, moment in enumerate(due):
            case = referrals.refer(context, a_referral(moment - DAY, grade), f"V{number}/{grade}")
            allocation.take(context, case.reference)
            found.append(case.reference)
    opened.engine.dispose()
    return found
