"""Of a trip that runs: the day from which a return moves the date of a card, by the limit of the law for that card."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence import assess

ON = date(2026, 11, 30)
Case = dict[str, Any]
WORK = {"ground": "single_permit"}
MEANS: Case = {"income": 2500, "dependants": 0, "health_insurance": True, "public_order": False}
B: Case = {
    "nationality": "IN",
    "card": "B",
    "stays": [
        {"from": "2015-01-01", "to": "2020-12-31", "first_card_issued": "2015-01-01", **WORK},
        {"from": "2021-01-01", "ground": "unlimited_stay", "first_card_issued": "2021-01-01"},
    ],
    "unlimited_stay_since": "2021-01-01",
    **MEANS,
}
A: Case = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2023-12-10", "first_card_issued": "2023-12-20", **WORK}],
    **MEANS,
}
F: Case = {
    "nationality": "MA",
    "card": "F",
    "annex_19ter": "2023-02-10",
    "annex_15": "none",
    "interruptions": [],
    "joint_household": True,
    "stays": [
        {"from": "2023-02-10", "ground": "family_of_eu_or_belgian", "first_card_issued": "2023-08-01"},
    ],
}
EU: Case = {"nationality": "FR", "card": "EU", "annex_19": "2023-03-01", "annex_15": "none", "interruptions": []}
LIVES: list[tuple[str, Case, Case, dict[str, str]]] = [
    # who; the trip; for each route the first day on which a return moves its date
    ("six months on the day for L, more than six for nationality (L-ABS-1, NAT-TITLE-6)", B, {"from": "2026-06-15"},
     {"L": "2026-12-15", "nationality": "2026-12-16"}),
    ("the same with a return told after it", B, {"from": "2026-06-15", "to": "2027-03-01"},
     {"L": "2026-12-15", "nationality": "2026-12-16"}),
    ("a return told on the day", B, {"from": "2026-06-15", "to": "2026-12-15"}, {"L": "2026-12-15"}),
    ("a return told on the day before", B, {"from": "2026-06-15", "to": "2026-12-14"}, {}),
    ("the limit is passed tomorrow", B, {"from": "2026-06-01"}, {"L": "2026-12-01", "nationality": "2026-12-02"}),
    ("passed today: told as what the trip moved", B, {"from": "2026-05-30"}, {"nationality": "2026-12-01"}),
    ("before the five years", A, {"from": "2026-09-01"}, {"L": "2027-03-01"}),
    ("a trip that begins later, without a return", A, {"from": "2027-02-01"}, {"L": "2027-08-01"}),
    ("a trip that begins later, with its return", A, {"from": "2027-02-01", "to": "2027-09-01"}, {}),
    ("a rough departure: the earliest", A, {"from": "2026-09"}, {"L": "2027-03-01"}),
    ("more than six months in a year (EUP-ABS-1)", EU, {"from": "2026-09-01"}, {"EU+": "2027-03-02"}),
    ("three limits (FAM-ABS-1)", F, {"from": "2026-09-01"},
     {"L": "2027-03-01", "F+": "2027-03-02", "nationality": "2027-03-02"}),
    ("permanent already: no limit of months", {**EU, "card": "EU+", "annex_19": "2015-03-01"}, {"from": "2026-09-01"},
     {}),
]  # fmt: skip


def absences(life: Case, *trips: Case) -> list[dict[str, Any]]:
    kept = assess({**life, "absences": list(trips)}, ON)["keep"]
    assert kept is not None
    return kept["absences"]


@pytest.mark.parametrize(("life", "trip", "days"), [life[1:] for life in LIVES], ids=[life[0] for life in LIVES])
def test_the_day_from_which_a_return_moves_a_date(life: Case, trip: Case, days: dict[str, str]) -> None:
    (found,) = absences(life, trip)
    assert {one["route"]: one["day"] for one in found["back_before"]} == days
    assert [one["day"] for one in found["back_before"]] == sorted(days.values())


@pytest.mark.parametrize(
    ("life", "trip", "days"), [life[1:] for life in LIVES[:6]], ids=[life[0] for life in LIVES[:6]]
)
def test_told_with_that_return_the_trip_moves_the_date_and_a_day_earlier_it_does_not(
    life: Case, trip: Case, days: dict[str, str]
) -> None:
    for one in absences(life, trip)[0]["back_before"]:
        day = date.fromisoformat(one["day"])
        on_the_day, before = (
            absences(life, {**trip, "to": back.isoformat()})[0]["clocks"] for back in (day, day - timedelta(days=1))
        )
        assert on_the_day[one["route"]]["with"] == one["then"]
        assert one["route"] not in before


def test_two_trips_that_may_be_one_are_counted_from_the_first_departure() -> None:
    first, second = absences(A, {"from": "2026-06-15", "to": "2026-09-01"}, {"from": "2026-09-01"})
    assert first["back_before"] == []
    assert [(one["route"], one["day"]) for one in second["back_before"]] == [("L", "2026-12-15")]


@pytest.mark.parametrize(
    ("life", "route", "law"),
    [
        (A, "L", "L-ABS-1"),
        (EU, "EU+", "EUP-ABS-1"),
        (F, "F+", "FAM-ABS-1"),
        ({**EU, "nationality": "GB", "card": "M"}, "M+", "BRX-PR-2"),
        (F, "nationality", "NAT-TITLE-6"),
    ],
)
def test_the_day_rests_on_the_limit_of_the_card(life: Case, route: str, law: str) -> None:
    """Which its clock names too."""
    answer = assess({**life, "absences": [{"from": "2026-09-01"}]}, ON)
    assert answer["keep"] is not None
    (found,) = (one for one in answer["keep"]["absences"][0]["back_before"] if one["route"] == route)
    assert found["provisions"][0] == law
    of_the_clock = {cited["provision"] for one in answer["routes"][route]["conditions"] for cited in one["citations"]}
    assert of_the_clock >= set(found["provisions"])
    assert law in {cited["provision"] for cited in answer["keep"]["citations"]}
