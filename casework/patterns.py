"""Patterns of the policy, by an engine whose time grows with the text and never faster, whatever a force writes."""

from typing import Any

import re2

_OPTIONS = re2.Options()
# The mistake is said with its line; the engine need not write it to stderr as well.
_OPTIONS.log_errors = False


def compiled(pattern: str) -> Any:  # noqa: ANN401 - the engine has no types
    """Return `pattern` ready to search with; `ValueError` says what is wrong with it.

    RE2's syntax: https://github.com/google/re2/wiki/Syntax. It has no look-around and no back-references, and so needs
    a time that grows in proportion to the text.
    """
    try:
        made = re2.compile(pattern, _OPTIONS)
    except re2.error as error:
        raise ValueError(f"“{pattern}” is not a pattern: {_told(error)}; look-around is not known here") from None
    if made.search("") is not None:
        raise ValueError(f"“{pattern}” fits a text with nothing in it, and so would fit every text")
    return made


def _told(error: Exception) -> str:
    says = error.args[0]
    return says.decode() if isinstance(says, bytes) else str(says)
