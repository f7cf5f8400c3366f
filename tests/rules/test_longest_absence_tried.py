"""The longest absence that costs nothing: what one length costs, and how the longest is looked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.assessment.longest_absence import (
    _costs_nothing,
    _costs_nothing_in_one_choice,
    _halve,
    _said,
    _then,
    longest_absence,
)
from belgian_residence.routes.outcome import Outcome

ON = date(2026, 11, 28)
Case = dict[str, Any]

WORKER: Case = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2023-05-10", "ground": "single_permit", "first_card_issued": "2023-05-10"}],
    "absences": [],
}
ROUGH = WORKER | {"stays": [{"from": "2023-05", "ground": "single_permit", "first_card_issued": None}]}
# Eleven months and twenty days abroad in the five years of L: more than ten already (L-ABS-2).
ELEVEN = [{"from": "2024-01-10", "to": "2024-06-30"}, {"from": "2025-01-10", "to": "2025-06-30"}]
TRAVELLER = WORKER | {"absences": ELEVEN}
# Temporary protection counts for no card: only the card can be lost.
SHELTERED = WORKER | {"stays": [{"from": "2022-03-10", "ground": "temporary_protection"}]}
RUNS_OUT = WORKER | {"card_expiry": "2026-12-15"}
FRENCH: Case = {"nationality": "FR", "card": "EU", "annex_19": "2024-10-01", "absences": [], "interruptions": []}
HOLDER: Case = {"nationality": "FR", "card": "EU+", "annex_19": "2015-10-01", "absences": [], "interruptions": []}
# Two years and three months abroad since the right of permanent residence: is it lost? (EUP-LOSS-1)
DOUBTED = HOLDER | {"absences": [{"from": "2021-10-01", "to": "2024-01-01"}]}

COSTS = [
    # what it is, the case, the departure, the return, does it cost nothing?
    ("a day less than six months (L-ABS-1)", WORKER, "2026-11-28", "2027-05-27", True),
    ("six months", WORKER, "2026-11-28", "2027-05-28", False),
    ("a day less than six months, a rough first day", ROUGH, "2026-11-28", "2027-05-27", True),
    ("six months, a rough first day", ROUGH, "2026-11-28", "2027-05-28", False),
    ("a day less than six months, later on", WORKER, "2027-02-01", "2027-07-31", True),
    ("six months, later on", WORKER, "2027-02-01", "2027-08-01", False),
    ("over more than ten months in all one day costs (L-ABS-2)", TRAVELLER, "2026-11-28", "2026-11-29", False),
    ("back before today, after two months", WORKER, "2026-08-28", "2026-10-28", True),
    ("back before today, after seven months", WORKER, "2026-01-28", "2026-08-28", False),
    ("six months in a year (EUP-ABS-1)", FRENCH, "2026-11-28", "2027-05-28", True),
    ("more than six months in a year", FRENCH, "2026-11-28", "2027-05-29", False),
    ("permanent residence, two years (EUP-LOSS-1)", HOLDER, "2026-11-28", "2028-11-28", True),
    ("permanent residence, more than two years", HOLDER, "2026-11-28", "2028-11-29", False),
    ("another absence is doubted, this one not", DOUBTED, "2026-11-28", "2027-02-28", True),
    ("the card runs out, three months at most (ABS-4)", RUNS_OUT, "2026-11-28", "2027-01-15", True),
    ("the card runs out, more than three months", RUNS_OUT, "2026-11-28", "2027-03-15", False),
    ("no route moves, the card is kept", SHELTERED, "2026-11-28", "2027-02-28", True),
    ("no route moves, the card is lost after a year (CARD-ABS-3)", SHELTERED, "2026-11-28", "2028-02-28", False),
]


@pytest.mark.parametrize(("case", "start", "back", "free"), [row[1:] for row in COSTS], ids=[row[0] for row in COSTS])
def test_what_an_absence_costs(case: Case, start: str, back: str, free: bool) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(back)
    then, returns = _then(case, first, (last - first).days)
    assert returns == last
    assert _costs_nothing_in_one_choice(then, last, ON) is free
    assert _costs_nothing(case, then, last, ON) is free


def test_the_absence_is_told_as_the_last_one() -> None:
    case = WORKER | {"absences": ELEVEN}
    then, back = _then(case, date(2027, 1, 30), 3)
    assert back == date(2027, 2, 2)
    assert then == {**case, "absences": [*ELEVEN, {"from": "2027-01-30", "to": "2027-02-02"}]}


@pytest.mark.parametrize(
    ("case", "start", "most", "days"),
    [
        pytest.param(WORKER, ON, 1, 1, id="no more than was asked"),
        pytest.param(WORKER, ON, 182, 180, id="to 27 May, a day less than six months"),
        pytest.param(WORKER, date(2026, 12, 28), 183, 181, id="from another day, to 27 June"),
        pytest.param(TRAVELLER, ON, 3, 0, id="every absence costs something"),
        pytest.param(
            WORKER | {"absences": [{"from": "2026-12-08", "to": "2026-12-10"}]}, ON, 12, 10, id="up to one planned"
        ),
        # Whoever is back today and gone again may have been away all the time; past three months it is to be told.
        pytest.param(
            WORKER | {"absences": [{"from": "2026-10-01", "to": "2026-11-28"}]},
            ON,
            60,
            33,
            id="perhaps one trip with the one before it: to 31 December",
        ),
        pytest.param(
            WORKER | {"absences": [{"from": "2026-08-28", "to": "2026-11-28"}]},
            ON,
            1,
            0,
            id="perhaps one trip, which has lasted three months already",
        ),
        pytest.param(WORKER | {"absences": None}, ON, 3, None, id="the other absences are not known"),
    ],
)
def test_the_longest_absence(case: Case, start: date, most: int, days: int | None) -> None:
    assert longest_absence(case, start, ON, most) == days


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        pytest.param("2026-11-10", 0, id="it has ended"),
        pytest.param("2026-11-28", 0, id="it ends today"),
        pytest.param("2026-11-29", 1, id="it ends tomorrow"),
        pytest.param("2027-02-26", 90, id="the day before three months"),
        pytest.param("2027-02-28", 92, id="on the day on which they end"),
        pytest.param("2027-03-01", 93, id="the day after: still by the card"),
        pytest.param("2027-05-26", 179, id="the day before the limit of L"),
        pytest.param("2027-05-27", 180, id="on it"),
        pytest.param("2027-05-28", 180, id="the day after it: by the limit"),
        pytest.param("2027-02", 65, id="a month: the first day that it can be"),
        pytest.param(None, 180, id="not known: by the limit"),
    ],
)
def test_it_does_not_go_past_the_last_day_of_the_card(ends: str | None, days: int) -> None:
    """Who is away on that day may need a visa to come back, and cannot renew the card (ABS-2, ABS-4, CARD-ABS-7)."""
    assert longest_absence(WORKER | {"card_expiry": ends}, ON, ON, 730) == days


@pytest.mark.parametrize(
    ("free", "not_free", "longest"),
    [(0, 1, 0), (0, 2, 0), (0, 2, 1), (0, 730, 180), (0, 730, 729), (0, 729, 0), (10, 20, 10), (10, 21, 20)],
)
def test_the_last_free_length_is_found(free: int, not_free: int, longest: int) -> None:
    assert _halve(free, not_free, lambda days: days <= longest) == longest


DAY = date(2028, 5, 10)
LATER = Outcome("later", DAY, "right", {"safe": DAY}, clock=DAY)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(Outcome("open", DAY, "right", {"safe": DAY}, clock=DAY), False, id="another status"),
        pytest.param(Outcome("later", None, "right", {"safe": DAY}, clock=DAY), False, id="another day"),
        pytest.param(
            Outcome("later", DAY, "right", {"safe": DAY}, clock=DAY + timedelta(1)), False, id="another clock"
        ),
        pytest.param(Outcome("later", DAY, "right", {}, clock=DAY), False, id="other readings"),
        pytest.param(
            Outcome("later", DAY, "expected", {"safe": DAY}, missing=("income",), clock=DAY), True, id="the rest"
        ),
    ],
)
def test_what_of_a_route_must_stay_the_same(other: Outcome, same: bool) -> None:
    assert (_said({"L": LATER}) == _said({"L": other})) is same
    assert _said({"L": LATER}) != _said({"B": LATER})
