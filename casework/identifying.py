"""Words by which somebody could be identified, found in a text by the rules of the policy."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

from casework.policy_wording import Identifying

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that look like something identifying: `kind` names the rule, `say` what to write instead."""

    kind: str
    say: str
    words: str = field(repr=False)


def identifying(text: str, rules: Iterable[Identifying]) -> tuple[Finding, ...]:
    """Return what is found in `text`, in the order of the text; of rules that find the same words the first counts."""
    found: dict[Span, Identifying] = {}
    for rule in rules:
        for span in _spans(text, rule):
            if not any(start < span[1] and span[0] < end for start, end in found):
                found[span] = rule
    return tuple(
        Finding(rule.name, rule.say, text[start:end]) for (start, end), rule in sorted(found.items(), key=_place)
    )


def _place(found: tuple[Span, Any]) -> Span:
    return found[0]


def _spans(text: str, rule: Identifying) -> Iterator[Span]:
    """Give where `rule` finds something: by its patterns and its detector, unless the words found are allowed."""
    spans = [match.span() for pattern in rule.searches for match in pattern.finditer(text)]
    spans += _DETECTORS[rule.detector](text) if rule.detector else ()
    for start, end in spans:
        if not any(allowed.search(text[start:end]) for allowed in rule.exceptions):
            yield start, end


_HOME, _HOME_CODE = "GB", 44
_WRITTEN_AS_ONE = re.compile(r"[+(]*(0|44(?=7[0-9]{9}\b))|\+")
"""How a telephone number begins, in contrast to an account or a reference of another organisation."""
_BRITISH = re.compile(r"[1-37-8][0-9]{9}")
"""Ten digits after the 0: so the numbers that are kept free for films and forms count too."""


def _telephone_numbers(text: str) -> Iterator[Span]:
    for match in PhoneNumberMatcher(text, _HOME, leniency=Leniency.POSSIBLE):
        number = match.number
        british = number.country_code == _HOME_CODE and _BRITISH.fullmatch(f"{number.national_number}")
        if _WRITTEN_AS_ONE.match(match.raw_string) and (british or phonenumbers.is_valid_number(number)):
            yield match.start, match.end


_DETECTORS: dict[str, Callable[[str], Iterable[Span]]] = {"telephone number": _telephone_numbers}
