"""Rough dates while questions are asked: only the ends of each are tried, until nothing is left to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from screens.questions import flow
from screens.remembered.state import State
from site_build.cases import Case, load_cases, named
from trying import some

ON = date(2026, 11, 30)
WORKER: dict[str, Any] = {
    "nationality": "MA",
    "card": "A",
    "card_expiry": "2027-02-01",
    "stays": [{"from": "2020-02", "ground": "single_permit", "first_card_issued": None}],
}
TAKEN_OUT = ("absences", "income", "public_order")
"""Facts that most people are asked for late: without one of them an interview is not over."""


def months(case: Case) -> dict[str, Any]:
    """The facts of a case, of the first days of stays and of their cards only the months."""
    told: dict[str, Any] = dict(case["case"])
    told["stays"] = [
        {key: value[:7] if key in ("from", "first_card_issued") and value else value for key, value in stay.items()}
        for stay in told["stays"]
    ]
    return told


def unfinished() -> Iterator[tuple[Case, dict[str, Any]]]:
    for case in load_cases():
        if case["case"].get("stays"):
            told = months(case)
            for fact in TAKEN_OUT:
                if fact in told:
                    yield case, {name: value for name, value in told.items() if name != fact}


def test_with_the_ends_nothing_is_asked_that_all_days_do_not_ask() -> None:
    tried = 0
    for case, told in some(list(unfinished()), 120):
        on = date.fromisoformat(case["on"])
        try:
            found = rules.interview(told, on)["question"]
        except rules.CaseError:  # a month can contradict an exact day
            continue
        asked = rules.interview(told, on, ends_only=True)["question"]
        assert set(asked["open"] if asked else ()) <= set(found["open"] if found else ()), named(case)
        tried += 1
    assert tried


@pytest.mark.parametrize("left", [True, False])
def test_the_questions_end_only_when_no_day_asks_anything(monkeypatch: pytest.MonkeyPatch, left: bool) -> None:
    """Where the ends ask nothing, all days are tried, and what they ask is asked."""
    on_all = rules.interview(WORKER, ON)
    with_ends: list[bool] = []

    def answered(*_: Any, ends_only: bool = False) -> Any:
        with_ends.append(ends_only)
        return on_all if left and not ends_only else on_all | {"question": None}

    monkeypatch.setattr(rules, "interview", answered)
    screen = flow.next_screen(State.from_json({"case": WORKER}), ON)
    assert screen.startswith("question/") == left
    assert with_ends == [True, False]


def test_while_something_is_asked_only_the_ends_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, with_ends = rules.interview, []

    def counted(*rest: Any, ends_only: bool = False) -> Any:
        with_ends.append(ends_only)
        return asked(*rest, ends_only=ends_only)

    monkeypatch.setattr(rules, "interview", counted)
    assert flow.next_screen(State.from_json({"case": WORKER}), ON).startswith("question/")
    assert with_ends == [True]
