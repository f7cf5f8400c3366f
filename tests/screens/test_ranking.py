"""Which card leads a result: the sentence, what to do first and the sheet for the counter all follow it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from screens.showing.cards.ranking import day_of
from screens.showing.result import result
from screens.words import Words
from site_build.cases import named, sample

ON = date(2026, 11, 30)
WORDS = Words("en")
KNOWN: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "absences": [],
    "income": 2500,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
    "public_health": False,
    "removal_decision": "none",
}
FAMILY = KNOWN | {
    "nationality": "MA",
    "card": "F",
    "annex_19ter": "2023-09-01",
    "annex_15": "none",
    "interruptions": [],
    "joint_household": True,
    "sponsor_belgian": True,
}


def stay(start: str, ground: str, first_card: str, **more: Any) -> dict[str, Any]:
    return {"from": start, "ground": ground, "first_card_issued": first_card, **more}


PERMIT = stay("2021-12-10", "single_permit", "2021-12-20")
BLUE_CARD = [
    stay("2022-02-01", "blue_card", "2022-02-20", to="2024-01-31"),
    stay("2024-02-01", "single_permit", "2024-02-20"),
]
FAMILY_NOW = stay("2023-09-01", "family_of_eu_or_belgian", "2023-09-20")
NO_MEANS = {"income": 0, "supporter_income": 0, "benefit_income": 0}
TRIP = {"from": "2024-01-01", "to": "2024-08-01", "annex_18": True, "return_reported": True}
"""Longer than L allows, and not too long for B."""


def shown(case: dict[str, Any], on: date = ON) -> result.Result:
    return result.view(case, on, WORDS)


@pytest.mark.parametrize(
    ("case", "sentence", "keys"),
    [
        (
            KNOWN | {"stays": BLUE_CARD},  # B counts from the single permit, L from the Blue Card
            "You can apply for the L card from 20 February 2027.",
            ["L", "B", "K"],
        ),
        (
            KNOWN | {"stays": [PERMIT]},
            "You can apply for the L card or the B card from 20 December 2026.",
            ["L", "B", "K"],
        ),
        (
            KNOWN | {"stays": [PERMIT], "absences": [TRIP]},  # L begins again
            "You can apply for the B card from 20 December 2026.",
            ["B", "K", "L"],
        ),
        (
            FAMILY | {"stays": [stay("2022-03-01", "single_permit", "2022-03-17", to="2023-08-31"), FAMILY_NOW]},
            "You can apply for the L card from 17 March 2027.",
            ["L", "F+"],
        ),
        (
            KNOWN | NO_MEANS | {"stays": [PERMIT]},  # the same day, and B asks no income
            "You can apply for the B card from 20 December 2026.",
            ["B", "K", "L"],
        ),
        (
            KNOWN | NO_MEANS | {"stays": BLUE_CARD},
            "You can apply for the L card from 20 February 2027, if what is still missing is there by then.",
            ["L", "B", "K"],
        ),
        (FAMILY | {"stays": [FAMILY_NOW]}, "You can apply for the F+ card from 1 September 2028.", ["F+", "L"]),
    ],
    ids=[
        "L first",
        "the same day",
        "B first",
        "L before F+",
        "without means, the same day",
        "without means",
        "F+ before L",
    ],
)
def test_of_the_cards_ahead_the_nearest_leads(case: dict[str, Any], sentence: str, keys: list[str]) -> None:
    """On the same day the one that the rules say to ask for (``dossier/comparison``)."""
    found = shown(case)
    assert found.first.sentence == sentence
    assert [one.key for one in found.possible] == keys
    assert found.first.actions[-1].text == f"Apply for the {keys[0]} card"
    assert [one.key for one in found.for_the_counter] == keys[:1]


def test_a_card_that_is_not_certain_is_named_where_it_can_come_before_the_one_that_leads() -> None:
    """By one reading the years for L are complete, by the other they are on this day."""
    case = FAMILY | {"stays": [stay("2021-03-10", "family_of_limited_stay", "2022-03-17", to="2023-08-31"), FAMILY_NOW]}
    first = shown(case).first
    assert first.sentence == "You can apply for the F+ card from 1 September 2028."
    assert first.also == "Perhaps you can apply for the L card from 17 March 2027. That is not certain yet."
    now = shown(KNOWN | {"stays": [PERMIT], "health_insurance": None}, date(2026, 12, 19)).first
    assert now.sentence == "You can apply for the B card from 20 December 2026."
    assert not now.also, "L can come on that day at the earliest"


@pytest.mark.parametrize("case", sample(), ids=named)
def test_no_card_that_is_certain_comes_before_the_one_that_leads(case: Any) -> None:
    on = date.fromisoformat(case["on"])
    if "people" in case["case"]:
        return
    found = shown(case["case"], on)
    lead = found.first.lead
    if lead is None or found.first.asked or lead.status != "later":
        return
    later = [one for one in found.possible if one.status == "later"]
    days = [day for one in later if (day := day_of(one.told))]
    assert not days or day_of(lead.told) == min(days)


PLANNED = KNOWN | {
    "stays": [
        stay("2022-05-01", "student", "2022-05-26", to="2027-01-14"),
        {"from": "2027-01-15", "ground": "single_permit"},
    ],
}


def test_where_only_a_plan_opens_a_card_the_nearest_is_named_with_its_day() -> None:
    found = shown(PLANNED)
    assert found.first.sentence == "On 30 November 2026 you cannot apply for a permanent card."
    assert found.first.also.startswith("L card: if your planned stay (")
    assert "20 September 2029" in found.first.also
    assert [one.key for one in found.impossible if one.planned] == ["L", "B", "K"], "the nearest first"
    assert {one.key for one in found.not_for_this_person} == {"EU+", "F+", "M+"}
