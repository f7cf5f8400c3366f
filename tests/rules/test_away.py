"""What is said of all absences at once against a limit of the law: only what is certain counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from belgian_residence.counting.away import (
    NOTHING_SAID,
    Allowed,
    Said,
    holds_unlisted,
    not_told,
    planned_beside_what_was_said,
    said,
)
from belgian_residence.told.person import Absence, Person
from briefly import away, day

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("told", "allowed", "certain"),
    [
        pytest.param(NOTHING_SAID, Allowed(600), False, id="nothing said is not zero"),
        # one in a row: what was said of each is "shorter than"
        pytest.param(Said(each=6), Allowed(6), True, id="each under six months, six in a row allowed"),
        pytest.param(Said(each=7), Allowed(6), False, id="each under seven"),
        pytest.param(Said(each=1), Allowed(600, 5), False, id="of each: nothing of all together"),
        pytest.param(Said(year=5), Allowed(6), True, id="five in a year: none of six in a row"),
        pytest.param(Said(year=6), Allowed(6), False, id="six in a year: one can be six months long"),
        pytest.param(Said(year=11), Allowed(24), True, id="eleven in a year: none is longer than that"),
        pytest.param(Said(year=12), Allowed(24), False, id="twelve in a year: one can last for ever"),
        pytest.param(Said(five_years=11), Allowed(12), True, id="eleven in five years"),
        pytest.param(Said(five_years=59), Allowed(70), True, id="a month less than five years"),
        pytest.param(Said(five_years=60), Allowed(70), False, id="five years in five"),
        # the same years: "at most"
        pytest.param(Said(year=6), Allowed(6, 1), True, id="as many in a year as are allowed"),
        pytest.param(Said(year=7), Allowed(6, 1), False, id="more"),
        pytest.param(Said(five_years=10), Allowed(10, 5), True, id="as many in five years as are allowed"),
        pytest.param(Said(five_years=11), Allowed(10, 5), False, id="more in five years"),
        # other years: at its worst, with a month to spare
        pytest.param(Said(year=1), Allowed(10, 5), True, id="five times one is less than ten"),
        pytest.param(Said(year=2), Allowed(10, 5), False, id="five times two is not"),
        pytest.param(Said(five_years=5), Allowed(6, 1), True, id="five in five years can all lie in one"),
        pytest.param(Said(five_years=6), Allowed(6, 1), False, id="so can six"),
        pytest.param(Said(five_years=5), Allowed(11, 7), True, id="seven years lie in two times five"),
        pytest.param(Said(five_years=6), Allowed(11, 7), False, id="two times six is too many"),
        pytest.param(Said(five_years=5), Allowed(Fraction(31, 3), 7), True, id="a limit of a fifth of some years"),
        # one of several is enough
        pytest.param(Said(each=7, year=5), Allowed(6), True, id="the year, not each"),
        pytest.param(Said(year=7, five_years=5), Allowed(6, 1), True, id="five years, not the year"),
        pytest.param(Said(year=0), Allowed(1), True, id="none at all"),
    ],
)
def test_is_it_certain_that_the_absences_were_within_a_limit(told: Said, allowed: Allowed, certain: bool) -> None:
    assert told.keeps_to(allowed) is certain


SIX_AND_TEN = (Allowed(6), Allowed(10, 5))


@pytest.mark.parametrize(
    ("told", "limits", "certain"),
    [
        (Said(each=6, five_years=10), SIX_AND_TEN, True),
        (Said(each=6, five_years=11), SIX_AND_TEN, False),
        (Said(each=7, five_years=10), SIX_AND_TEN, False),
        (Said(five_years=5), SIX_AND_TEN, True),
        (Said(), (), True),
        (Said(each=1, year=0, five_years=0), None, False),  # limits that only each absence can tell
    ],
)
def test_within_several_limits(told: Said, limits: tuple[Allowed, ...] | None, certain: bool) -> None:
    assert told.keeps_to_all(limits) is certain


def test_more_months_come_on_top_of_what_was_said_in_all() -> None:
    assert Said(each=3, year=2).and_also(4) == Said(each=3, year=6)
    assert Said(five_years=5).and_also(4) == Said(five_years=9)
    assert Said(year=0, five_years=0).and_also(1) == Said(year=1, five_years=1)


def test_what_a_person_said() -> None:
    person = Person(absences_each_under=3, absences_in_a_year=4, absences_in_five_years=5)
    assert said(person) == Said(each=3, year=4, five_years=5)
    assert said(Person()) == NOTHING_SAID


@pytest.mark.parametrize(
    ("absences", "others", "unlisted"),
    [(None, False, True), ((), False, False), ((), True, True), ((away("2025-01-01", None),), False, False)],
)
def test_only_a_list_alone_holds_every_absence(
    absences: tuple[Absence, ...] | None, others: bool, unlisted: bool
) -> None:
    assert holds_unlisted(Person(absences=absences, other_absences=others)) is unlisted


TWO_MONTHS, AND_A_DAY = away("2025-01-10", "2025-03-10"), away("2025-01-10", "2025-03-11")


@pytest.mark.parametrize(
    ("listed", "in_five_years", "asked"),
    [
        pytest.param(None, None, True, id="nothing told"),
        pytest.param(None, 10, False, id="ten of all"),
        pytest.param(None, 11, True, id="eleven of all"),
        pytest.param((), 10, False, id="none listed"),
        pytest.param((TWO_MONTHS,), 8, False, id="eight beside two"),
        pytest.param((TWO_MONTHS,), 9, True, id="nine beside two"),
        pytest.param((AND_A_DAY,), 7, False, id="seven beside two and a day"),
        pytest.param((AND_A_DAY,), 8, True, id="eight beside two and a day"),
        pytest.param((TWO_MONTHS, away("2026-01-10", "2026-02-10")), 7, False, id="seven beside two and one"),
        pytest.param((TWO_MONTHS, away("2026-01-10", "2026-02-10")), 8, True, id="eight beside two and one"),
        pytest.param((away("2026-09-22", None),), 8, False, id="eight beside one that runs, for two months"),
        pytest.param((away("2026-09-21", None),), 8, True, id="for a day more"),
        pytest.param((away("2026-11-01", "2027-01-01"),), 8, False, id="one that has begun counts whole: two months"),
        pytest.param((away("2026-11-01", "2027-01-02"),), 8, True, id="and a day"),
        pytest.param((away("2026-11-22", "2027-06-22"),), 10, False, id="from the date on: only planned"),
    ],
)
def test_the_list_is_asked_where_nothing_else_shows_that_the_limits_were_kept(
    listed: tuple[Absence, ...] | None, in_five_years: int | None, asked: bool
) -> None:
    """What was said is of all others: those of the list that have begun come on top of it."""
    person = Person(absences=listed, other_absences=True, absences_each_under=6, absences_in_five_years=in_five_years)
    assert not_told(person, SIX_AND_TEN, ON) is asked
    assert not_told(person, None, ON)


@pytest.mark.parametrize("limits", [SIX_AND_TEN, None])
def test_a_whole_list_tells_everything(limits: tuple[Allowed, ...] | None) -> None:
    assert not not_told(Person(absences=(away("2020-01-01", "2025-01-01"),)), limits, ON)


@pytest.mark.parametrize(
    ("listed", "others", "back"),
    [
        pytest.param((away("2026-12-01", "2026-12-24"),), True, "2026-12-24", id="planned"),
        pytest.param((away("2026-11-22", "2026-12-24"),), True, "2026-12-24", id="from today on"),
        pytest.param((away("2026-11-21", "2026-12-24"),), True, None, id="it has begun"),
        pytest.param((away("2026-12-01", "2026-12-24"),), False, None, id="nothing was said of others"),
        pytest.param((away("2027-03-01", None),), True, "2027-03-01", id="no return known: the departure"),
        pytest.param(
            (away("2026-12-01", "2026-12-24"), away("2027-05-01", "2027-05-09"), away("2027-01-01", "2027-02-01")),
            *(True, "2027-05-09"),
            id="the last of several",
        ),
        pytest.param((), True, None, id="an empty list"),
        pytest.param(None, True, None, id="no list"),
    ],
)
def test_the_return_from_the_last_planned_trip_beside_what_was_said(
    listed: tuple[Absence, ...] | None, others: bool, back: str | None
) -> None:
    found = planned_beside_what_was_said(Person(absences=listed, other_absences=others), ON)
    assert found == day(back)
