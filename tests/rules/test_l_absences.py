"""The limits on absences in the five years of an L card, and which absences they look at (L-ABS-1, L-ABS-2,
L-BLUE-1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.away import Allowed
from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.l.absences import (
    AbsenceLimits,
    allowed_away,
    blue_card_limits,
    break_nothing,
    first_day,
    is_outside_eu,
    limits_of,
    outside_eu_not_known,
    restart,
    slide,
    too_long,
)
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day

ON = date(2024, 6, 1)
START, COMPLETE = date(2020, 1, 1), date(2025, 1, 1)
SLIDES = replace(SAFE, ten_months_restart=False)
CUT = replace(SAFE, absence_ends_with_five_years=True)
WHOLE_DAYS = replace(SAFE, whole_days_abroad=True)
ORDINARY = AbsenceLimits(6, 10, 5)
BLUE = AbsenceLimits(12, 18, 5, single_is_allowed=True, only_outside_eu=True)


def away(span: str, **more: Any) -> Absence:
    """A trip: ``2021-02-01 2021-07-01``; without a return where only one day is told."""
    left, *back = span.split()
    return Absence(day(left), day(back[0]) if back else None, **more)


def counted(*spans: str) -> list[Trip]:
    return trips([away(span) for span in spans], SAFE, ON)


# --- Which limits ---------------------------------------------------------------------------------------------------

WORK, CARD = Stay(START, None, "single_permit"), Stay(START, None, "blue_card")
IN_GERMANY = Stay(date(2018, 1, 1), date(2019, 12, 31), "blue_card", country="DE")


@pytest.mark.parametrize(
    ("stays", "limits", "at_once"),
    [
        pytest.param((WORK,), ORDINARY, (Allowed(6), Allowed(10, 5)), id="a permit"),
        pytest.param((CARD,), BLUE, (Allowed(12), Allowed(18, 5)), id="a Blue Card"),
        pytest.param(
            (replace(WORK, end=date(2023, 12, 31)), replace(CARD, start=date(2024, 1, 1))),
            *(BLUE, (Allowed(12), Allowed(18, 5))),
            id="a Blue Card now",
        ),
        pytest.param(
            (replace(CARD, end=date(2023, 12, 31)), replace(WORK, start=date(2024, 1, 1))),
            *(ORDINARY, (Allowed(6), Allowed(10, 5))),
            id="a Blue Card once",
        ),
        # What was said since the arrival here says nothing of the time there.
        pytest.param((IN_GERMANY, CARD), BLUE, None, id="one in Germany before"),
        pytest.param((replace(IN_GERMANY, ground="student"), WORK), ORDINARY, None, id="study in Germany before"),
        pytest.param((), ORDINARY, (Allowed(6), Allowed(10, 5)), id="no stay"),
        pytest.param(None, ORDINARY, (Allowed(6), Allowed(10, 5)), id="stays not known"),
    ],
)
def test_the_limits_of_a_person(
    stays: tuple[Stay, ...] | None, limits: AbsenceLimits, at_once: tuple[Allowed, ...] | None
) -> None:
    situation = Situation(Person(stays=stays), ON)
    assert limits_of(situation) == limits
    assert allowed_away(situation) == at_once


def test_twelve_months_and_eighteen_from_the_eu_with_a_blue_card() -> None:
    assert blue_card_limits(ON) == BLUE


# --- Which absences -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "safe", "else_inside"), [(True, True, True), (False, False, False), (None, True, False)]
)
def test_an_absence_from_the_eu(told: bool | None, safe: bool, else_inside: bool) -> None:
    (trip,) = trips([away("2021-01-01 2021-02-01", outside_eu=told)], SAFE, ON)
    assert is_outside_eu(trip) is safe
    assert is_outside_eu(trip, not_known_is_in_eu=True) is else_inside


def test_the_absences_of_which_it_is_not_known() -> None:
    told = [
        away("2021-01-01 2021-02-01", outside_eu=where, index=i) for i, where in enumerate((None, True, False, None))
    ]
    asked = ("absences[0].outside_eu", "absences[3].outside_eu")
    assert outside_eu_not_known(Person(absences=tuple(told))) == asked
    assert outside_eu_not_known(Person()) == ()


OUTSIDE, INSIDE = away("2021-01-01 2021-02-01", outside_eu=True), away("2022-01-01 2022-02-01", outside_eu=False)
NOT_KNOWN, RUNS = away("2023-01-01 2023-02-01"), away("2024-05-01", outside_eu=True)


@pytest.mark.parametrize(
    ("limits", "only_known", "years"),
    [
        (ORDINARY, False, [2021, 2022, 2023, 2024]),
        (ORDINARY, True, [2021, 2022, 2023]),
        (BLUE, False, [2021, 2023, 2024]),
        (BLUE, True, [2021, 2023]),
        (replace(BLUE, not_known_is_in_eu=True), False, [2021, 2024]),
        (replace(ORDINARY, not_known_is_in_eu=True), False, [2021, 2022, 2023, 2024]),
    ],
)
def test_the_trips_that_are_counted(limits: AbsenceLimits, only_known: bool, years: list[int]) -> None:
    """With a Blue Card those from the EU; of some it is not known whether they are over."""
    seen: list[int] = []

    def complete_today(known: list[Trip]) -> date:
        seen.extend(trip.start.year for trip in known)
        return ON

    situation = Situation(Person(absences=(OUTSIDE, INSIDE, NOT_KNOWN, RUNS)), ON)
    assert first_day(situation, limits, complete_today, only_known_returns=only_known) == ON
    assert seen == years


def test_no_absences_known_are_no_trips() -> None:
    assert first_day(Situation(Person(), ON), ORDINARY, lambda known: date(2024, 1, 1 + len(known))) == date(2024, 1, 1)


# --- What they do ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "ordinary", "blue"),
    [
        ("2022-03-10 2022-09-09", False, False),
        ("2022-03-10 2022-09-10", True, False),  # six months exactly: "shorter than"
        ("2022-03-10 2022-09-11", True, False),
        ("2022-03-10 2023-03-09", True, False),
        ("2022-03-10 2023-03-10", True, False),  # twelve months exactly: "not more than"
        ("2022-03-10 2023-03-11", True, True),
    ],
)
def test_one_absence_that_breaks_the_five_years(span: str, ordinary: bool, blue: bool) -> None:
    (trip,) = counted(span)
    assert too_long(trip, ORDINARY) is ordinary
    assert too_long(trip, BLUE) is blue


FIVE_AND_FIVE = ("2021-02-01 2021-07-01", "2023-02-01 2023-07-01")
A_DAY_MORE = ("2021-02-01 2021-07-01", "2023-02-01 2023-07-02")
NINE_AND_NINE = ("2021-02-01 2021-11-01", "2023-02-01 2023-11-01")
NINE_AND_A_DAY = ("2021-02-01 2021-11-01", "2023-03-01 2023-12-02")


@pytest.mark.parametrize(
    ("spans", "limits", "safe", "slides"),
    [
        pytest.param((), ORDINARY, "2020-01-01", "2020-01-01", id="none"),
        pytest.param(("2022-03-10 2022-09-10",), ORDINARY, "2022-09-10", "2022-09-10", id="six months"),
        pytest.param(("2022-03-10 2022-09-10",), BLUE, "2020-01-01", "2020-01-01", id="six months, Blue Card"),
        pytest.param(FIVE_AND_FIVE, ORDINARY, "2020-01-01", "2020-01-01", id="ten months in all"),
        pytest.param(A_DAY_MORE, ORDINARY, "2023-07-02", "2020-01-01", id="more than ten"),
        pytest.param(NINE_AND_NINE, BLUE, "2020-01-01", "2020-01-01", id="eighteen, Blue Card"),
        pytest.param(NINE_AND_A_DAY, BLUE, "2023-12-02", "2020-01-01", id="more than eighteen, Blue Card"),
    ],
)
def test_the_day_from_which_the_years_run(
    spans: tuple[str, ...], limits: AbsenceLimits, safe: str, slides: str
) -> None:
    """Reading 2: more than the months in all begin the years again, or let them slide on."""
    assert restart(counted(*spans), START, limits, SAFE) == day(safe)
    assert restart(counted(*spans), START, limits, SLIDES) == day(slides)


@pytest.mark.parametrize(
    ("spans", "limits", "slid"),
    [
        pytest.param(FIVE_AND_FIVE, ORDINARY, "2025-01-01", id="ten months"),
        pytest.param(A_DAY_MORE, ORDINARY, "2026-02-02", id="more than ten"),
        pytest.param(A_DAY_MORE, BLUE, "2025-01-01", id="more than ten, Blue Card"),
        pytest.param(NINE_AND_A_DAY, BLUE, "2026-02-02", id="more than eighteen, Blue Card"),
        pytest.param(A_DAY_MORE, replace(ORDINARY, years=2), "2025-01-01", id="any two years hold no more than five"),
    ],
)
def test_the_day_slides_on(spans: tuple[str, ...], limits: AbsenceLimits, slid: str) -> None:
    assert slide(COMPLETE, counted(*spans), START, limits) == day(slid)


@pytest.mark.parametrize(
    ("spans", "limits", "nothing"),
    [
        pytest.param((), ORDINARY, True, id="none"),
        pytest.param(("2021-02-01 2021-07-31",), ORDINARY, True, id="one of less than six months"),
        pytest.param(("2021-02-01 2021-08-01",), ORDINARY, False, id="one of six"),
        pytest.param(("2021-02-01 2021-07-01", "2023-02-01 2023-06-01"), ORDINARY, True, id="nine months in all"),
        pytest.param(("2021-02-01 2021-07-01", "2023-02-01 2023-06-02"), ORDINARY, False, id="more than nine"),
        pytest.param(("2021-02-01 2022-02-01",), BLUE, True, id="one of twelve, Blue Card"),
        pytest.param(("2021-02-01 2022-02-02",), BLUE, False, id="one of more than twelve, Blue Card"),
        pytest.param(("2021-02-01 2021-11-01", "2023-02-01 2023-10-01"), BLUE, True, id="seventeen, Blue Card"),
        pytest.param(("2021-02-01 2021-11-01", "2023-02-01 2023-10-02"), BLUE, False, id="more, Blue Card"),
        pytest.param(("2024-01-15",), ORDINARY, True, id="one that runs, not yet for six months"),
        pytest.param(("2023-12-01",), ORDINARY, False, id="one that runs, for six months"),
    ],
)
def test_absences_that_surely_break_nothing(spans: tuple[str, ...], limits: AbsenceLimits, nothing: bool) -> None:
    """None is too long by itself, and a month is left to the limit in all."""
    person = Person(absences=tuple(away(span) for span in spans))
    assert break_nothing(Situation(person, ON), limits) is nothing


def test_of_absences_that_are_not_known_none_is_counted() -> None:
    assert break_nothing(Situation(Person(), ON), ORDINARY)


@pytest.mark.parametrize(
    ("span", "way", "found"),
    [
        pytest.param("2024-11-05 2025-06-05", SAFE, "2030-06-05", id="judged whole"),
        pytest.param("2024-11-05 2025-06-05", CUT, "2025-01-01", id="or only as far as the day of the five years"),
        pytest.param("2022-03-10 2022-09-10", SAFE, "2027-09-10", id="from one day of travel to the other"),
        pytest.param("2022-03-10 2022-09-10", WHOLE_DAYS, "2025-01-01", id="or only whole days abroad (reading 22)"),
        pytest.param("2022-03-10 2022-09-11", WHOLE_DAYS, "2027-09-11", id="six months of whole days"),
    ],
)
def test_the_first_day_under_each_reading(span: str, way: Conventions, found: str) -> None:
    situation = Situation(Person(absences=(away(span),)), ON, way)

    def five_years(known: list[Trip]) -> date:
        begins = restart(known, START, ORDINARY, way)
        return begins.replace(year=begins.year + 5)

    assert first_day(situation, ORDINARY, five_years) == day(found)
