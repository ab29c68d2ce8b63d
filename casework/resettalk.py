"""Whether somebody speaks of wiping, deleting or replacing what may hold evidence, by the words of the policy."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from casework.policy_talk import ResetTalk

Words = tuple[str, ...]
Rules = tuple[ResetTalk, ...]

_LIVE = re.compile(r"<[^<>]*>")
_SILENT = re.compile("['’ʼ`´]")  # noqa: RUF001 - phones and word processors type these for an apostrophe
_PART = re.compile(r"[a-z0-9]+|[.,!?;:()\n–—]")
_LONGEST = 40
"""Letters of a word that are looked at: none that is meant is longer."""
_REACH = 7
"""How many words may stand between what forbids and what it forbids: “nobody in that house is to reset”."""


def speaks_of_reset(text: str, rules: Rules) -> bool:
    """Return whether `text` speaks of resetting, wiping, deleting, parting with or replacing what may hold evidence.

    What is about something else (“reset my password”) and what forbids it already (“do not let him reset the phone”) is
    not meant. It takes time in proportion to the length of `text`.
    """
    lexicon = _lexicon(rules)
    heard = [_Clause(words, lexicon) for words in _clauses(text, lexicon)]
    if any(clause.prevents for clause in heard):
        return False
    innocent = any(clause.innocent for clause in heard)
    counting = [row for row in rules if row.says == "reset" and not (row.weak and innocent)]
    return any(clause.says(row) for clause in heard for row in counting)


@dataclass(frozen=True, slots=True)
class _Span:
    """Words of a clause, from `start` up to but without `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Term:
    """A word or phrase of the policy, and the list in which it stands: "words" or "things" of a row."""

    words: Words
    place: tuple[str, str]

    def stands(self, words: Words, at: int) -> bool:
        """Whether it stands at this place of a clause."""
        there = words[at : at + len(self.words)]
        return len(there) == len(self.words) and all(map(_fits, self.words, there))


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


class _Lexicon:
    """Every word and phrase of the rules, found by its first word."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.turns = {word for row in rules if row.says == "turn" for word in row.words}
        self._terms: defaultdict[str, list[_Term]] = defaultdict(list)
        for row in rules:
            for part, listed in (("words", row.words), ("things", row.things)):
                for term in (_Term(tuple(each.split()), (row.name, part)) for each in listed):
                    self._terms[term.words[0]].append(term)

    def spans(self, words: Words) -> dict[tuple[str, str], list[_Span]]:
        """Return where the words of each list stand in a clause."""
        found: defaultdict[tuple[str, str], list[_Span]] = defaultdict(list)
        for at, word in enumerate(words):
            for beginning in (word, *(f"{word[:length]}*" for length in range(1, len(word) + 1))):
                for term in self._terms.get(beginning, ()):
                    if term.stands(words, at):
                        found[term.place].append(_Span(at, at + len(term.words)))
        return found


@lru_cache(maxsize=4)
def _lexicon(rules: Rules) -> _Lexicon:
    return _Lexicon(rules)


def _clauses(text: str, lexicon: _Lexicon) -> Iterator[Words]:
    """Cut a text where a thought ends: at stops, commas and dashes, and at “but” and its like."""
    plain = _SILENT.sub("", unicodedata.normalize("NFKC", _LIVE.sub(" ", text)).casefold())
    clause: list[str] = []
    for part in _PART.findall(plain):
        if part.isalnum() and part not in lexicon.turns:
            clause.append(part[:_LONGEST])
        elif clause:
            yield tuple(clause)
            clause = []
    if clause:
        yield tuple(clause)


class _Clause:
    """One thought, with where the words of each list stand in it."""

    def __init__(self, words: Words, lexicon: _Lexicon) -> None:
        self._spans = lexicon.spans(words)
        rows = lexicon.rules
        pairs = (pair for row in rows if row.says == "innocent" for pair in self._together(row, set()))
        self.innocent = {place for pair in pairs for place in _places(pair)}
        self.prevents = any(self._listed(row, "words") for row in rows if row.says == "prevented")
        allowed = set(_places(span for row in rows if row.says == "allowed" for span in self._listed(row, "words")))
        forbidding = (span for row in rows if row.says == "forbidden" for span in self._listed(row, "words"))
        self._forbidden = {
            place for span in forbidding if span.start not in allowed for place in range(span.start, span.end + _REACH)
        }

    def says(self, row: ResetTalk) -> bool:
        """Whether what the row describes is said here, of something that matters, and not forbidden."""
        return any(word.start not in self._forbidden for word, _ in self._together(row, self.innocent))

    def _together(self, row: ResetTalk, without: set[int]) -> Iterator[tuple[_Span, _Span]]:
        """Return the words of a row with the things that belong to them, leaving out the places `without`."""
        words = [span for span in self._listed(row, "words") if not without & set(_places([span]))]
        if not row.things:
            yield from ((span, span) for span in words)
            return
        things = [span for span in self._listed(row, "things") if not without & set(_places([span]))]
        starts = {span.start: span for span in things}
        ends = {span.end: span for span in things}
        for word in words:
            for gap in range(row.within + 1):
                after, before = starts.get(word.end + gap), ends.get(word.start - gap)
                yield from ((word, thing) for thing in (after, before) if thing)

    def _listed(self, row: ResetTalk, part: str) -> list[_Span]:
        return self._spans.get((row.name, part), [])


def _places(spans: Iterable[_Span]) -> Iterator[int]:
    for span in spans:
        yield from range(span.start, span.end)
