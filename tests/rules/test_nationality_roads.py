"""The roads to a card that is enough for nationality, in tables: which there are, and by which the declaration follows.

The outcomes of the B and the L card are given by hand (NAT-TITLE-3, FAM-5Y-3, L-PROC-2, BRX-DL-2).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.granted import UNLIMITED_STAY_ROUTES
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.nationality.roads import GRANTED, Card, Road, TitleFirst, as_json, title_first, together
from belgian_residence.routes.outcome import Outcome, Status
from belgian_residence.routes.status import Basis
from belgian_residence.told.person import Application, Person, Stay
from briefly import day

ON = date(2025, 6, 1)
NEVER = Outcome("closed", None, "right")
FAVOUR: Basis = "discretionary"


def outcome(status: Status, earliest: str | None = None, basis: Basis = "right") -> Outcome:
    return Outcome(status, day(earliest), basis)


def roads(b_card: Outcome = NEVER, l_card: Outcome = NEVER, years: date | None = None, **told: Any) -> TitleFirst:
    """The roads on 1 June 2025, for somebody with an A card if nothing else is told."""
    person = Person(**{"nationality": frozenset({"MA"}), "card": "A"} | told)
    return title_first(Situation(person, ON), {"B": b_card, "L": l_card}, years)


def road(card: Card, status: Status, on: str | None = None, *, right: bool = True) -> Road:
    return Road(card, status, day(on), right)


# --- which roads there are ----------------------------------------------------------------------------------------

F_CARD = Stay(date(2019, 6, 1), date(2022, 1, 1), "family_of_eu_or_belgian")
ORANGE_CARD = Stay(date(2025, 3, 1), None, "family_of_eu_or_belgian", card="orange_card")
WAITING = Stay(date(2025, 3, 1), None, "family_of_eu_or_belgian")
WORK = Stay(date(2022, 1, 2), None, "single_permit")
FRENCH, BRITISH, BOTH = frozenset({"FR"}), frozenset({"GB"}), frozenset({"GB", "FR"})
ROADS: list[tuple[str, dict[str, Any], list[Road]]] = [
    ("none", {}, []),
    # a request for an F card: six months
    ("a request under way", {"annex_19ter": date(2025, 3, 1)}, [road("F", "later", "2025-09-01")]),
    ("a request due tomorrow", {"annex_19ter": date(2024, 12, 2)}, [road("F", "later", "2025-06-02")]),
    ("a request due today", {"annex_19ter": date(2024, 12, 1)}, [road("F", "open")]),
    ("no request", {"annex_19ter": "none"}, []),
    ("a request, the orange card told as a stay", {"annex_19ter": date(2025, 3, 1), "stays": (ORANGE_CARD,)},
        [road("F", "later", "2025-09-01")]),
    ("a request, the stay on it told without its card",
        {"card": "orange_card", "annex_19ter": date(2025, 3, 1), "stays": (WAITING,)},
        [road("F", "later", "2025-09-01")]),
    ("a new request on an orange card, after an F card",
        {"card": "orange_card", "annex_19ter": date(2025, 3, 1), "stays": (F_CARD, WAITING)}, []),
    ("a request, and work meanwhile", {"annex_19ter": date(2025, 3, 1), "stays": (WORK,)},
        [road("F", "later", "2025-09-01")]),
    ("a request that led to an F card long ago", {"annex_19ter": date(2019, 6, 1), "stays": (F_CARD, WORK)}, []),
    # EU citizens have the right, the card only shows it
    ("an EU citizen", {"nationality": FRENCH}, [road("EU", "open")]),
    ("nationality not told", {"nationality": None}, []),
    ("a Briton with a card of free movement", {"nationality": BRITISH, "card": "E"}, [road("M", "unsettled")]),
    ("a Briton with an annex 8", {"nationality": BRITISH, "card": "annex_8"}, [road("M", "unsettled")]),
    ("a Briton with an Annex 56", {"nationality": BRITISH, "card": "annex_56"}, [road("M", "unsettled")]),
    ("family of a Briton with an Annex 56", {"card": "annex_56"}, [road("M", "unsettled")]),
    ("a Briton with an A card", {"nationality": BRITISH}, []),
    ("a Briton who is French too", {"nationality": BOTH, "card": "E"}, [road("EU", "open")]),
    # B, and L
    ("B due", {"b_card": outcome("open", "2024-01-01")}, [road("B", "open")]),
    ("B ahead", {"b_card": outcome("later", "2026-01-01")}, [road("B", "later", "2026-01-01")]),
    ("B ahead, no day known", {"b_card": outcome("later")}, [road("B", "later")]),
    ("B by favour", {"b_card": outcome("later", "2026-01-01", FAVOUR)},
        [road("B", "later", "2026-01-01", right=False)]),
    ("B at the renewal", {"b_card": outcome("later", "2026-01-01", "expected")}, [road("B", "later", "2026-01-01")]),
    ("B not settled", {"b_card": outcome("unsettled", "2026-01-01")}, [road("B", "unsettled")]),
    ("L due", {"l_card": outcome("open", "2024-01-01")}, [road("L", "open")]),
    # decided within five months, and no answer is a yes
    ("L ahead", {"l_card": outcome("later", "2026-01-01")}, [road("L", "later", "2026-06-01")]),
    ("L ahead, no day known", {"l_card": outcome("later")}, [road("L", "later")]),
    ("L not settled", {"l_card": outcome("unsettled", "2026-01-01")}, [road("L", "unsettled")]),
    ("several, in this order",
        {"annex_19ter": date(2025, 3, 1), "b_card": outcome("open"), "l_card": outcome("open")},
        [road("F", "later", "2025-09-01"), road("B", "open"), road("L", "open")]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "wanted"), [row[1:] for row in ROADS], ids=[row[0] for row in ROADS])
def test_which_roads_there_are(told: dict[str, Any], wanted: list[Road]) -> None:
    assert list(roads(**told).roads) == wanted


# --- by which card, and from which day, the declaration can follow ------------------------------------------------

YEARS, COMPLETE = date(2027, 1, 1), date(2025, 1, 1)
FIRST: list[tuple[str, Outcome, Outcome, date | None, str | None, str | None]] = [
    # B, L, the years of lawful stay, by which card, from which day
    ("no road", NEVER, NEVER, COMPLETE, None, None),
    ("B due: on a day that nobody knows", outcome("open", "2024-01-01"), NEVER, COMPLETE, "B", None),
    ("L due, though B has a day", outcome("later", "2026-01-01"), outcome("open"), COMPLETE, "L", None),
    ("both due: B first", outcome("open"), outcome("open"), COMPLETE, "B", None),
    ("B ahead, the years complete", outcome("later", "2026-01-01"), NEVER, COMPLETE, "B", "2026-01-01"),
    ("B ahead, the years after it", outcome("later", "2026-01-01"), NEVER, YEARS, "B", "2027-01-01"),
    ("B ahead, no years asked", outcome("later", "2026-01-01"), NEVER, date.min, "B", "2026-01-01"),
    ("B ahead, no day of the years known", outcome("later", "2026-01-01"), NEVER, None, "B", None),
    ("the sooner of both: B", outcome("later", "2026-05-31"), outcome("later", "2026-01-01"), COMPLETE, "B",
        "2026-05-31"),
    ("the sooner of both: L", outcome("later", "2026-06-02"), outcome("later", "2026-01-01"), COMPLETE, "L",
        "2026-06-01"),
    ("only what is sure: not B by favour", outcome("later", "2025-07-01", FAVOUR), outcome("later", "2026-01-01"),
        COMPLETE, "L", "2026-06-01"),
    ("only what is sure: not a doubtful L", outcome("later", "2026-01-01"), outcome("unsettled"), COMPLETE, "B",
        "2026-01-01"),
    ("nothing is sure", outcome("open", None, FAVOUR), outcome("unsettled"), COMPLETE, None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("b_card", "l_card", "years", "card", "earliest"), [row[1:] for row in FIRST], ids=[row[0] for row in FIRST]
)
def test_by_which_card_the_declaration_follows(
    b_card: Outcome, l_card: Outcome, years: date | None, card: str | None, earliest: str | None
) -> None:
    found = roads(b_card, l_card, years)
    assert (found.card, found.earliest) == (card, day(earliest))


# --- one answer from many choices of rough days -------------------------------------------------------------------

B_JANUARY, B_MARCH = road("B", "later", "2026-01-01"), road("B", "later", "2026-03-01")
BY_B_JANUARY = TitleFirst((B_JANUARY,), date(2026, 1, 1), "B")
BY_B_MARCH = TitleFirst((B_MARCH,), date(2026, 3, 1), "B")
BY_L = TitleFirst((road("L", "later", "2026-02-01"),), date(2026, 2, 1), "L")
B_DUE = TitleFirst((road("B", "open"),), None, "B")
TOGETHER: list[tuple[str, list[TitleFirst | None], TitleFirst | None]] = [
    ("nothing", [], None),
    ("with every choice the card is enough", [None, None], None),
    ("one choice", [BY_B_JANUARY], BY_B_JANUARY),
    ("the latest day", [BY_B_JANUARY, BY_B_MARCH], BY_B_MARCH),
    ("the latest day, told first", [BY_B_MARCH, BY_B_JANUARY], BY_B_MARCH),
    ("with one choice the card is enough", [BY_B_MARCH, None], TitleFirst((road("B", "unsettled"),), None, "B")),
    ("with one choice it is due", [BY_B_JANUARY, B_DUE], TitleFirst((road("B", "unsettled"),), None, "B")),
    ("two cards: the last of them", [BY_B_MARCH, BY_L],
        TitleFirst((road("B", "unsettled"), road("L", "unsettled")), date(2026, 3, 1), "B")),
    ("two cards, the other first", [BY_B_JANUARY, BY_L],
        TitleFirst((road("B", "unsettled"), road("L", "unsettled")), date(2026, 2, 1), "L")),
    ("ahead with both, of one no day known", [BY_B_JANUARY, TitleFirst((road("B", "later"),), None, "B")],
        TitleFirst((road("B", "later"),), None, "B")),
    ("due with both", [B_DUE, B_DUE], B_DUE),
    ("by favour", [TitleFirst((road("B", "open", right=False),))] * 2, TitleFirst((road("B", "open", right=False),))),
]  # fmt: skip


@pytest.mark.parametrize(("tried", "wanted"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER])
def test_as_far_as_all_choices_agree(tried: list[TitleFirst | None], wanted: TitleFirst | None) -> None:
    assert together(tried) == wanted


def test_the_roads_in_the_answer() -> None:
    first = TitleFirst((B_JANUARY, road("L", "open", right=False)), date(2026, 1, 1), "B")
    assert as_json(first) == {
        "earliest": "2026-01-01",
        "card": "B",
        "roads": [
            {"card": "B", "status": "later", "from": "2026-01-01", "right": True},
            {"card": "L", "status": "open", "from": None, "right": False},
        ],
    }
    assert as_json(TitleFirst(())) == {"earliest": None, "card": None, "roads": []}
    assert as_json(None) is None


# --- a card that was granted --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", UNLIMITED_STAY_ROUTES)
def test_a_card_that_was_granted_is_all_that_is_waited_for(key: str) -> None:
    """Whatever else could be asked for; the years alone can lie ahead."""
    due, card, told = outcome("open"), GRANTED[key], {"applications": (Application(key, "granted", ON),)}
    for years, earliest in ((None, None), (ON, None), (day("2025-06-02"), day("2025-06-02")), (date.min, None)):
        assert roads(due, due, years, **told) == TitleFirst((Road(card, "granted", None),), earliest, card)
    refused = {"applications": (Application(key, "refused", ON),)}
    assert roads(due, due, **refused) == roads(due, due)
