"""That two cases share an identifier: their references and nothing else, to whoever works on either."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.blocks import Payload, actions, button, context, message, section

ADVICE = (
    "Speak to a supervisor of the team that has the other case before either of you acts. "
    "Which identifier it is, Caseclock cannot say: only hashes are kept."
)


def sentence(references: Sequence[str]) -> str:
    """Return "CC-26-00042 and CC-26-00051 share an identifier."."""
    return f"{' and '.join(references)} share an identifier."


def match(references: Sequence[str], own: str) -> Payload:
    """The message of a match; its button opens the case that is the reader's own."""
    return _said(sentence(references), ADVICE, own)


def taken_back(references: Sequence[str], own: str) -> Payload:
    """The message to whoever heard of a match that came of a mistake."""
    says = f"{' and '.join(references)} share no identifier any more."
    return _said(says, "What was entered by mistake has been taken out. Tell whom you spoke to about the match.", own)


def _said(says: str, advice: str, own: str) -> Payload:
    pressed = actions(button("Open", "case", own))
    return message(says, [section(f"*{says}*"), context(advice), pressed])
