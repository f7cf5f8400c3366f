"""The next question: which fact, of what kind, for which routes, and what waits for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, next_question
from belgian_residence.told.facts import CARDS, COUNTRIES, EU_EEA_SWISS, GROUNDS

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
    "public_health": False,
    "removal_decision": "none",
}


def a_day(**more: Any) -> dict[str, Any]:
    return {"kind": "date", "may_be_none": False, "future": False} | more


def field(name: str, required: bool, **kind: Any) -> dict[str, Any]:
    return {"name": name, "required": required, **kind}


STAY_FIELDS = [
    field("from", True, **a_day(future=True)),
    field("to", False, **a_day(future=True)),
    field("ground", True, kind="choice", options=[*GROUNDS, "no_right"]),
    field("card", False, kind="choice", options=list(CARDS)),
    field("first_card_issued", False, **a_day()),
    field("country", False, kind="choice", options=sorted(EU_EEA_SWISS & COUNTRIES)),
    field("granted", False, **a_day()),
    field("attestation", False, **a_day(may_be_none=True)),
    field("before", False, kind="choice", options=["no_break", "papers", "break"]),
    field(
        "before_paper",
        False,
        kind="choice",
        options=["annex_15", "annex_19", "annex_19ter", "orange_card", "other"],
    ),
]


NOT_ASKED_YET = {
    "card_issued",
    "long_term_resident_elsewhere",
}
"""Facts that can be told and that no condition waits for. A condition that uses one takes it off this list."""


@pytest.mark.parametrize("card", ["A", "B", "EU", "F", "H", "K", "L", "M", "none"])
def test_a_fact_that_no_condition_waits_for_is_not_asked(card: str) -> None:
    case: dict[str, Any] = {"card": card}
    while question := next_question(case, ON):
        assert question["fact"] not in NOT_ASKED_YET
        case[question["fact"]] = None


def test_a_choice_of_several_is_asked_with_its_options_and_all_that_waits_for_it() -> None:
    assert next_question(FRENCH | {"absences": []}, ON, ["EU+"]) == {
        "fact": "interruptions",
        "kind": "choices",
        "options": ["free_movement_gap", "prison", "register_gap", "removal", "appeal_pending"],
        "routes": ["EU+"],
        "reasons": [
            "EU+.no-removal",
            "EU+.no-appeal-pending",
            "EU+.no-free-movement-gap",
            "EU+.no-second-long-absence",
            "EU+.no-long-posting",
            "EU+.no-absence-without-reason",
            "EU+.no-register-gap",
            "EU+.five-years",
        ],
        "remaining": 2,
        "open": ["interruptions", "early_ground"],
    }


def test_a_date_is_asked_with_what_it_may_be() -> None:
    assert next_question({"nationality": "FR", "card": "EU"}, ON, ["EU+"]) == {
        "fact": "annex_19",
        **a_day(may_be_none=True),
        "routes": ["EU+"],
        "reasons": ["EU+.five-years"],
        "remaining": 3,
        "open": ["annex_19", "absences", "interruptions"],
    }


def test_a_fact_of_an_entry_is_asked_by_its_place() -> None:
    assert next_question(SETTLED, date(2025, 2, 1), ["L"]) == {
        "fact": "stays[0].first_card_issued",
        **a_day(),
        "routes": ["L"],
        "reasons": ["L.five-years"],
        "remaining": 3,
        "open": ["stays[0].first_card_issued", "income", "health_insurance"],
    }
    # Complete on any day that the card can have come: it is not asked any more.
    question = next_question(SETTLED, ON, ["L"])
    assert question is not None
    assert question["fact"] == "income"


def test_a_list_is_asked_with_its_fields() -> None:
    question = next_question({"card": "A", "nationality": "MA"}, ON, ["B"])
    assert question is not None
    assert (question["fact"], question["kind"], question["fields"]) == ("stays", "list", STAY_FIELDS)
    assert "options" not in question


def test_what_was_answered_with_not_known_is_not_asked_again_but_what_comes_after_is() -> None:
    question = next_question({"card": "A", "nationality": "MA", "stays": None}, ON, ["B"])
    assert question is not None
    assert (question["fact"], question["reasons"], question["remaining"]) == ("absences", ["B.stay-kept"], 1)


def test_a_question_waits_for_each_route_once() -> None:
    question = next_question({}, ON)
    assert question is not None
    assert question["fact"] == "nationality"
    assert question["routes"] == ["B", "K", "L", "EU+", "F+", "M+", "nationality"]
    assert len(question["reasons"]) == len(set(question["reasons"])) == 12


ALSO_ABROAD = [{"from": "2019-01-10", "to": "2019-02-10"}, {"from": "2023-01-10", "to": "2024-03-10", "annex_18": True}]
STATELESS: dict[str, Any] = {
    "nationality": "stateless",
    "card": "A",
    "stays": [{"from": "2020-06-15", "ground": "stateless", "first_card_issued": "2020-06-15"}],
    "absences": [],
}
FIRST: list[tuple[str, dict[str, Any], str, list[str]]] = [
    # what is asked first, and the routes that wait for it
    ("what is sensitive comes after work", STATELESS, "income", ["L"]),
    (
        "what more cards wait for comes first, of these too",
        STATELESS | {"income": 3000, "dependants": 0, "health_insurance": True},
        "public_order",
        ["K", "L"],
    ),
    (
        "what only an early ground needs comes after all others",
        {"nationality": "IT", "card": "EU", "annex_19": "2023-01-10", "absences": [], "stays": []},
        "interruptions",
        ["EU+"],
    ),
    (
        "a card comes before nationality",
        {"nationality": "IT", "card": "EU", "annex_19": "2023-01-10", "absences": [], "early_ground": "none"},
        "interruptions",
        ["EU+"],
    ),
    (
        "nationality comes last",
        FRENCH
        | {
            "absences": [],
            "interruptions": [],
            "early_ground": "none",
            "annex_15": "none",
        },
        "birth_date",
        ["nationality"],
    ),
    (
        "of two with the same routes, the one that people are used to being asked first",
        FRENCH | {"early_ground": "none"},
        "absences",
        ["EU+", "nationality"],
    ),
]


@pytest.mark.parametrize(("facts", "asked", "routes"), [row[1:] for row in FIRST], ids=[row[0] for row in FIRST])
def test_the_question_that_most_cards_wait_for_comes_first(
    facts: dict[str, Any], asked: str, routes: list[str]
) -> None:
    question = next_question(facts, ON)
    assert question is not None
    assert (question["fact"], question["routes"]) == (asked, routes)


def test_a_fact_of_a_later_entry_is_described_by_its_own_kind() -> None:
    facts = SETTLED | {"stays": [{"from": "2015-03-01", "ground": "unlimited_stay"}], "absences": ALSO_ABROAD}
    facts |= {"unlimited_stay_since": "2015-03-01"}
    facts |= {"card_issued": "2015-03-01"}
    assert next_question(facts, ON, ["K"]) == {
        "fact": "absences[1].card_valid_on_return",
        "kind": "yes_no",
        "routes": ["K"],
        "reasons": ["K.stay-kept"],
        "remaining": 3,
        "open": [
            "absences[1].card_valid_on_return",
            "absences[1].centre_of_interests_proven",
            "absences[1].return_reported",
        ],
    }


def test_the_day_of_the_card_is_asked_before_what_was_done_for_an_absence() -> None:
    """One answer to it can make all others needless; who does not know it is asked the others."""
    facts = SETTLED | {"stays": [{"from": "2015-03-01", "ground": "unlimited_stay"}], "absences": ALSO_ABROAD}
    facts |= {"unlimited_stay_since": "2015-03-01"}
    first = next_question(facts, ON, ["K"])
    assert first is not None
    assert first["fact"] == "card_issued"
    assert next_question(facts | {"card_issued": ON.isoformat()}, ON, ["K"]) is None
    then = next_question(facts | {"card_issued": None}, ON, ["K"])
    assert then is not None
    assert then["fact"].startswith("absences[1].")


def test_only_the_wanted_routes_are_asked_for_also_where_another_must_come_first() -> None:
    """K rests on B (K-WHEN-1), and still no question is asked for B."""
    for routes, card in ((["K"], "A"), (["nationality"], "B"), (["L", "K"], "A")):
        question = next_question({"nationality": "MA", "card": card}, ON, routes)
        assert question is not None
        assert set(question["routes"]) <= set(routes)
        assert {reason.split(".")[0] for reason in question["reasons"]} <= set(routes)


def test_a_route_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        next_question({}, ON, ["B", "Q"])
    assert str(caught.value) == "routes: 'Q'; accepted: one of B, K, L, EU+, F+, M+, nationality"
