"""The window of `/preserve`: what to say to whom about what holds the evidence, in words to read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.views import fields, standing
from bot.views.advice import confirmed, listed
from bot.views.blocks import Block, View, asking, context, escape, section, telling
from bot.views.sheet import Sheet
from casework.case import Evidence
from casework.policy import AdviceFor, Policy

_TITLE = "Preservation advice"


def window(policy: Policy, row: AdviceFor) -> View:
    """The window to read: two menus, and the advice that belongs to them."""
    return telling(_TITLE, _blocks(policy, row), who=row.who, kind=row.kind)


def form(sheet: Sheet, row: AdviceFor) -> View:
    """The same about a case, where whoever said it says so."""
    blocks = [context(f"*{standing.title(sheet)}* · {_state(sheet)}"), *_blocks(sheet.policy, row)]
    about = {"reference": sheet.case.reference, "who": row.who, "kind": row.kind}
    return asking("preserve", _TITLE, "I have said this", blocks, **about)


def recorded(sheet: Sheet, row: AdviceFor) -> View:
    """What is said once it is on record."""
    said = f"Recorded on {sheet.case.reference}: you gave the advice.\n{escape(row.who)} · {escape(row.kind)}"
    return telling(_TITLE, [section(said), context(_state(sheet))], reference=sheet.case.reference)


def chosen(policy: Policy, about: Mapping[str, str]) -> AdviceFor:
    """Return the row of whom and what is asked about; where it has none, the first of whom, or the first of all."""
    for_them = [row for row in policy.advice_for if row.who == about.get("who")]
    return next((row for row in for_them if row.kind == about.get("kind")), (for_them or policy.advice_for)[0])


def _state(sheet: Sheet) -> str:
    return "No device or account is on record." if sheet.case.evidence is Evidence.NONE else confirmed(sheet)


def _blocks(policy: Policy, row: AdviceFor) -> list[Block]:
    advice = policy.advice
    kinds = [other.kind for other in policy.advice_for if other.who == row.who]
    return [
        _menu("Who are you talking to?", "preserve_who", _once(other.who for other in policy.advice_for), row.who),
        # Named for whom as well: Slack keeps what was chosen in a block, and this is another list for each of them.
        _menu("What holds the evidence?", "preserve_kind", kinds, row.kind) | {"block_id": f"kind of {row.who}"},
        section(f"*{escape(advice.rule, 500)}*"),
        section(listed("Read aloud", row.say)),
        *([section(listed("For you", row.mind))] if row.mind else []),
        section(listed("Write down first", advice.write_down)),
        section(listed("Never", advice.never)),
        section(escape(advice.call, 500)),
        context(f"_{standing.sourced(row)}_"),
    ]


def _menu(label: str, action: str, names: list[str], initial: str) -> Block:
    options = fields.options(names)
    at = names.index(initial)
    chosen_option = {"type": "static_select", "action_id": action, "options": options, "initial_option": options[at]}
    return section(f"*{label}*", chosen_option) | {"block_id": action}


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
