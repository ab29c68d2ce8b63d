"""The little language of the Block Kit tables: a rule looks at a value and names what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """One thing that Slack would refuse, and where it stands in what was sent."""

    sentence: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.sentence} [json-pointer:{self.pointer}]"


Problems = Iterator[Problem]
Rule = Callable[[object, str], Problems]
Table = Mapping[str, Rule]


def string(most: int, least: int = 1) -> Rule:
    """Text of `least` to `most` characters."""

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, str):
            yield Problem("must provide a string", at)
        elif len(value) > most:
            yield Problem(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            yield Problem(f"must be more than {least - 1} characters", at)

    return check


def matching(accepts: Callable[[str], object], wanted: str) -> Rule:
    """Text that `accepts` takes: it is refused when that raises ValueError or finds nothing."""

    def check(value: object, at: str) -> Problems:
        try:
            fits = isinstance(value, str) and accepts(value)
        except ValueError:
            fits = False
        if not fits:
            yield Problem(f"must be {wanted}", at)

    return check


def number(least: float = float("-inf"), most: float = float("inf")) -> Rule:
    """A number from `least` to `most`."""

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield Problem("must provide a number", at)
        elif not least <= value <= most:
            yield Problem(f"must be between {least} and {most}", at)

    return check


def boolean(value: object, at: str) -> Problems:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem("must provide a boolean", at)


def anything(value: object, at: str) -> Problems:
    """What Slack does not look into."""
    del value, at
    yield from ()


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def check(value: object, at: str) -> Problems:
        if value not in allowed:
            yield Problem("must be a valid enum value", at)

    return check


def listing(item: Rule, most: int, least: int = 1) -> Rule:
    """A list of `least` to `most` items that each keep the rule `item`."""

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, list):
            yield Problem("must provide an array", at)
            return
        if len(value) > most:
            yield Problem(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield Problem(f"no fewer than {least} items allowed", at)
        for index, each in enumerate(value):
            yield from item(each, f"{at}/{index}")

    return check


def shape(required: Table, optional: Table, *also: Rule) -> Rule:
    """An object with these fields and no others; `also` holds for the object as a whole."""
    known = {**optional, **required}

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        yield from (Problem(f"missing required field: {name}", at) for name in required if value.get(name) is None)
        yield from (Problem(f"invalid additional property: {name}", at) for name in value if name not in known)
        for name in (name for name in value if name in known and value[name] is not None):
            yield from known[name](value[name], f"{at}/{name}")
        for rule in also:
            yield from rule(value, at)

    return check


def by_type(shapes: Table) -> Rule:
    """An object whose `type` says which of the `shapes` it must have."""

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
        elif value.get("type") is None:
            yield Problem("missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            yield Problem(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from shapes[value["type"]](value, at)

    return check


def exactly_one(*names: str) -> Rule:
    """One of these fields is there, and only one."""

    def check(value: object, at: str) -> Problems:
        if isinstance(value, dict) and sum(value.get(name) is not None for name in names) != 1:
            yield Problem(f"must provide exactly one of: {', '.join(names)}", at)

    return check


def at_least_one(*names: str) -> Rule:
    """One of these fields is there, or several."""

    def check(value: object, at: str) -> Problems:
        if isinstance(value, dict) and not any(value.get(name) is not None for name in names):
            yield Problem(f"must provide at least one of: {', '.join(names)}", at)

    return check


def in_order(lower: str, upper: str) -> Rule:
    """The first field is not above the second."""

    def check(value: object, at: str) -> Problems:
        low, high = _number(value, lower), _number(value, upper)
        if low is not None and high is not None and low > high:
            yield Problem(f"{lower} must not be greater than {upper}", at)

    return check


def _number(value: object, name: str) -> float | None:
    found: Any = value.get(name) if isinstance(value, dict) else None
    try:
        return None if found is None else float(found)
    except (TypeError, ValueError):
        return None
