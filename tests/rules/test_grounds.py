"""Why somebody can have a card, and whether an earlier stay can still matter: by hand, and against the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from belgian_residence.assessment import earlier
from belgian_residence.law.provisions import provision
from belgian_residence.routes.registry import CARD_ROUTES
from belgian_residence.told.facts import CARDS, GROUNDS
from belgian_residence.told.grounds import CARD_GROUNDS, grounds_of

ON = date(2026, 11, 29)
CARDS_ASKED_ABOUT = tuple(route.key for route in CARD_ROUTES)


def stay(ground: str, start: str | None, **more: Any) -> dict[str, Any]:
    return {"from": start, "ground": ground, **more}


def test_every_ground_of_a_card_is_known_and_rests_on_a_provision() -> None:
    assert set(CARD_GROUNDS) <= set(CARDS)
    for of_card in CARD_GROUNDS.values():
        assert set(of_card.grounds) <= set(GROUNDS)
        assert of_card.law
        for id in of_card.law:
            assert provision(id)


def test_no_card_for_limited_stay_rests_on_an_unlimited_one() -> None:
    unlimited = {"unlimited_stay", "settlement", "long_term_resident"}
    assert not unlimited & set(grounds_of("A"))
    assert [card for card in CARDS if unlimited & set(grounds_of(card))] == ["B", "C", "D", "K", "L"]


@pytest.mark.parametrize("card", ["annex_15", "none", "N", None])
def test_a_paper_that_says_nothing_of_the_stay_has_no_grounds(card: str | None) -> None:
    assert grounds_of(card) == ()


LIVES: list[tuple[str, dict[str, Any], bool]] = [
    (
        "a single permit for six years: all that can be had is there",
        {"stays": [stay("single_permit", "2020-03")]},
        False,
    ),
    (
        "a single permit for four years: study before it counts for half",
        {"stays": [stay("single_permit", "2022-11")]},
        True,
    ),
    (
        "the same after five years of study",
        {
            "stays": [
                stay("single_permit", "2022-11", before="no_break"),
                stay("student", "2017-09-01", to="2022-10-31"),
            ]
        },
        False,
    ),
    (
        "a B card for three years: years on other cards count for L",
        {"card": "B", "stays": [stay("unlimited_stay", "2023-05-02")]},
        True,
    ),
    (
        "temporary protection leads to no card, whatever came before",
        {"stays": [stay("temporary_protection", "2022-03-10")]},
        False,
    ),
    ("a first day that is not known", {"stays": [stay("single_permit", None)]}, True),
    ("no stay at all", {"stays": []}, True),
]


@pytest.mark.parametrize(("case", "matters"), [life[1:] for life in LIVES], ids=[life[0] for life in LIVES])
def test_an_earlier_stay_is_asked_for_while_it_can_make_a_difference(case: dict[str, Any], matters: bool) -> None:
    known = {"nationality": "non-EU", "card": "A", **case}
    assert rules.earlier_stay_can_matter(known, ON, CARDS_ASKED_ABOUT) is matters


@pytest.mark.parametrize("start", ["2018-02-01", "2021-06-01", "2023-09-01"])
@pytest.mark.parametrize("ground", ["single_permit", "humanitarian_9bis", "student", "blue_card", "refugee"])
def test_the_grounds_that_are_tried_stand_for_all(ground: str, start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none of them makes a difference, no ground does."""
    known = {"nationality": "non-EU", "card": "A", "stays": [stay(ground, start)]}
    found = rules.earlier_stay_can_matter(known, ON, CARDS_ASKED_ABOUT)
    monkeypatch.setattr(earlier, "GROUNDS_TRIED", GROUNDS)
    assert rules.earlier_stay_can_matter(known, ON, CARDS_ASKED_ABOUT) is found
