"""B or L, K or L: which pairs are shown, which card to ask for, and what speaks for each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.dossier import comparison
from belgian_residence.law.provisions import all_provisions
from belgian_residence.routes.outcome import Outcome, Status

ON = date(2026, 6, 11)
"""The last day before art. 15bis was amended."""

Told = tuple[Status, str | None]
OPEN: Told = ("open", None)
CLOSED: Told = ("closed", None)
UNSETTLED: Told = ("unsettled", None)
SOME_DAY: Told = ("later", None)


def later(day: str) -> Told:
    return "later", day


def outcome(told: Told) -> Outcome:
    status, day = told
    return Outcome(status, date.fromisoformat(day) if day else None, "right")


def pairs(b: Told, k: Told, card_l: Told, *shown: str) -> dict[str, comparison.Ask]:
    """What to ask for, by the first card of each pair that is shown."""
    outcomes = {"B": outcome(b), "K": outcome(k), "L": outcome(card_l)}
    found = comparison.comparisons(outcomes, frozenset(shown), ON)
    assert {(one["of"][1], one["stronger"]) for one in found} <= {("L", "L")}, "L gives what B and K give, and more"
    return {one["of"][0]: one["ask"] for one in found}


ASK: list[tuple[str, Told, Told, str | None]] = [
    # K, L, what to ask for (the stronger card where both can be had); None: the two are not compared
    ("both are open", OPEN, OPEN, "stronger-now"),
    ("only L is open", later("2027-01-01"), OPEN, "stronger-now"),
    ("L is open, K in doubt", UNSETTLED, OPEN, "stronger-now"),
    ("only K is open", OPEN, later("2027-01-01"), "other-now"),
    ("K is open, L in doubt", OPEN, UNSETTLED, "other-now"),
    ("K is open, L on a day not known", OPEN, SOME_DAY, "other-now"),
    ("L opens a day before K", later("2027-01-02"), later("2027-01-01"), "stronger-on-its-day"),
    ("both open on the same day", later("2027-01-01"), later("2027-01-01"), "stronger-on-its-day"),
    ("K opens a day before L", later("2027-01-01"), later("2027-01-02"), "other-first"),
    ("L has a day, K has none", SOME_DAY, later("2027-01-02"), "stronger-on-its-day"),
    ("K has a day, L has none", later("2027-01-02"), SOME_DAY, "nothing-yet"),
    ("neither has a day", SOME_DAY, SOME_DAY, "nothing-yet"),
    ("K comes, L is in doubt", later("2027-01-01"), UNSETTLED, "nothing-yet"),
    ("K comes, L is in doubt with a day", later("2027-01-01"), ("unsettled", "2026-12-01"), "nothing-yet"),
    ("K is in doubt, L comes", UNSETTLED, later("2027-01-01"), "nothing-yet"),
    ("both are in doubt", UNSETTLED, UNSETTLED, "nothing-yet"),
    ("K is closed", CLOSED, OPEN, None),
    ("L is closed", OPEN, CLOSED, None),
    ("both are closed", CLOSED, CLOSED, None),
]


@pytest.mark.parametrize(("card_k", "card_l", "ask"), [row[1:] for row in ASK], ids=[row[0] for row in ASK])
def test_which_card_to_ask_for(card_k: Told, card_l: Told, ask: str | None) -> None:
    assert pairs(CLOSED, card_k, card_l) == ({"K": ask} if ask else {})
    assert pairs(card_k, CLOSED, card_l) == ({"B": ask} if ask else {}), "B and L are compared in the same way"


def test_a_closed_card_hides_only_the_pairs_that_it_is_in() -> None:
    assert pairs(OPEN, later("2027-01-01"), later("2026-12-01")) == {"B": "other-now", "K": "stronger-on-its-day"}
    assert pairs(CLOSED, OPEN, OPEN) == {"K": "stronger-now"}
    assert pairs(OPEN, CLOSED, OPEN) == {"B": "stronger-now"}


SPEAKS_FOR: list[tuple[str, str, str | None, list[str], str, set[str]]] = [
    # the other card, the aspect, which card it speaks for, what it rests on, how sure, for which stays it is said
    ("B", "l-needs-no-b", "L", ["L-WHO-1", "DIS-7"], "H", {"limited-stay"}),
    ("B", "l-decided-in-time", "L", ["L-PROC-2", "B-PROC-1"], "H", {"limited-stay", "unlimited-stay"}),
    ("B", "b-asks-no-amount", "B", ["L-INC-1", "L-INS-1", "B-GEN-1"], "H", {"limited-stay", "unlimited-stay"}),
    ("B", "failed-l-is-no-request-for-k", "B", ["K-L-1"], "H", {"limited-stay"}),
    ("K", "l-request-counts-for-k", "L", ["K-L-1"], "H", {"unlimited-stay"}),  # only with unlimited stay
    ("K", "k-asks-no-means", "K", ["K-COND-2", "L-INC-1", "L-INS-1"], "H", {"limited-stay", "unlimited-stay"}),
    ("K", "k-and-l-same-protection", None, ["LOSS-2", "K-VAL-1", "L-VAL-1"], "H", {"limited-stay", "unlimited-stay"}),
]


@pytest.mark.parametrize(
    ("other", "id", "favours", "law", "sure", "stays"), SPEAKS_FOR, ids=[f"{row[0]}: {row[1]}" for row in SPEAKS_FOR]
)
def test_what_speaks_for_a_card(
    other: str, id: str, favours: str | None, law: list[str], sure: str, stays: set[str]
) -> None:
    told: dict[str, Any] = {}
    for stay in ("limited-stay", "unlimited-stay"):
        outcomes = {key: outcome(OPEN) for key in ("B", "K", "L")}
        (found,) = (one for one in comparison.comparisons(outcomes, frozenset({stay}), ON) if one["of"][0] == other)
        told.update((stay, aspect) for aspect in found["aspects"] if aspect["id"] == id)
    assert set(told) == stays
    for aspect in told.values():
        assert aspect == {"id": id, "favours": favours, "provisions": law, "confidence": sure}


@pytest.mark.parametrize(
    ("on", "id", "sure"),
    [
        ("2026-06-11", "l-does-not-end-with-its-ground", "H"),
        ("2026-06-12", "l-does-not-end-with-its-ground", "M"),  # LOSS-L-1: amended, and not read since
        ("2026-06-12", "b-asks-no-amount", "H"),
    ],
)
def test_an_aspect_is_as_sure_as_its_text_on_the_day(on: str, id: str, sure: str) -> None:
    outcomes = {key: outcome(OPEN) for key in ("B", "K", "L")}
    found = comparison.comparisons(outcomes, frozenset({"limited-stay"}), date.fromisoformat(on))
    assert {aspect["confidence"] for pair in found for aspect in pair["aspects"] if aspect["id"] == id} == {sure}


def test_the_words_are_those_that_are_given_out() -> None:
    listed = comparison.vocabulary()
    assert set(listed) == {"comparison", "comparison_ask"}
    assert set(listed["comparison_ask"]) == {ask for _, _, _, ask in ASK if ask}
    both = {key: outcome(OPEN) for key in ("B", "K", "L")}
    given = [
        aspect["id"]
        for stay in ("limited-stay", "unlimited-stay")
        for pair in comparison.comparisons(both, frozenset({stay}), ON)
        for aspect in pair["aspects"]
    ]
    assert listed["comparison"] == sorted(set(given))


def test_every_aspect_is_listed_with_provisions_that_exist() -> None:
    listed = list(comparison.lines())
    assert {kind for kind, _, _ in listed} == {"comparison"}
    assert {id for _, id, _ in listed} == set(comparison.vocabulary()["comparison"])
    assert all(law and set(law) <= set(all_provisions()) for _, _, law in listed)
