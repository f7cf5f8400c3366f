"""Absences and the years of lawful stay in tables (Nationality Code art. 7bis §3, NAT-TITLE-6, reading 20)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from belgian_residence.counting.away import Allowed
from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.nationality.absences import away_in, complete, interrupts, share_of, until_today
from belgian_residence.told.person import Person
from briefly import away

ON = date(2026, 6, 1)


def one_trip(departure: str, back: str | None) -> Trip:
    (found,) = trips([away(departure, back)], SAFE, ON)
    return found


@pytest.mark.parametrize(
    ("departure", "back", "too_long"),
    [
        ("2022-01-10", "2022-07-09", False),
        ("2022-01-10", "2022-07-10", False),  # six months exactly
        ("2022-01-10", "2022-07-11", True),
        ("2021-08-31", "2022-02-28", False),  # the last day of the shorter month (reading 23)
        ("2021-08-31", "2022-03-01", True),
        ("2025-12-01", None, False),  # not back: until the date asked about
        ("2025-11-30", None, True),
    ],
)
def test_one_absence_may_last_six_months(departure: str, back: str | None, too_long: bool) -> None:
    assert interrupts(one_trip(departure, back), ON) is too_long


@pytest.mark.parametrize(("years", "months"), [(5, 12), (10, 24), (35, 84)])
def test_all_together_one_fifth_of_the_term(years: int, months: int) -> None:
    assert share_of(Fraction(12 * years), ON) == months
    assert away_in(years, ON) == (Allowed(6), Allowed(months, years))


@pytest.mark.parametrize(
    ("back", "end"),
    [("2026-05-01", date(2026, 5, 1)), ("2026-06-01", ON), ("2026-09-01", ON)],
)
def test_of_an_absence_what_has_happened(back: str, end: date) -> None:
    trip = one_trip("2026-03-01", back)
    assert until_today(trip, ON) == trip._replace(end=end)


# --- from which day the years lie behind --------------------------------------------------------------------------

SLIDES = SAFE.but(one_fifth_restart=False)
FIRST, SECOND, THIRD = ("2021-01-01", "2021-07-01"), ("2022-01-01", "2022-07-01"), ("2023-01-01", "2023-02-01")
"""Six months, six months, one month."""
COMPLETE: list[tuple[str, list[tuple[str, str | None]], int, str, str]] = [
    # absences, years; complete safe, and where the years slide on, of a stay that counts since 1 June 2020
    ("never away", [], 5, "2025-06-01", "2025-06-01"),
    ("six months", [FIRST], 5, "2025-06-01", "2025-06-01"),
    ("six months and a day: again from the return", [("2021-01-01", "2021-07-02")], 5, "2026-07-02", "2026-07-02"),
    ("twelve months in all", [FIRST, SECOND], 5, "2025-06-01", "2025-06-01"),
    # thirteen: a month of the first must lie outside the five years
    ("thirteen months in all", [FIRST, SECOND, THIRD], 5, "2028-02-01", "2026-02-01"),
    ("thirteen months of ten years", [FIRST, SECOND, THIRD], 10, "2030-06-01", "2030-06-01"),
    ("before the stay counted", [("2019-01-01", "2020-01-01"), SECOND], 5, "2025-06-01", "2025-06-01"),
    ("back on the day from which it counts", [("2019-06-01", "2020-06-01")], 5, "2025-06-01", "2025-06-01"),
    ("back on the day after", [("2019-06-01", "2020-06-02")], 5, "2025-06-02", "2025-06-02"),
    # the years just before the declaration count, not those that were once complete
    ("since the years were complete", [("2025-07-01", "2026-05-01")], 5, "2031-05-01", "2031-05-01"),
    ("not back for seven months", [("2025-11-01", None)], 10, "2036-06-01", "2036-06-01"),
    ("planned before the ten years are complete", [("2027-01-01", "2027-09-01")], 10, "2037-09-01", "2037-09-01"),
    ("planned for after them", [("2030-07-01", "2031-06-01")], 10, "2030-06-01", "2030-06-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("absences", "years", "safe", "slid"), [row[1:] for row in COMPLETE], ids=[row[0] for row in COMPLETE]
)
def test_from_which_day_the_years_lie_behind(
    absences: list[tuple[str, str | None]], years: int, safe: str, slid: str
) -> None:
    person = Person(absences=tuple(away(*one) for one in absences))
    found = [str(complete(date(2020, 6, 1), years, Situation(person, ON, way))) for way in (SAFE, SLIDES)]
    assert found == [safe, slid]


RETURNS: list[tuple[str, list[tuple[str, str | None]], str, str]] = [
    # absences, the years with all of them, and with those only whose return is known
    ("not back for seven months", [("2025-11-01", None)], "2031-06-01", "2027-06-01"),
    ("not back for six", [("2025-12-01", None)], "2027-06-01", "2027-06-01"),
    ("back after seven, before it", [("2024-01-01", "2024-08-01"), ("2025-11-01", None)], "2031-06-01", "2029-08-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("absences", "every", "returned"), [row[1:] for row in RETURNS], ids=[row[0] for row in RETURNS]
)
def test_a_return_that_is_not_known_can_be_left_out(
    absences: list[tuple[str, str | None]], every: str, returned: str
) -> None:
    situation = Situation(Person(absences=tuple(away(*one) for one in absences)), ON)
    start = date(2022, 6, 1)
    assert str(complete(start, 5, situation)) == every
    assert str(complete(start, 5, situation, returned=True)) == returned


@pytest.mark.parametrize(("way", "day"), [(SAFE, "2026-07-02"), (SAFE.but(whole_days_abroad=True), "2025-06-01")])
def test_the_days_of_travel_count_in_the_safe_way(way: Conventions, day: str) -> None:
    """Reading 22: six months and a day, of which the day of departure is one."""
    person = Person(absences=(away("2021-01-01", "2021-07-02"),))
    assert str(complete(date(2020, 6, 1), 5, Situation(person, ON, way))) == day


def test_of_who_told_of_no_absences_none_are_counted() -> None:
    assert complete(date(2020, 2, 29), 5, Situation(Person(), ON)) == date(2025, 3, 1)
