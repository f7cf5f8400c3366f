"""What is judged on the day of the request: what a condition says before that day, on it, and while it is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess, next_question

WORKER: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2020-04-10", "ground": "single_permit", "first_card_issued": "2020-04-10"}],
    "absences": [],
    "public_order": False,
}
"""L can be asked for from 10 April 2025; in 2025 an income of EUR 1,038 is enough."""
DAY_BEFORE, THE_DAY = date(2025, 4, 9), date(2025, 4, 10)
ENOUGH = {"income": 1038, "dependants": 0, "health_insurance": True}
TOO_LITTLE = ENOUGH | {"income": 1037, "supporter_income": 0, "benefit_income": 0}


def l_card(case: dict[str, Any], on: date) -> tuple[str, str | None, dict[str, tuple[str, bool]]]:
    """The status and the day of L, and what its conditions of means and of insurance say."""
    route = assess(case, on)["routes"]["L"]
    said = {one["id"]: (one["value"], one["at_filing"]) for one in route["conditions"]}
    return route["status"], route["earliest"], {id: said[id] for id in ("L.means", "L.health-insurance")}


@pytest.mark.parametrize("told", [{}, ENOUGH, TOO_LITTLE, {"income": 0, "health_insurance": False}, {"income": None}])
def test_the_day_before_neither_means_nor_insurance_changes_the_answer(told: dict[str, Any]) -> None:
    status, day, said = l_card(WORKER | told, DAY_BEFORE)
    assert (status, day) == ("later", "2025-04-10")
    assert set(said.values()) <= {("yes", False), ("unknown", True)}
    assert next_question(WORKER | told, DAY_BEFORE, ["L"]) is None


@pytest.mark.parametrize(
    ("told", "lacking"),
    [
        ({}, []),
        (ENOUGH, []),
        ({"income": 0}, []),  # nobody knows yet of somebody else's income
        (TOO_LITTLE, ["by-then:L.means"]),
        (ENOUGH | {"health_insurance": False}, ["by-then:L.health-insurance"]),
        (TOO_LITTLE | {"health_insurance": False}, ["by-then:L.means", "by-then:L.health-insurance"]),
    ],
)
def test_the_day_before_it_is_named_what_is_not_there_yet(told: dict[str, Any], lacking: list[str]) -> None:
    steps = assess(WORKER | told, DAY_BEFORE)["routes"]["L"]["next_steps"]
    assert [one for one in steps if one.startswith("by-then:")] == lacking


@pytest.mark.parametrize(
    ("told", "status", "asked"),
    [
        ({}, "unsettled", ["income", "health_insurance"]),
        (ENOUGH, "open", []),
        (TOO_LITTLE, "closed", []),
        (ENOUGH | {"health_insurance": False}, "closed", []),
        (ENOUGH | {"health_insurance": None}, "unsettled", []),
    ],
)
def test_on_the_day_they_decide(told: dict[str, Any], status: str, asked: list[str]) -> None:
    assert l_card(WORKER | told, THE_DAY)[0] == status
    question = next_question(WORKER | told, THE_DAY, ["L"])
    assert (question["open"] if question else []) == asked


def test_too_little_closes_nothing_while_it_is_not_known_whether_the_day_lies_ahead() -> None:
    """Trips not told: years that are complete, or years that lie ahead."""
    case = {name: value for name, value in WORKER.items() if name != "absences"} | TOO_LITTLE
    assert l_card(case, THE_DAY)[0] == "unsettled"
    assert l_card(case | {"absences": [{"from": "2022-01-10", "to": "2022-09-10"}]}, THE_DAY)[0] == "later"
    assert l_card(case | {"absences": []}, THE_DAY)[0] == "closed"


def test_what_is_not_told_is_asked_while_it_is_not_known_whether_the_day_lies_ahead() -> None:
    """Trips not told: what is too little waits for them, what is not told is asked like them."""
    case = {name: value for name, value in WORKER.items() if name != "absences"}
    for told, asked in (({}, ["income"]), (TOO_LITTLE, ["absences"])):
        (means,) = [one for one in assess(case | told, THE_DAY)["routes"]["L"]["conditions"] if one["id"] == "L.means"]
        assert means["missing"] == asked


def test_before_that_day_a_condition_still_says_what_it_looks_at() -> None:
    (means,) = [one for one in assess(WORKER, DAY_BEFORE)["routes"]["L"]["conditions"] if one["id"] == "L.means"]
    assert means["facts"] == ["income", "supporter_income", "benefit_income", "dependants"]


SETTLED: dict[str, Any] = {
    "nationality": "IN",
    "card": "B",
    "unlimited_stay_since": "2024-02-01",
    "stays": [
        {"from": "2021-03-02", "ground": "family_of_unlimited_stay", "to": "2024-01-31"},
        {"from": "2024-02-01", "ground": "unlimited_stay", "first_card_issued": "2024-02-01"},
    ],
    "absences": [],
    "public_order": False,
    "removal_decision": "none",
}


@pytest.mark.parametrize("told", [{}, {"identity_established": False, "passport_impossible": False}])
def test_a_passport_and_health_are_looked_at_on_the_day_of_k(told: dict[str, Any]) -> None:
    before, day = assess(SETTLED | told, date(2026, 3, 1)), assess(SETTLED | told, date(2026, 3, 2))
    assert before["routes"]["K"]["status"] == "later"
    assert next_question(SETTLED | told, date(2026, 3, 1), ["K"]) is None
    assert day["routes"]["K"]["status"] == ("closed" if told else "unsettled")
