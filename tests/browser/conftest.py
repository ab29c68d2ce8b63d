"""A practice workspace in a process of its own, and Chromium before its page."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def address() -> Iterator[str]:
    """Start `caseclock practice` as a newcomer would, and give the address that it prints."""
    command = [sys.executable, "-m", "bot", "practice", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        printed = re.search(r"http://\S+", process.stdout.readline())
        try:
            assert printed, "the practice workspace did not say where it is"
            yield printed[0]
        finally:
            process.terminate()
            process.wait(10)


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    """Open an empty page in Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_QUIET)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(10_000)
        yield page
        browser.close()
