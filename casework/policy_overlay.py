"""A force's tables laid over the built-in ones; what a force drops, nothing built in names any more."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Tables = dict[str, Any]
_LINKS = {
    "result": {"of": "clocks", "opens": "clocks"},
    "opening": {"on": "events", "opens": "clocks", "when": "answers", "unless": "answers"},
    "guard": {"facts": "answers"},
    "clock": {"ends_on": "events"},
}
"""The tables whose rows name rows of other tables, by which keys, and what they name."""
_NEEDED = {"result": ("of",), "opening": ("on", "opens")}
"""Without any of these a row says nothing, and is left out."""


def laid_over(built_in: Tables, own: Tables) -> Tables:
    """Return `built_in` with each table of `own` in place of the one of its name.

    A force that writes its own clocks, questions or actions need not write what follows from them anew: of the built-in
    rows, those that name what it has dropped are left out. Its own rows are taken as they are, mistakes included.
    """
    tables = built_in | own
    known: dict[str, Callable[[str], bool]] = {
        "clocks": _names(tables, "clock").__contains__,
        "answers": set(_answers(tables)).__contains__,
        "events": lambda event: _happens(event, tables),
    }
    kept = {
        table: [row for row in (_pruned(row, table, known) for row in tables[table]) if row is not None]
        for table in _LINKS.keys() - own.keys()
    }
    return tables | kept


def _pruned(row: Mapping[str, Any], table: str, known: Mapping[str, Callable[[str], bool]]) -> Mapping[str, Any] | None:
    links = {key: sort for key, sort in _LINKS[table].items() if key in row}
    kept = {key: [name for name in row[key] if known[sort](name)] for key, sort in links.items()}
    lacking = any(not kept.get(key) for key in _NEEDED.get(table, ()))
    # A condition that can no longer be asked for must not fall away: what hangs on it goes with it.
    if lacking or kept.get("when") != (list(row["when"]) if "when" in row else None):
        return None
    return {**row, **kept}


def _happens(event: str, tables: Tables) -> bool:
    """Whether `event` can still happen, as far as the tables that a force may replace decide it."""
    sort, _, name = event.partition(" ")
    if sort == "action":
        return name in _names(tables, "action")
    if sort == "fact":
        return name in _answers(tables)
    clock, colon, _ = event.partition(": ")
    return not colon or clock in _names(tables, "clock")


def _names(tables: Tables, table: str) -> set[str]:
    return {str(row.get("name")) for row in _rows(tables, table)}


def _answers(tables: Tables) -> set[str]:
    usual = ("yes", "no", "not known")
    return {f"{row.get('name')}: {answer}" for row in _rows(tables, "fact") for answer in row.get("answers", usual)}


def _rows(tables: Tables, table: str) -> Iterable[Mapping[str, Any]]:
    """Return the rows of a table; a table that was written as something else has none, and is refused elsewhere."""
    rows = tables.get(table)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
