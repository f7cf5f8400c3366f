"""Answers that nothing looks at any more. By hand: which routes a fact can feed, and whether they are open."""

from datetime import date
from typing import Any

import pytest

import belgian_residence as rules

ON = date(2026, 11, 29)
PERMIT = [{"from": "2022-03-01", "to": None, "ground": "single_permit", "first_card_issued": "2022-03-01"}]
WORKER = {"nationality": "non-EU", "card": "A", "stays": PERMIT, "absences": [], "income": 2500, "dependants": 0}
MEANS = {"income": 2500, "dependants": 0, "health_insurance": True}


@pytest.mark.parametrize(
    ("case", "unused"),
    [
        # L asks for means, and the person may have L: used.
        (WORKER, []),
        # The same answers after the nationality was changed: no route of an EU citizen asks for means.
        (
            {"nationality": "EU", "card": "EU", "annex_19": "2020-01-01", **MEANS},
            ["income", "dependants", "health_insurance"],
        ),
        # "I don't know" is an answer too: where the question would come again without it, it is used.
        ({**WORKER, "income": None}, []),
        # A Belgian can ask for nothing, whatever else is told.
        ({"nationality": "BE", "card": "none", **MEANS}, ["card", "income", "dependants", "health_insurance"]),
        # Only EU citizens can ask early.
        ({**WORKER, "early_ground": "none"}, ["early_ground"]),
        # An Annex 19 is the first day of EU citizens only: it is told as unusual, so it is looked at.
        ({**WORKER, "annex_19": "2020-01-01"}, []),
        # The last day of the card decides no route: the days to renew it rest on it.
        ({**WORKER, "card_expiry": "2027-03-01"}, []),
        # A rough date is no hindrance.
        ({**WORKER, "stays": [{**PERMIT[0], "from": "2022-03"}], "early_ground": "none"}, ["early_ground"]),
    ],
)
def test_unused(case: dict[str, Any], unused: list[str]) -> None:
    assert rules.unused(case, ON) == unused


@pytest.mark.parametrize("card", ["A", "B", "EU", "F", "none"])
def test_without_what_is_unused_every_route_says_the_same_and_nothing_more_is_asked(card: str) -> None:
    case = {**WORKER, "card": card, "early_ground": "none", "health_insurance": True, "public_order": False}
    without = {name: value for name, value in case.items() if name not in rules.unused(case, ON)}
    assert rules.interview(without, ON) == rules.interview(case, ON)
