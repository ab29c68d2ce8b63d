"""The house rules that no other tool holds."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 250
# Written with brackets so that this file does not name them itself.
ELSEWHERE = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.]org|--(extra-)?index-url|--find-link[s]"
    r"|/hom[e]/\w|/root[/]|/Users[/]|/wor[k]/|/opt/wheel[s]"
)
PRAGMA = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)")
# `noqa: S603 - why`, `type: ignore[code]  # why`: a code, then words.
EXCUSED = re.compile(r"(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w, -]+\]).*[a-z]{3}")


def files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = [git, "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def lines(suffix: str = "") -> Iterator[tuple[str, str]]:
    """Give each line of the repository's text files with its place, as file:line."""
    for path in files():
        if not path.name.endswith(suffix):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def told(wrong: str, places: list[str]) -> str:
    return "\n  ".join([f"{wrong}:", *places])


def test_no_python_file_is_longer_than_the_house_allows() -> None:
    # A migration is a record of what was done to the tables: written once, and as long as they are.
    written = [path for path in files() if path.suffix == ".py" and "versions" not in path.parts]
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    long = [f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST]
    assert not long, told(f"longer than {LONGEST} lines", long)


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine() -> None:
    found = [place for place, line in lines() if ELSEWHERE.search(line)]
    assert not found, told("names a registry or a folder of one machine", found)


def unexcused(line: str) -> bool:
    """Say whether a line silences a checker without a code and a reason."""
    pragma = PRAGMA.search(line)
    return pragma is not None and not EXCUSED.match(pragma["rest"])


@pytest.mark.parametrize(
    ("comment", "wrong"),
    [
        ("noqa", True),
        ("noqa: S603", True),
        ("noqa: S603, S607", True),
        ("noqa: S603, S607 - our own program", False),
        ("type: ignore", True),
        ("type: ignore[arg-type]", True),
        ("type: ignore[arg-type]  # Bolt's stub is wrong", False),
    ],
)
def test_silence_needs_a_code_and_a_reason(comment: str, wrong: bool) -> None:
    assert unexcused(f"call()  # {comment}") is wrong


def test_every_silenced_check_has_its_reason_beside_it() -> None:
    found = [place for place, line in lines(".py") if unexcused(line)]
    assert not found, told("silenced without a code and a reason beside it", found)
