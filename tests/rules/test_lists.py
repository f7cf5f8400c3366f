"""The lists that stand in the rules, entered a second time from the law base: which cards, grounds and states.

Lists stand outside of functions, where ``./x mutate`` changes nothing. Here each card, ground or state is tried alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import Condition, all_of, conditions_in
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.status import nationality_is_eu
from belgian_residence.told.facts import CARDS, GROUNDS
from belgian_residence.told.person import Person, Stay

ON = date(2026, 3, 10)
LONG_AGO = date(2018, 3, 1)


def conditions() -> dict[str, Condition[Any]]:
    """Every condition of every route, by its id."""
    trees = [all_of(route.requirement, *([route.early] if route.early else [])) for route in ROUTES]
    return {condition.id: condition for tree in trees for condition in conditions_in(tree)}


CONDITIONS = conditions()
HELD_OR_MORE = ("B", "C", "K", "D", "L", "F+", "M+")
UNDER_EU_RULES = ("F", "M", "N", "E", "E+", "EU", "EU+", "annex_8", "annex_8bis", "annex_56")
ANOTHER_STATUS = ("A", "B", "C", "D", "F", "F+", "H", "I", "J", "K", "L", "N", "orange_card")

CARD_ROWS: list[tuple[str, str, tuple[str, ...]]] = [
    # condition, answer, the cards with which it is the answer (E, E+, C and D: OLD-1, OLD-2)
    ("B.not-yet-held", "no", HELD_OR_MORE),
    ("B.not-under-eu-rules", "no", UNDER_EU_RULES),  # FAM-SCOPE-1, BRX-PR-1
    ("K.not-yet-held", "no", ("C", "K", "D", "L")),  # K-L-1, and C and D are the old letters
    ("L.not-yet-held", "no", ("D", "L")),
    ("L.residence-card", "yes", ("A", "B", "C", "K", "H", "F", "F+")),  # L-WHO-1
    ("L.residence-card", "unknown", ("M", "M+", "special_card", "annex_15")),  # reading 9, L-EXC-3
    ("EU+.not-yet-held", "no", ("EU+", "E+", "annex_8bis")),
    ("F+.not-yet-held", "no", ("F+",)),
    ("M+.not-yet-held", "no", ("M+",)),
    ("M+.beneficiary", "yes", ("M", "M+", "annex_56")),
    # no stay with a special card is told here, and the stay that runs is one for work
    ("M+.beneficiary", "no", (*ANOTHER_STATUS, "special_card", "annex_15", "none")),
]

TEMPORARY = ("au_pair", "seasonal_worker", "temporary_protection", "special_card_convention", "short_stay")
STUDY = ("student", "vocational_training", "search_year")
UNDER_EU_GROUNDS = ("eu_citizen", "family_of_eu_or_belgian", "withdrawal_agreement")
NO_PATH = (*TEMPORARY, *STUDY, *UNDER_EU_GROUNDS, "special_card_other", "arrival_declaration", "asylum_procedure")

GROUND_ROWS: list[tuple[str, str, tuple[str, ...]]] = [
    # condition, answer, the grounds of the present stay with which it is the answer
    ("B.ground-leads-to-unlimited-stay", "no", NO_PATH),  # B-NEVER-1
    ("B.not-posted", "no", ("posted_worker",)),  # B-WORK-2
    ("B.not-transferred-within-a-company", "no", ("intra_corporate_transferee",)),  # B-RES-1
    (
        "L.status-not-excluded",  # L-EXC-1
        "no",
        (*TEMPORARY, *STUDY, "posted_worker", "arrival_declaration", "asylum_procedure"),
    ),
    ("L.not-medical-regularisation", "no", ("medical_9ter",)),  # L-EXC-2
    ("L.not-humanitarian-regularisation", "unknown", ("humanitarian_9bis",)),  # L-EXC-2, reading 8
    ("L.not-transferred-within-a-company", "unknown", ("intra_corporate_transferee",)),
    ("L.special-card", "unknown", ("special_card_other",)),  # L-EXC-3
]

SETTLED = ("B", "C", "K", "F", "F+")
"""With one of these the excluded grounds of an earlier stay lie behind (L-WHO-1, L-EXC-1)."""

EU_EEA_SWISS = (
    *("AT", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE"),
    *("IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"),
    *("IS", "LI", "NO", "CH"),
)


def somebody(card: str | None = "A", ground: str = "single_permit") -> Situation:
    """A British national, eight years here on one ground, of whom nothing else is told."""
    stay = Stay(LONG_AGO, None, ground, first_card=LONG_AGO)
    person = Person(nationality=frozenset({"GB"}), card=card, stays=(stay,), absences=())
    return Situation(person, ON)


def answers(id: str, people: Iterable[tuple[str, Situation]], wanted: str) -> set[str]:
    """With which of these people a condition gives the answer."""
    return {name for name, situation in people if CONDITIONS[id].test(situation).value.value == wanted}


@pytest.mark.parametrize(("id", "answer", "cards"), CARD_ROWS, ids=[f"{row[0]} {row[1]}" for row in CARD_ROWS])
def test_each_card_is_on_the_lists_of_the_law_base(id: str, answer: str, cards: tuple[str, ...]) -> None:
    assert answers(id, ((card, somebody(card=card)) for card in CARDS), answer) == set(cards)


@pytest.mark.parametrize(("id", "answer", "grounds"), GROUND_ROWS, ids=[f"{row[0]} {row[1]}" for row in GROUND_ROWS])
def test_each_ground_is_on_the_lists_of_the_law_base(id: str, answer: str, grounds: tuple[str, ...]) -> None:
    assert answers(id, ((ground, somebody(ground=ground)) for ground in GROUNDS), answer) == set(grounds)


@pytest.mark.parametrize("id", [row[0] for row in GROUND_ROWS if row[0].startswith("L.")])
def test_with_a_settled_card_no_ground_is_excluded(id: str) -> None:
    open_to = {
        card
        for card in CARDS
        if len(answers(id, ((ground, somebody(card, ground)) for ground in GROUNDS), "yes")) == len(GROUNDS)
    }
    assert open_to == set(SETTLED)


def test_who_follows_the_eu_rules() -> None:
    every = [*EU_EEA_SWISS, "EU", "BE", "GB", "TR", "MA", "non-EU", "stateless"]
    assert {one for one in every if nationality_is_eu(Person(nationality=frozenset({one})))} == {*EU_EEA_SWISS, "EU"}
