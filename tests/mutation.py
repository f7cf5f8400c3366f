"""A plugin of pytest for ``./x mutate`` only: mutmut asks which tests reach a function, and runs them for each change.

* A function that runs once, while the rules are imported or the tables of the law are loaded, reaches every test and
  not only the first.
* A case says what it expects of a route or two. Only these are worked out, so that a change in another route is not
  tried on it: it could only make it fail by an error.
* The routes are pinned by the cases, the oracle and the tests of their parts. Tests of something else, which work out
  every route on the way, are not tried on a change in a route.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from mutmut.state import state

import belgian_residence
from belgian_residence import assessment
from belgian_residence.conventions import reading

LONG = ("test_findings", "test_oracle")
RULES = (
    "test_cases",
    "test_dates",
    "test_findings",
    "test_lists",
    "test_nationality",
    "test_oracle",
    "test_periods",
)
PINNED_BY_THEM = ("belgian_residence.routes.", "belgian_residence.engine.", "belgian_residence.periods.")
ONCE = "belgian_residence.law."
everywhere: set[str] = set()
asked: Collection[str] = ()


def only_what_is_asked(case: dict[str, Any], on: date, name: str = "safe", *more: Any, **other: Any) -> dict[str, Any]:
    """The part of the answer that a case or the oracle looks at, for the routes of which it says something."""
    if not asked or "people" in case:
        return full(case, on, name, *more, **other)
    answers = assessment.read_person(case, on)
    found = assessment.work_out(answers, on, reading(name), assessment.with_those_before(asked))
    return {"routes": {key: short(result.outcome) for key, result in found.items()}}


def short(outcome: Any) -> dict[str, Any]:
    """An outcome in the words of the answer."""
    return {
        "status": outcome.status,
        "earliest": outcome.earliest and outcome.earliest.isoformat(),
        "clock": outcome.clock and outcome.clock.isoformat(),
        "readings": {name: day.isoformat() for name, day in outcome.readings.items()},
        "missing": list(outcome.missing),
        "basis": outcome.basis,
    }


full, belgian_residence.assess = belgian_residence.assess, only_what_is_asked


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests last."""
    items.sort(key=lambda item: [name in item.nodeid for name in reversed(LONG)])


def pytest_collection_finish() -> None:
    """Remember the functions that ran while the rules were imported."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        everywhere.update(state()._stats)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note of which routes the test says something."""
    global asked
    given = getattr(item, "callspec", None)
    asked = ()
    if given and "test_oracle" in item.nodeid:
        asked = (given.params["route"],)
    elif given and "test_cases" in item.nodeid and "case" in given.params:
        asked = tuple(given.params["case"]["expect"])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Say which functions the test reaches."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        reached = state()._stats
        everywhere.update(name for name in reached if name.startswith(ONCE))
        reached.update(everywhere)
        if not any(name in item.nodeid for name in RULES):
            reached.difference_update({name for name in reached - everywhere if name.startswith(PINNED_BY_THEM)})
