"""What every test stands on: a browser that is there or is named as missing, and a seed that can be repeated."""

import os
import shutil

import pytest
from hypothesis import Phase, settings

pytest_plugins = ["tests.databases"]

# A deadline would time a unit test, and this machine is shared.
settings.register_profile("caseclock", deadline=None, print_blob=True)
settings.load_profile("caseclock")
# `make mutation` asks for this one: the same examples for every mutant, and nobody reads how a mutant fails.
settings.register_profile(
    "mutation", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
UNCOUNTED = {"benchmarks", "browser", "canaries", "faults", "kill", "simulation"}
"""Folders whose tests count no coverage: they try again what others reach, and counting makes them twice as long."""
MISSING = "no Chromium on this machine; mend it with: apt-get install chromium"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of the browser that Playwright is to start."""
    assert CHROMIUM, MISSING
    return CHROMIUM


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name in UNCOUNTED:
            item.add_marker(pytest.mark.no_cover)
    if CHROMIUM or os.environ.get("CASECLOCK_REQUIRE_BROWSER"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if terminalreporter.stats.get("failed") or terminalreporter.stats.get("error"):
        seed = config.getoption("randomly_seed", None)
        terminalreporter.write_line(f"The same order again: make test ARGS='--randomly-seed={seed}'")
