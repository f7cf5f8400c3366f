"""The longest absence that costs nothing, beside what ``assess`` says of it and of one day more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence import CaseError, assess, card_status, longest_absence

ON = date(2026, 11, 28)
MOST = 730
Case = dict[str, Any]

WORKER: Case = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2023-05-10", "ground": "single_permit", "first_card_issued": "2023-05-10"}],
    "absences": [],
}
ROUGH = WORKER | {"stays": [{"from": "2023-05", "ground": "single_permit", "first_card_issued": None}]}
TRAVELLER = WORKER | {"absences": [{"from": "2024-01-10", "to": "2024-06-20"}, {"from": "2025-02", "to": "2025-05"}]}
FRENCH: Case = {"nationality": "FR", "card": "EU", "annex_19": "2024-10-01", "absences": [], "interruptions": []}
HOLDER: Case = {"nationality": "FR", "card": "EU+", "annex_19": "2015-10-01", "absences": [], "interruptions": []}
CASES = {"worker": WORKER, "rough": ROUGH, "traveller": TRAVELLER, "french": FRENCH, "holder": HOLDER}


def costs(case: Case, days: int) -> bool:
    """By the whole answer: is a date another one, a status another one, or the card not kept?"""
    back = ON + timedelta(days=days)
    away = {"from": ON.isoformat(), "to": back.isoformat()}
    then = case | {"absences": [*case["absences"], away]}
    with_it, without = (
        {
            key: (one["status"], one["earliest"], one["clock"], one["readings"])
            for key, one in assess(told, back)["routes"].items()
        }
        for told in (then, case)
    )
    card = next(one for one in assess(then, ON)["keep"]["absences"] if one["absence"] == len(case["absences"]))
    return with_it != without or card["status"] != "kept"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_costs_nothing_and_one_day_more_does(case: Case) -> None:
    days = longest_absence(case, ON, ON, MOST)
    assert days is not None
    assert not costs(case, days)
    assert days == MOST or costs(case, days + 1)


def test_nothing_is_said_where_the_other_absences_are_not_known() -> None:
    assert longest_absence(WORKER | {"absences": None}, ON, ON, MOST) is None
    assert longest_absence({name: told for name, told in WORKER.items() if name != "absences"}, ON, ON, MOST) is None


def test_it_ends_before_an_absence_that_is_planned() -> None:
    planned = WORKER | {"absences": [{"from": "2027-01-10", "to": "2027-01-20"}]}
    days = longest_absence(planned, ON, ON, MOST)
    assert days is not None
    assert ON + timedelta(days=days) <= date(2027, 1, 10)


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(CaseError):
        longest_absence(WORKER | {"card": "Z"}, ON, ON, MOST)


@pytest.mark.parametrize("case", [*CASES.values(), {"nationality": "FR"}], ids=[*CASES, "without a card"])
def test_what_becomes_of_the_card_is_what_the_whole_answer_says(case: Case) -> None:
    assert card_status(case, ON) == (assess(case, ON)["keep"] or {}).get("status")
