"""The next question: which fact, of what kind, for which routes, and what waits for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, next_question
from belgian_residence.facts import CARDS, COUNTRIES, EU_EEA_SWISS, GROUNDS

ON = date(2026, 11, 22)
FRENCH = {"nationality": "FR", "card": "EU", "annex_19": "2018-01-01"}
SETTLED = {
    "nationality": "MA",
    "card": "B",
    "unlimited_stay_since": "2020-01-01",
    "stays": [{"from": "2020-01-01", "ground": "unlimited_stay"}],
    "absences": [],
    "identity_established": True,
    "public_order": False,
}


def a_day(**more: Any) -> dict[str, Any]:
    return {"kind": "date", "may_be_none": False, "future": False} | more


def field(name: str, required: bool, **kind: Any) -> dict[str, Any]:
    return {"name": name, "required": required, **kind}


STAY_FIELDS = [
    field("from", True, **a_day()),
    field("to", False, **a_day(future=True)),
    field("ground", True, kind="choice", options=list(GROUNDS)),
    field("card", False, kind="choice", options=list(CARDS)),
    field("first_card_issued", False, **a_day()),
    field("country", False, kind="choice", options=sorted(EU_EEA_SWISS & COUNTRIES)),
]


def test_a_choice_of_several_is_asked_with_its_options_and_all_that_waits_for_it() -> None:
    assert next_question(FRENCH | {"absences": []}, ON, ["EU+"]) == {
        "fact": "interruptions",
        "kind": "choices",
        "options": ["free_movement_gap", "prison", "register_gap", "removal"],
        "routes": ["EU+"],
        "reasons": [
            "EU+.no-removal",
            "EU+.no-free-movement-gap",
            "EU+.no-second-long-absence",
            "EU+.no-long-posting",
            "EU+.no-absence-without-reason",
            "EU+.no-register-gap",
            "EU+.five-years",
        ],
        "remaining": 2,
    }


def test_a_date_is_asked_with_what_it_may_be() -> None:
    assert next_question({"nationality": "FR", "card": "EU"}, ON, ["EU+"]) == {
        "fact": "annex_19",
        **a_day(may_be_none=True),
        "routes": ["EU+"],
        "reasons": ["EU+.five-years"],
        "remaining": 3,
    }


def test_a_fact_of_an_entry_is_asked_by_its_place() -> None:
    assert next_question(SETTLED, ON, ["L"]) == {
        "fact": "stays[0].first_card_issued",
        **a_day(),
        "routes": ["L"],
        "reasons": ["L.five-years"],
        "remaining": 2,
    }


def test_a_list_is_asked_with_its_fields() -> None:
    question = next_question({"card": "A", "nationality": "MA"}, ON, ["B"])
    assert question is not None
    assert (question["fact"], question["kind"], question["fields"]) == ("stays", "list", STAY_FIELDS)
    assert "options" not in question


def test_what_was_answered_with_not_known_is_not_asked_again_but_what_comes_after_is() -> None:
    question = next_question({"card": "A", "nationality": "MA", "stays": None}, ON, ["B"])
    assert question is not None
    assert (question["fact"], question["reasons"], question["remaining"]) == ("absences", ["B.right-of-return-kept"], 1)


def test_a_question_waits_for_each_route_once() -> None:
    question = next_question({}, ON)
    assert question is not None
    assert question["fact"] == "nationality"
    assert question["routes"] == ["B", "K", "L", "EU+", "F+", "M+", "nationality"]
    assert len(question["reasons"]) == len(set(question["reasons"])) == 12


def test_a_route_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        next_question({}, ON, ["B", "Q"])
    assert str(caught.value) == "routes: 'Q'; accepted: one of B, K, L, EU+, F+, M+, nationality"
