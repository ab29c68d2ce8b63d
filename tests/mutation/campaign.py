"""Runs mutmut on a fresh copy and prints which mutants lived, and the figure."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.figure import LEAST, Mutant, excuses, figure

ROOT = Path(__file__).parents[2]
EXCUSES = Path(__file__).with_name("excuses.toml")
RESULT = re.compile(r"^ *(?P<name>\S+): (?P<status>.+)$", re.MULTILINE)


def mutate(options: list[str]) -> int:
    """Run the campaign and print what came of it; the exit code is 1 when too few mutants were killed."""
    # mutmut copies what is new and never what has changed: a policy, for example.
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    run = _mutmut("run", *options, shown=sys.stdout.isatty())
    if run.returncode:
        sys.stdout.write(f"{run.stdout or ''}\nmutmut could not finish (exit code {run.returncode}).\n")
        return 1
    found = figure([*_mutants()], excuses(EXCUSES.read_text("utf-8")))
    sys.stdout.write("\n".join([*found.lines(), ""]))
    return 0 if found.share >= LEAST else 1


def _mutants() -> Iterator[Mutant]:
    """Give every mutant, with its change where it was not killed."""
    for result in RESULT.finditer(_mutmut("results", "--all", "true").stdout):
        mutant = Mutant(result["name"], result["status"])
        yield mutant if mutant.is_killed else mutant.changed_by(_mutmut("show", mutant.name).stdout)


def _mutmut(*arguments: str, shown: bool = False) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    heard = None if shown else subprocess.PIPE
    return subprocess.run(command, cwd=ROOT, check=False, text=True, stdout=heard, stderr=subprocess.STDOUT)
