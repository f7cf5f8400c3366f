"""The parts of the years of a card: for a clock, a person and a way of counting, in a table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from belgian_residence.assessment.clock_parts import _part, _window, clock_parts
from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.routes.l.stays import Span
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day

ON = date(2026, 11, 28)
FULL, HALF = Fraction(1), Fraction(1, 2)
Part = tuple[str, str, str]


def stay(ground: str, first: str, last: str | None = None, card: str | None = None, index: int = 0) -> Stay:
    return Stay(day(first), day(last), ground, first_card=day(card or first), index=index)


def person(*stays: Stay, **facts: Any) -> Person:
    return Person(nationality=frozenset({"MA"}), card="A", absences=(), stays=stays).but(**facts)


WORKER = person(stay("single_permit", "2021-10-04"))
TWO_PERMITS = person(stay("single_permit", "2021-10-04", "2023-10-03"), stay("blue_card", "2023-10-04", index=1))
# 1 September 2018 to 31 August 2023 for half is two years and a half; five years on 1 March 2026 (L-5Y-2).
STUDENT = person(stay("student", "2018-09-01", "2023-08-31"), stay("single_permit", "2023-09-01", index=1))
CARD_LATE = person(
    stay("student", "2018-09-01", "2023-08-31", card="2018-11-01"), stay("single_permit", "2023-09-01", index=1)
)
AWAY = STUDENT.but(absences=(Absence(day("2020-01-10"), day("2020-08-10")),))
ALONE = person(stay("unaccompanied_minor", "2025-03-03"), birth_date=day("2012-01-01"))
REGISTERED: Conventions = SAFE.but(clock_from_registration=True)

TABLE: list[tuple[str, str, Person, str | None, Any, Conventions, list[Part]]] = [
    # what it is, the route, the person, the clock, its status, the way of counting, the parts
    ("five years for B (B-WORK-1)", "B", WORKER, "2026-10-04", "open", SAFE, [("2021-10-04", "2026-10-04", "full")]),
    ("ahead", "B", WORKER, "2027-03-01", "later", SAFE, [("2022-03-01", "2027-03-01", "full")]),
    ("not settled", "B", WORKER, "2027-03-01", "unsettled", SAFE, [("2022-03-01", "2027-03-01", "full")]),
    ("closed", "B", WORKER, "2026-10-04", "closed", SAFE, []),
    ("without a day", "B", WORKER, None, "unsettled", SAFE, []),
    ("nationality is no card", "nationality", WORKER, "2026-10-04", "open", SAFE, []),
    ("three years for B (B-UAM-1)", "B", ALONE, "2028-03-03", "later", SAFE, [("2025-03-03", "2028-03-03", "full")]),
    ("five years for L (L-5Y-1)", "L", WORKER, "2026-10-04", "open", SAFE, [("2021-10-04", "2026-10-04", "full")]),
    ("a later day for L, in full", "L", WORKER, "2027-03-01", "later", SAFE, [("2022-03-01", "2027-03-01", "full")]),
    ("two stays in full are one part", "L", TWO_PERMITS, "2026-10-04", "open", SAFE,
     [("2021-10-04", "2026-10-04", "full")]),
    ("study for half, for L (L-5Y-2)", "L", STUDENT, "2026-03-01", "open", SAFE,
     [("2018-09-01", "2023-09-01", "half"), ("2023-09-01", "2026-03-01", "full")]),
    ("study is no part of B", "B", STUDENT, "2028-09-01", "later", SAFE, [("2023-09-01", "2028-09-01", "full")]),
    ("three days later it is the same day", "L", STUDENT, "2026-03-04", "open", SAFE,
     [("2018-09-01", "2023-09-01", "half"), ("2023-09-01", "2026-03-04", "full")]),
    ("four days later it is not", "L", STUDENT, "2026-03-05", "open", SAFE, []),
    ("nor four days before", "L", STUDENT, "2026-02-25", "open", SAFE, []),
    ("from the first card (L-5Y-8)", "L", CARD_LATE, "2026-04-01", "open", SAFE,
     [("2018-11-01", "2023-09-01", "half"), ("2023-09-01", "2026-04-01", "full")]),
    ("from registration (reading 6)", "L", CARD_LATE, "2026-03-01", "open", REGISTERED,
     [("2018-09-01", "2023-09-01", "half"), ("2023-09-01", "2026-03-01", "full")]),
    ("from the return of a long absence (L-ABS-1)", "L", AWAY, "2027-02-20", "later", SAFE,
     [("2020-08-10", "2023-09-01", "half"), ("2023-09-01", "2027-02-20", "full")]),
    ("K: all legal stay in full (K-COUNT-1)", "K", STUDENT, "2023-09-01", "open", SAFE,
     [("2018-09-01", "2023-09-01", "full")]),
    ("K waits for unlimited stay: the years of stay", "K", STUDENT, "2028-09-01", "later", SAFE,
     [("2018-09-01", "2023-09-01", "full")]),
    ("K: the years of stay lead to a later day", "K", STUDENT, "2023-08-31", "later", SAFE, []),
    ("K: not known how long the stay was", "K", person().but(stays=None), "2023-09-01", "unsettled", SAFE, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "told", "clock", "status", "way", "parts"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_parts_of_the_years(
    key: str, told: Person, clock: str | None, status: Any, way: Conventions, parts: list[Part]
) -> None:
    outcome = Outcome(status, None, "right", clock=day(clock))
    found = clock_parts(key, outcome, told, ON, way)
    assert [(one["from"], one["until"], one["counts"]) for one in found] == parts


@pytest.mark.parametrize(
    ("last", "weight", "until", "parts"),
    [
        pytest.param("2023-09-01", HALF, "2026-03-01", [("2020-01-01", "2023-09-01", "half")], id="ended before"),
        pytest.param(None, FULL, "2026-03-01", [("2020-01-01", "2026-03-01", "full")], id="runs on"),
        pytest.param("2026-09-01", FULL, "2026-03-01", [("2020-01-01", "2026-03-01", "full")], id="ends after"),
        pytest.param(None, FULL, "2020-01-02", [("2020-01-01", "2020-01-02", "full")], id="one day"),
        pytest.param(None, FULL, "2020-01-01", [], id="begins on the day"),
        pytest.param("2026-09-01", FULL, "2019-01-01", [], id="begins after it"),
    ],
)
def test_the_part_of_a_stay_ends_on_the_day(last: str | None, weight: Fraction, until: str, parts: list[Part]) -> None:
    span = Span(day("2020-01-01"), day(last), weight)
    assert [(one["from"], one["until"], one["counts"]) for one in _part(span, day(until))] == parts


@pytest.mark.parametrize(
    ("until", "years", "first"),
    [("2026-10-04", 5, "2021-10-04"), ("2026-03-01", 3, "2023-03-01"), ("2028-02-29", 5, "2023-03-01")],
)
def test_so_many_years_before_a_day(until: str, years: int, first: str) -> None:
    assert _window(day(until), years) == [{"from": first, "until": until, "counts": "full"}]


def test_without_a_day_or_a_length_there_is_no_window() -> None:
    assert _window(None, 5) == []
    assert _window(day("2026-10-04"), None) == []
