"""Each of the thirty faults has a test that exists, or says what it owes, and stands in the docs."""

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FAULTS: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/faults/list.toml").read_text("utf-8"))["fault"]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")


@cache
def written_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_the_list_has_all_thirty() -> None:
    assert [fault["number"] for fault in FAULTS] == list(range(1, 31))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["number"]))
def test_each_has_tests_that_exist_and_stands_in_the_docs(fault: dict[str, Any]) -> None:
    assert fault["tests"] or fault.get("owed")
    for test in fault["tests"]:
        path, _, name = test.partition("::")
        assert name.startswith("test_")
        assert name in written_in(path), f"{test} does not exist"
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {fault['number']} | {fault['what']} | ")]
    files = {Path(test.partition("::")[0]).stem for test in fault["tests"]}
    assert all(f"`{file}`" in row for file in files), f"the docs do not name {files}"
    assert fault.get("owed", "") in row
