"""What is wrong in a form, said on the field that it is wrong in."""

from __future__ import annotations

from collections.abc import Iterable


class Mistakes(Exception):
    """A form cannot be taken as it is; `fields` has a sentence for each field to be mended."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {sentence}" for field, sentence in fields.items()))
        self.fields = fields


def check(found: Iterable[tuple[str, str]]) -> None:
    """Raise `Mistakes` when any is found; of several on one field the first is said."""
    fields: dict[str, str] = {}
    for field, sentence in found:
        fields.setdefault(field, sentence)
    if fields:
        raise Mistakes(fields)
