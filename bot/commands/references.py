"""What somebody types for a case → its reference, where only one can be meant."""

from __future__ import annotations

import re

from casework.errors import NotAReference

_BETWEEN = r"[\s\-‐‑–_/]*"  # noqa: RUF001 - phones and word processors type these for a hyphen
_TYPED = re.compile(rf"(?:cc)?{_BETWEEN}(?P<year>[0-9]{{2}}){_BETWEEN}(?P<number>[0-9]{{5,7}})", re.IGNORECASE)
_SHORT = re.compile(rf"(?:cc)?{_BETWEEN}(?P<year>[0-9]{{2}})[\s\-‐‑–_/]+(?P<number>[0-9]{{1,4}})", re.IGNORECASE)  # noqa: RUF001 - the same
_MENTIONED = re.compile(rf"\bcc{_BETWEEN}(?P<year>[0-9]{{2}})[\s\-‐‑–_/]?(?P<number>[0-9]{{1,6}})\b", re.IGNORECASE)  # noqa: RUF001 - the same


def mentioned(text: str) -> str | None:
    """Return the first reference that is named in a text, by its “CC”; `None` where none is."""
    found = _MENTIONED.search(text)
    return f"CC-{found['year']}-{int(found['number']):05d}" if found else None


def reference(typed: str) -> str:
    """Return the reference that `typed` stands for: "cc 26 42", "26-00042" and "2600042" are all CC-26-00042.

    `NotAReference` where it stands for none: a number alone does not say of which year. Nothing of `typed` is said
    back: it may be a name.
    """
    found = _TYPED.fullmatch(typed.strip()) or _SHORT.fullmatch(typed.strip())
    if found is None:
        raise NotAReference
    return f"CC-{found['year']}-{int(found['number']):05d}"
