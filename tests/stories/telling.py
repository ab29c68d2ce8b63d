"""Words for how a story is told: the moment at which it begins, and the databases on which it runs."""

from __future__ import annotations

import pytest

from tests.databases import BACKENDS


def begins(moment: str) -> pytest.MarkDecorator:
    """Let a story begin at "2026-11-03 09:12" in London."""
    return pytest.mark.parametrize("start", [moment])


on_both_databases = pytest.mark.parametrize("backend", BACKENDS)
