"""The cases of the inspectors' report (practice/cases/), logged in the practice workspace with their true ages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot import access
from bot.context import Context, House
from bot.usecases import allocation, referrals
from bot.views import refer


@dataclass(frozen=True, slots=True)
class Told:
    """A referral as it is logged: by whom (a Slack id), how long after the force was told, and what they fill in.

    `chosen` names the answers that the article does not give, `taken` says that whoever logs it takes it on.
    """

    by: str
    received_ago: Mapping[str, int]
    chosen: Sequence[str]
    form: Mapping[str, str]
    taken: bool = False

    def received(self, now: datetime) -> datetime:
        """Return when the force was told, where it is logged at `now`; `TypeError` for a unit that there is not."""
        return now - relativedelta(**self.received_ago)  # type: ignore[arg-type]  # of its names, a file has only units

    def answers(self, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
        """Return what is filled in at `now` in the form of `/refer`."""
        at = self.received(now).astimezone(zone)
        return {**self.form, "received_date": f"{at:%Y-%m-%d}", "received_time": f"{at:%H:%M}"}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case of the report: what happened, what the inspectors found, and what Caseclock does about it."""

    name: str
    title: str
    source: str
    happened: str
    found: str
    answers: str
    later: str
    referrals: tuple[Told, ...]


def read() -> tuple[CaseFile, ...]:
    """Return every case of practice/cases/, in the order of their names; a field that is not known is a `TypeError`."""
    folder = files("practice") / "cases"
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(_case(file.name.removesuffix(".toml"), file.read_text(encoding="utf-8")) for file in found)


def _case(name: str, text: str) -> CaseFile:
    written = tomllib.loads(text)
    told = tuple(Told(**each) for each in written.pop("referral"))
    return CaseFile(name=name, referrals=told, **written)


async def log(house: House, cases: Sequence[CaseFile]) -> list[str]:
    """Log every referral of `cases` now, as old as it is; return the references. A second time changes nothing."""
    named = [(f"{case.name}/{number}", told) for case in cases for number, told in enumerate(case.referrals)]
    return [
        await house.do(partial(access.person, slack=told.by), partial(_logged, told=told, request=request))
        for request, told in named
    ]


def _logged(context: Context, told: Told, request: str) -> str:
    zone = context.zone()
    referral = refer.read(told.answers(context.now, zone), context.policy, context.now, zone)
    case = referrals.refer(context, referral, request)
    if told.taken and case.owner is None:
        allocation.take(context, case.reference)
    return case.reference
