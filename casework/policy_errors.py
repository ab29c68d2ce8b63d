"""What is wrong in a policy file, in the words of the person who writes it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
"""Where something stands: the table, the number of its row from 0 where it has rows, the key."""


class PolicyError(Exception):
    """A policy file that cannot be used; the message has one line for each mistake, for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where it stands, and the rest of the sentence that begins with that place."""

    place: Place
    says: str


def in_plain_words(error: ValidationError, model: type[BaseModel]) -> list[Mistake]:
    """Return the mistakes that pydantic found in the tables of `model`, each with what is allowed there."""
    return [
        _mistake(details, model)
        for details in error.errors()
        # pydantic does not count what it refused, and so calls a list of wrong values empty.
        if not (details["type"] == "too_short" and details["input"])
    ]


def _mistake(details: ErrorDetails, model: type[BaseModel]) -> Mistake:
    if details["type"] == "extra_forbidden":
        return Mistake(details["loc"], _unknown(details["loc"], model))
    return Mistake(details["loc"], _SENTENCES.get(details["type"], _otherwise)(details))


def _unknown(place: Place, model: type[BaseModel]) -> str:
    *within, key = (part for part in place if isinstance(part, str))
    for name in within:
        annotation = model.model_fields[name].annotation
        model = (get_args(annotation) or (annotation,))[0]
    allowed = [field.alias or name for name, field in model.model_fields.items()]
    near = get_close_matches(key, allowed)
    hint = f" did you mean {near[0]}?" if near else ""
    # The place names the table and the key; what stands within that key is named here.
    deeper = f": {key}" if len(within) > 1 else ""
    return f"{deeper} is not known here;{hint} allowed: {', '.join(allowed)}"


def _choice(details: ErrorDetails) -> str:
    allowed = ", ".join(re.findall(r"'(.*?)'", details["ctx"]["expected"]))
    return f": {details['input']!r} is not known here; allowed: {allowed}"


def _list(details: ErrorDetails) -> str:
    if len(details["loc"]) > 1:
        return ' must be a list, such as ["…", "…"]'
    return f" has rows: write [[{details['loc'][0]}]], with two brackets, above each"


def _table(details: ErrorDetails) -> str:
    table = details["loc"][0]
    brackets = f"[[{table}]], with two brackets" if len(details["loc"]) > 1 else f"[{table}], with one bracket"
    return f" is a table: write {brackets}, and its keys below"


def _otherwise(details: ErrorDetails) -> str:
    return f": {details['input']!r} is not allowed here"


def _fixed(says: str) -> Callable[[ErrorDetails], str]:
    return lambda _: says


def _count(says: str) -> Callable[[ErrorDetails], str]:
    return lambda details: says.format(**details["ctx"])


_SENTENCES: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": _fixed(" is missing"),
    "enum": _choice,
    "literal_error": _choice,
    "value_error": lambda details: f": {details['ctx']['error']}",
    "string_type": _fixed(" must be text in quotes"),
    "string_too_short": _fixed(" must not be empty"),
    "string_too_long": _count(" is too long: at most {max_length} letters"),
    "too_short": _fixed(" needs at least one"),
    "too_long": _count(" has too many: at most {max_length}"),
    "bool_type": _fixed(" must be true or false, without quotes"),
    "date_type": _fixed(" must be a date such as 2026-04-01, without quotes"),
    "time_type": _fixed(" must be a time of day such as 08:00:00, without quotes"),
    "tuple_type": _list,
    "model_type": _table,
}
