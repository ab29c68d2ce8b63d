"""The preservation advice with its confirmation, and the window that follows the logging of a referral."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.views import advice, card, fields, reading, standing
from bot.views.blocks import Block, View, asking, context, section, telling
from bot.views.forms import EvidenceNote
from bot.views.mistakes import check
from bot.views.refer import EVIDENCE
from bot.views.sheet import Sheet
from casework.case import Evidence

_SAID = "I have said this to whoever holds the device or account"


def form(sheet: Sheet) -> View:
    """The window of Evidence: what to say and do, where the evidence is, and whether it was said."""
    blocks = [*advice.in_full(sheet), context(_state(sheet)), *_asked(sheet)]
    return asking("evidence", "Evidence", "Save", blocks, reference=sheet.case.reference)


def logged(sheet: Sheet) -> View:
    """The window after logging: reference, what is due when, and the advice where evidence is in the picture."""
    case = sheet.case
    saved = [section(f"*Logged as {standing.title(sheet)}*"), *card.clocks(sheet)]
    if case.evidence is Evidence.NONE:
        return telling("Referral logged", saved, reference=case.reference)
    blocks = [*saved, *advice.in_full(sheet), *reversed(_asked(sheet))]
    return asking("evidence", "Referral logged", "Save", blocks, reference=case.reference)


def read(answers: Mapping[str, Any]) -> EvidenceNote:
    """Return what was noted; `Mistakes` when advice is confirmed about no device and no account."""
    check(_mistakes(answers))
    return EvidenceNote(Evidence(answers["evidence"]), bool(answers.get("confirmed")))


def _mistakes(answers: Mapping[str, Any]) -> reading.Found:
    if not answers.get("evidence"):
        yield "evidence", "Choose where the evidence is."
    elif answers.get("confirmed") and answers["evidence"] == Evidence.NONE:
        yield "evidence", "The advice is about a device or an account: choose which, or untick “Confirm”."


def _state(sheet: Sheet) -> str:
    return "No device or account is known yet." if sheet.case.evidence is Evidence.NONE else advice.confirmed(sheet)


def _asked(sheet: Sheet) -> list[Block]:
    return [
        fields.radio("evidence", "Device or account that holds evidence", EVIDENCE, sheet.case.evidence),
        fields.optional(fields.tick("confirmed", "Confirm", _SAID)),
    ]
