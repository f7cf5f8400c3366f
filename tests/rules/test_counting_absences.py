"""Absences against years that must not hold too much of them, on one rule: five years, none of six months, ten months
in all."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from belgian_residence.counting.absences import InAll, begin_again, few, first_day, months_away, slide
from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.engine.dates import add_years
from belgian_residence.told.person import Absence
from briefly import day

TEN_IN_FIVE = InAll(Fraction(10), 5)
START = date(2020, 1, 1)


def away(*spans: str) -> list[Trip]:
    """Trips: ``2021-02-01 2021-07-01``."""
    told = [Absence(day(left), day(back)) for left, back in (span.split() for span in spans)]
    return trips(told, SAFE, START)


def six_months(trip: Trip) -> bool:
    return trip.reaches(6)


# --- How much the years hold ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "window", "months"),
    [
        pytest.param((), "2021-01-01 2022-01-01", 0, id="no trip"),
        pytest.param(("2021-02-10 2021-05-10",), "2021-01-01 2022-01-01", 3, id="within"),
        pytest.param(("2021-02-10 2021-05-10",), "2021-03-10 2022-01-01", 2, id="its end"),
        pytest.param(("2021-02-10 2021-05-10",), "2021-01-01 2021-03-10", 1, id="its beginning"),
        pytest.param(("2021-02-10 2021-05-10",), "2021-05-10 2022-01-01", 0, id="over before"),
        pytest.param(("2021-02-10 2021-05-10",), "2020-01-01 2021-02-10", 0, id="not begun"),
        pytest.param(("2021-02-10 2021-05-10", "2021-09-01 2021-10-01"), "2021-01-01 2022-01-01", 4, id="together"),
        pytest.param(("2021-02-10 2021-03-24",), "2021-01-01 2022-01-01", Fraction(45, 31), id="14 days of a March"),
    ],
)
def test_the_months_abroad_between_two_days(spans: tuple[str, ...], window: str, months: Fraction | int) -> None:
    assert months_away(away(*spans), *map(day, window.split())) == months


FIVE_AND_FIVE = ("2021-02-01 2021-07-01", "2023-02-01 2023-07-01")
A_DAY_MORE = ("2021-02-01 2021-07-01", "2023-02-01 2023-07-02")


@pytest.mark.parametrize(
    ("spans", "since", "end", "fits"),
    [
        pytest.param(FIVE_AND_FIVE, "2020-01-01", "2025-01-01", True, id="ten months exactly"),
        pytest.param(A_DAY_MORE, "2020-01-01", "2025-01-01", False, id="and a day"),
        pytest.param(A_DAY_MORE, "2021-02-02", "2025-01-01", True, id="a day of them lies before the years began"),
        pytest.param(A_DAY_MORE, "2020-01-01", "2026-02-01", False, id="the five years begin with the first trip"),
        pytest.param(A_DAY_MORE, "2020-01-01", "2026-02-02", True, id="and a day later"),
        pytest.param(A_DAY_MORE, "2020-01-01", "2023-07-01", True, id="before the last day of the second one"),
    ],
)
def test_so_many_months_that_any_such_years_may_hold(spans: tuple[str, ...], since: str, end: str, fits: bool) -> None:
    assert TEN_IN_FIVE.fits(away(*spans), day(since), day(end)) is fits


@pytest.mark.parametrize(
    ("spans", "months", "expected"),
    [
        pytest.param((), 1, True, id="none"),
        pytest.param(("2021-01-10 2021-02-10",), 2, True, id="a month less"),
        pytest.param(("2021-01-10 2021-02-11",), 2, False, id="not a whole month less"),
        pytest.param(("2021-01-10 2021-03-25",), Fraction(7, 2), True, id="two and a half of three and a half"),
        pytest.param(("2021-01-10 2021-07-10",), 60, False, id="one is too long by itself"),
        pytest.param(("2021-01-10 2021-07-09", "2023-01-10 2023-07-09"), 60, True, id="long, but not too long"),
    ],
)
def test_few_absences(spans: tuple[str, ...], months: Fraction | int, expected: bool) -> None:
    told = [trip.absence for trip in away(*spans)]
    assert few(told, START, six_months, months) is expected


@pytest.mark.parametrize(("on", "expected"), [("2021-07-09", True), ("2021-07-10", False), ("2020-06-01", True)])
def test_one_who_is_not_back_has_been_away_until_the_date_asked_about(on: str, expected: bool) -> None:
    assert few([Absence(day("2021-01-10"), None)], day(on), six_months, 60) is expected


# --- From which day the years run -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "one_by_one", "in_all"),
    [
        pytest.param((), "2020-01-01", "2020-01-01", id="no trip"),
        pytest.param(("2022-03-10 2022-09-09",), "2020-01-01", "2020-01-01", id="a day less than six months"),
        pytest.param(("2022-03-10 2022-09-10",), "2022-09-10", "2022-09-10", id="six months"),
        pytest.param(("2019-01-01 2020-01-01",), "2020-01-01", "2020-01-01", id="back on the first day"),
        pytest.param(("2019-01-01 2020-01-02",), "2020-01-02", "2020-01-02", id="back a day after it"),
        pytest.param(FIVE_AND_FIVE, "2020-01-01", "2020-01-01", id="ten months in all"),
        pytest.param(A_DAY_MORE, "2020-01-01", "2023-07-02", id="more than ten"),
        pytest.param((*A_DAY_MORE, "2024-02-01 2024-02-02"), "2020-01-01", "2024-02-02", id="still more than ten"),
        pytest.param((*A_DAY_MORE, "2027-02-01 2027-02-02"), "2020-01-01", "2023-07-02", id="later on less again"),
        pytest.param(("2021-01-10 2021-08-10", "2023-01-10 2023-08-10"), "2023-08-10", "2023-08-10", id="the last one"),
        # what was before a return still counts
        pytest.param(
            ("2021-01-10 2021-07-10", "2023-02-01 2023-06-02"), "2021-07-10", "2023-06-02", id="with the first"
        ),
    ],
)
def test_the_years_begin_again_on_the_return(spans: tuple[str, ...], one_by_one: str, in_all: str) -> None:
    assert begin_again(away(*spans), START, six_months) == day(one_by_one)
    assert begin_again(away(*spans), START, six_months, TEN_IN_FIVE) == day(in_all)


@pytest.mark.parametrize(
    ("complete", "spans", "since", "slid"),
    [
        pytest.param("2025-01-01", (), "2020-01-01", "2025-01-01", id="no trip"),
        pytest.param("2025-01-01", FIVE_AND_FIVE, "2020-01-01", "2025-01-01", id="ten months"),
        pytest.param("2025-01-01", A_DAY_MORE, "2020-01-01", "2026-02-02", id="a day of the first one must go"),
        pytest.param("2025-01-01", A_DAY_MORE, "2021-02-02", "2025-01-01", id="which lies before the years began"),
        pytest.param("2026-02-01", A_DAY_MORE, "2020-01-01", "2026-02-02", id="the day before"),
        pytest.param("2026-02-02", A_DAY_MORE, "2020-01-01", "2026-02-02", id="gone by then"),
        # a trip that runs on the day, or begins later, fills them again
        pytest.param(
            "2025-01-01",
            ("2021-02-01 2021-07-01", "2023-02-01 2023-07-01", "2024-12-31 2025-01-03"),
            *("2020-01-01", "2026-02-04"),
            id="back only after the day",
        ),
        # 5 months of each: until five months of them lie before, on the day of the return of the first one
        pytest.param(
            "2025-01-01",
            ("2021-02-01 2021-07-01", "2022-02-01 2022-07-01", "2023-02-01 2023-07-01"),
            *("2020-01-01", "2026-07-01"),
            id="a whole trip must go",
        ),
    ],
)
def test_the_day_slides_on_until_the_years_before_it_hold_no_more(
    complete: str, spans: tuple[str, ...], since: str, slid: str
) -> None:
    assert slide(day(complete), away(*spans), day(since), TEN_IN_FIVE) == day(slid)


# --- What is planned ------------------------------------------------------------------------------------------------


def five_years(known: list[Trip]) -> date:
    """Five years from 1 January 2020, or from the return of the last trip of six months."""
    return add_years(begin_again(known, START, six_months), 5)


@pytest.mark.parametrize(
    ("spans", "on", "whole", "cut"),
    [
        pytest.param((), "2024-06-01", "2025-01-01", "2025-01-01", id="no trip"),
        pytest.param(("2022-01-01 2022-08-01",), "2024-06-01", "2027-08-01", "2027-08-01", id="it lies behind"),
        # complete by the date: what is planned undoes nothing
        pytest.param(("2024-10-01 2025-08-01",), "2025-01-01", "2025-01-01", "2025-01-01", id="complete, still away"),
        pytest.param(("2024-10-01 2025-08-01",), "2025-03-31", "2025-01-01", "2025-01-01", id="not yet six months"),
        pytest.param(("2024-10-01 2025-08-01",), "2025-04-01", "2030-08-01", "2030-08-01", id="six months today"),
        # not complete: what is planned counts if it begins before
        pytest.param(("2024-10-01 2025-08-01",), "2024-12-31", "2030-08-01", "2025-01-01", id="it runs on that day"),
        pytest.param(("2024-10-01 2025-08-01",), "2024-06-01", "2030-08-01", "2025-01-01", id="it will run on it"),
        pytest.param(("2024-07-01 2025-08-01",), "2024-06-01", "2030-08-01", "2030-08-01", id="for six months by then"),
        pytest.param(("2024-07-02 2025-08-01",), "2024-06-01", "2030-08-01", "2025-01-01", id="a day less by then"),
        pytest.param(("2024-06-01 2024-12-05",), "2024-06-01", "2029-12-05", "2029-12-05", id="from the date on"),
        pytest.param(("2024-12-31 2025-08-01",), "2024-06-01", "2030-08-01", "2025-01-01", id="from the day before"),
        pytest.param(("2025-01-01 2025-08-01",), "2024-06-01", "2025-01-01", "2025-01-01", id="from that day on"),
        pytest.param(("2024-07-01 2025-01-01",), "2024-06-01", "2030-01-01", "2030-01-01", id="back on that day"),
        # one after the other, each before the day that the one before gives
        pytest.param(
            ("2024-06-02 2024-12-05", "2026-01-01 2026-09-01"),
            *("2024-06-01", "2031-09-01", "2031-09-01"),
            id="another one, before the day that is found then",
        ),
        pytest.param(
            ("2024-06-02 2024-12-05", "2029-12-05 2030-09-01"),
            *("2024-06-01", "2029-12-05", "2029-12-05"),
            id="another one, from that day on",
        ),
        pytest.param(
            ("2024-06-02 2024-12-05", "2029-12-04 2030-09-01"),
            *("2024-06-01", "2035-09-01", "2029-12-05"),
            id="another one, from the day before",
        ),
        pytest.param(
            ("2024-07-01 2024-08-01", "2025-01-01 2025-08-01"),
            *("2024-06-01", "2025-01-01", "2025-01-01"),
            id="a short one, then a long one from that day on",
        ),
        pytest.param(
            ("2024-11-01 2025-02-01", "2025-03-01 2025-12-01"),
            *("2024-06-01", "2025-01-01", "2025-01-01"),
            id="a short one, then a long one after that day",
        ),
    ],
)
def test_the_first_day_on_which_the_years_lie_behind(spans: tuple[str, ...], on: str, whole: str, cut: str) -> None:
    """A trip that runs on that day counts whole, or only as far as that day."""
    every = away(*spans)
    assert first_day(every, day(on), five_years) == day(whole)
    assert first_day(every, day(on), five_years, cut_on_the_day=True) == day(cut)
