"""A plugin of pytest for ``./x mutate`` only: mutmut asks which tests reach a function, and runs them for each change.

* A function that runs while the rules are imported reaches every test and not only the first.
* A change is tested in a copy of a process in which all tests have passed, so what was kept there is forgotten first.
* A case says what it expects of a route or two. Only these are worked out, so that a change in another route is not
  tried on it: it could only make it fail by an error.
* Each file of tests pins some modules (``pinned``). Tests of something else, which reach them on the way, are not tried
  on them.
"""

from __future__ import annotations

import functools
import gc
import json
import os
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mutmut.state import state

import belgian_residence
from belgian_residence.assessment import one_person as assessment
from belgian_residence.counting.conventions import reading
from pinned import PINS

LONG = ("test_findings", "test_oracle")
PACKAGE = "belgian_residence."
KEPT = ("belgian_residence.law", "site_build")
"""Modules whose caches hold what no change can touch: the tables of the law, the cases."""
everywhere: set[str] = set()
caches: list[Any] = []
asked: Collection[str] = ()


def only_what_is_asked(case: dict[str, Any], on: date, name: str = "safe", *more: Any, **other: Any) -> dict[str, Any]:
    """The part of the answer that a case or the oracle looks at, for the routes of which it says something."""
    if not asked or "people" in case:
        return full(case, on, name, *more, **other)
    answers = assessment.read_person(case, on)
    found = assessment.work_out(answers, on, reading(name), asked)
    return {"routes": {key: short(result.outcome) for key, result in found.items()}, "keep": None}


def short(outcome: Any) -> dict[str, Any]:
    """An outcome in the words of the answer."""
    return {
        "status": outcome.status,
        "earliest": outcome.earliest and outcome.earliest.isoformat(),
        "clock": outcome.clock and outcome.clock.isoformat(),
        "readings": {name: day.isoformat() for name, day in outcome.readings.items()},
        "missing": list(outcome.missing),
        "basis": outcome.basis,
        "next_steps": [],
    }


full, belgian_residence.assess = belgian_residence.assess, only_what_is_asked


def says_more(case: dict[str, Any]) -> bool:
    """Does a case expect something of the answer that ``short`` leaves out?"""
    return "keep" in case or any({"title_first", "first_step"} & wanted.keys() for wanted in case["expect"].values())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests last. A test whose name holds a backslash, as pytest writes signs that are not ASCII and line ends,
    is not found again by that name."""
    if lost := [item.nodeid for item in items if "\\" in item.nodeid]:
        raise pytest.UsageError(f"mutmut cannot find these again, name them without a backslash: {lost}")
    items.sort(key=lambda item: [name in item.nodeid for name in reversed(LONG)])


def pytest_collection_finish() -> None:
    """Remember the functions that ran while the rules were imported, and the caches; in a copy, empty these."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats" and state()._stats:
        everywhere.update(state()._stats)
        Path("at-import.json").write_text(json.dumps(sorted(everywhere)))
    if not caches:
        found = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
        caches.extend(one for one in found if not str(one.__module__).startswith(KEPT))
    for cached in caches:
        cached.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note of which routes the test says something."""
    global asked
    given = getattr(item, "callspec", None)
    asked = ()
    if given and "test_oracle" in item.nodeid:
        asked = (given.params["route"],)
    elif given and "test_cases" in item.nodeid and "cases" in given.params:
        [case] = given.params["cases"]
        asked = () if says_more(case) else tuple(case["expect"])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Say which functions the test reaches, of those that it pins."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        pinned = PINS[item.path.stem]
        reached = state()._stats | everywhere
        state()._stats = {name for name in reached if name.removeprefix(PACKAGE).startswith(pinned)}
