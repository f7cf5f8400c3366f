"""A plugin of pytest for ``./x mutate`` only: mutmut asks which tests reach a function, and runs them for each change.

What it cannot see by itself: a function that runs once, while the rules are imported or the tables of the law are
loaded, reaches every test and not only the first. And the tests that take long come last, for what the others let pass.
"""

from __future__ import annotations

import os

import pytest
from mutmut.state import state

LONG = ("test_oracle",)
ONCE = "belgian_residence.law."
everywhere: set[str] = set()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests last."""
    items.sort(key=lambda item: any(name in item.nodeid for name in LONG))


def pytest_collection_finish() -> None:
    """Remember the functions that ran while the rules were imported."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        everywhere.update(state()._stats)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Count the functions that run once as reached by each test."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        everywhere.update(name for name in state()._stats if name.startswith(ONCE))
        state()._stats.update(everywhere)
