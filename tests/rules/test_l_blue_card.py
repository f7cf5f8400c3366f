"""Who moved between states with a Blue Card: five years in the EU, the last two of them here (L-BLUE-1), and what is
said where a card, a return or the place of a trip is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.l.blue_card import years_in_the_eu
from belgian_residence.told.person import Absence, Person, Stay
from briefly import day

ONLY_FROM_THE_EU = replace(SAFE, blue_card_limits=True)
SLIDES = replace(SAFE, ten_months_restart=False)
FROM_REGISTRATION = replace(SAFE, clock_from_registration=True)
THERE, HERE = "stays[0].first_card_issued", "stays[1].first_card_issued"


def blue(start: str, end: str | None, country: str = "BE", **more: Any) -> Stay:
    """A Blue Card issued on the first day of the stay, unless told otherwise (``card``; None: not known)."""
    ground, card = more.pop("ground", "blue_card"), more.pop("card", start)
    return Stay(date.fromisoformat(start), day(end), ground, first_card=day(card), country=country, **more)


def holder(*stays: Stay, absences: tuple[Absence, ...] = ()) -> Person:
    told = tuple(replace(one, index=index) for index, one in enumerate(stays))
    return Person(card="H", stays=told, absences=tuple(replace(one, index=i) for i, one in enumerate(absences)))


def away(start: str, back: str | None, outside_eu: bool | None = True) -> Absence:
    return Absence(date.fromisoformat(start), day(back), outside_eu=outside_eu)


def found(person: Person, on: str, way: Conventions = SAFE) -> tuple[str | None, str | None, tuple[str, ...], set[str]]:
    """The day, the earliest one, the cards that would make it exact, and what else is missing."""
    when = years_in_the_eu(Situation(person, date.fromisoformat(on), way))
    assert when is not None
    dated = tuple(one and one.isoformat() for one in (when.day, when.earliest))
    return (*dated, when.confirmed_by, set(when.missing))  # type: ignore[return-value]


GERMANY, BELGIUM = blue("2020-01-01", "2022-12-31", "DE"), blue("2023-01-01", None)


@pytest.mark.parametrize(
    ("stays", "moved"),
    [
        pytest.param((GERMANY, BELGIUM), True, id="from Germany"),
        pytest.param((BELGIUM, GERMANY), True, id="told in another order"),
        pytest.param((blue("2020-01-01", "2022-12-31"), BELGIUM), False, id="both here"),
        pytest.param((BELGIUM,), False, id="here only"),
        pytest.param((replace(GERMANY, end=None),), False, id="there only"),
        pytest.param((GERMANY, replace(BELGIUM, end=date(2024, 5, 31))), False, id="not here any more"),
        pytest.param((GERMANY, replace(BELGIUM, ground="single_permit")), False, id="another ground here"),
        pytest.param((replace(GERMANY, ground="researcher"), BELGIUM), False, id="another ground there (L-BLUE-2)"),
        pytest.param((replace(GERMANY, end=date(2022, 12, 30)), BELGIUM), False, id="a day between"),
        pytest.param((replace(GERMANY, end=date(2023, 1, 1)), BELGIUM), True, id="the day of the move in both"),
        pytest.param((replace(GERMANY, end=None), BELGIUM), False, id="the stay there goes on"),
        *(
            pytest.param((replace(GERMANY, country=state), BELGIUM), False, id=f"no member state: {state}")
            for state in ("CH", "IS", "LI", "NO")
        ),
        pytest.param((), False, id="no stay"),
    ],
)
def test_who_moved_with_a_blue_card(stays: tuple[Stay, ...], moved: bool) -> None:
    assert (years_in_the_eu(Situation(holder(*stays), date(2024, 6, 1))) is not None) is moved


def test_of_who_told_no_stays_nothing_is_said() -> None:
    assert years_in_the_eu(Situation(Person(), date(2024, 6, 1))) is None


ITALY = blue("2018-01-01", "2019-12-31", "IT")


@pytest.mark.parametrize(
    ("stays", "safe"),
    [
        pytest.param((GERMANY, BELGIUM), "2025-01-01", id="three years there, two here"),
        pytest.param((replace(GERMANY, start=date(2021, 1, 1), first_card=date(2021, 1, 1)), BELGIUM), "2026-01-01"),
        pytest.param((ITALY, GERMANY, BELGIUM), "2025-01-01", id="five years before the move: two here all the same"),
        pytest.param((ITALY, replace(GERMANY, end=date(2020, 12, 31)), blue("2021-01-01", None)), "2023-01-01"),
        pytest.param(
            (
                replace(ITALY, end=date(2019, 12, 30)),
                replace(GERMANY, end=date(2020, 12, 31)),
                blue("2021-01-01", None),
            ),
            "2025-01-01",
            id="a day between two states: from the second one",
        ),
        pytest.param(
            (blue("2019-01-01", "2019-12-31"), replace(GERMANY, end=date(2020, 12, 31)), blue("2021-01-01", None)),
            "2024-01-01",
            id="an earlier time here is time in the EU",
        ),
        pytest.param(
            (GERMANY, blue("2023-01-01", "2023-12-31"), blue("2024-01-01", None)),
            "2025-01-01",
            id="two cards here that follow each other",
        ),
        pytest.param(
            (replace(GERMANY, first_card=date(2020, 2, 1)), replace(BELGIUM, first_card=date(2023, 3, 1))),
            "2025-03-01",
            id="each from its first card",
        ),
    ],
)
def test_five_years_in_the_eu_the_last_two_here(stays: tuple[Stay, ...], safe: str) -> None:
    assert found(holder(*stays), "2022-12-31" if safe == "2023-01-01" else "2024-01-15") == (safe, safe, (), set())


NINE_MONTHS, NINE_AND_A_DAY = away("2020-03-01", "2020-12-01"), away("2021-03-01", "2021-12-02")


@pytest.mark.parametrize(
    ("absences", "way", "safe"),
    [
        pytest.param((away("2021-01-10", "2022-01-10"),), SAFE, "2025-01-01", id="twelve months in a row are fine"),
        pytest.param((away("2021-01-10", "2022-01-11"),), SAFE, "2027-01-11", id="a day more: from the return"),
        pytest.param(
            (away("2021-01-10", "2022-06-11", False),), SAFE, "2025-01-01", id="inside the EU before the move"
        ),
        pytest.param((NINE_MONTHS, NINE_AND_A_DAY), SAFE, "2026-12-02", id="more than eighteen months in all"),
        # they slide on until the five years hold one day less of the first trip
        pytest.param((NINE_MONTHS, NINE_AND_A_DAY), SLIDES, "2025-03-02", id="or the years slide on"),
        pytest.param((away("2023-03-01", "2024-03-02", False),), SAFE, "2026-03-02", id="inside the EU, since then"),
        pytest.param((away("2023-03-01", "2024-03-02", False),), ONLY_FROM_THE_EU, "2025-01-01", id="reading 3"),
        pytest.param((away("2023-03-01", "2024-03-01", False),), SAFE, "2025-01-01", id="as long as from the EU"),
        pytest.param((away("2023-03-01", "2024-03-02"),), ONLY_FROM_THE_EU, "2029-03-02", id="outside in any reading"),
        pytest.param((away("2024-08-01", "2025-09-01"),), SAFE, "2030-09-01", id="planned, before they are complete"),
        pytest.param((away("2025-01-01", "2026-09-01"),), SAFE, "2025-01-01", id="planned, from that day on"),
        pytest.param((away("2018-01-01", "2019-12-31"),), SAFE, "2025-01-01", id="before the years"),
    ],
)
def test_absences_of_who_moved(absences: tuple[Absence, ...], way: Conventions, safe: str) -> None:
    """Twelve months in a row and eighteen in all, from the EU; here also from Belgium, in the safe reading."""
    assert found(holder(GERMANY, BELGIUM, absences=absences), "2024-06-01", way) == (safe, safe, (), set())


NO_CARD_THERE, NO_CARD_HERE = replace(GERMANY, first_card=None), replace(BELGIUM, first_card=None)


@pytest.mark.parametrize(
    ("stays", "way", "safe", "earliest", "cards"),
    [
        # There: by the last day there. Here: by the end of the longest Annex 15, 2023-05-16.
        pytest.param((NO_CARD_THERE, BELGIUM), SAFE, "2027-12-31", "2025-01-01", (THERE,), id="the card there"),
        pytest.param((GERMANY, NO_CARD_HERE), SAFE, "2025-05-16", "2025-01-01", (HERE,), id="the card here"),
        pytest.param((NO_CARD_THERE, NO_CARD_HERE), SAFE, "2027-12-31", "2025-01-01", (THERE, HERE), id="both"),
        pytest.param((NO_CARD_THERE, NO_CARD_HERE), FROM_REGISTRATION, "2025-01-01", "2025-01-01", (), id="reading 6"),
        pytest.param(
            (replace(NO_CARD_THERE, start_known=False), BELGIUM),
            *(SAFE, "2027-12-31", None, (THERE,)),
            id="nor the first day there",
        ),
        pytest.param(
            (blue("2017-06-01", "2022-12-31", "DE"), NO_CARD_HERE),
            *(SAFE, "2025-05-16", "2025-01-01", (HERE,)),
            id="five years before the move: the two here decide",
        ),
        pytest.param(
            (blue("2022-01-01", "2022-12-31", "DE"), NO_CARD_HERE),
            *(SAFE, "2027-01-01", "2027-01-01", ()),
            id="the years there decide, not the card here",
        ),
    ],
)
def test_the_latest_and_the_earliest_day_where_a_card_is_not_known(
    stays: tuple[Stay, ...], way: Conventions, safe: str | None, earliest: str | None, cards: tuple[str, ...]
) -> None:
    assert found(holder(*stays), "2024-06-01", way) == (safe, earliest, cards, set())


def test_there_is_no_day_where_nothing_bounds_the_first_card_here() -> None:
    found_here = found(holder(GERMANY, replace(NO_CARD_HERE, start_known=False)), "2024-06-01")
    assert found_here[:2] == (None, None)


@pytest.mark.parametrize(
    ("absences", "way", "safe", "earliest", "cards"),
    [
        # More than eighteen months while the whole first trip counts: from the return in 2023. A card of its second
        # day or later takes a day of it away.
        pytest.param(("2020-03-01 2020-12-01", "2023-03-01 2023-12-02"), SAFE, "2028-12-02", "2025-03-02", (THERE,)),
        pytest.param(("2020-03-01 2020-12-01", "2023-03-01 2023-12-01"), SAFE, "2027-12-31", "2025-01-01", (THERE,)),
        pytest.param(("2020-03-01 2020-12-01", "2023-03-01 2023-12-02"), SLIDES, "2027-12-31", "2025-03-02", (THERE,)),
        # Thirteen months there: no card of before the return does better than one of that day.
        pytest.param(("2020-03-01 2021-04-01",), SAFE, "2027-12-31", "2026-04-01", (THERE,)),
        # Thirteen months here: no card matters.
        pytest.param(("2023-03-01 2024-04-01",), SAFE, "2029-04-01", "2029-04-01", ()),
    ],
)
def test_a_late_card_there_leaves_early_absences_out(
    absences: tuple[str, ...], way: Conventions, safe: str, earliest: str, cards: tuple[str, ...]
) -> None:
    told = tuple(away(*one.split()) for one in absences)
    assert found(holder(NO_CARD_THERE, BELGIUM, absences=told), "2024-06-01", way) == (safe, earliest, cards, set())


@pytest.mark.parametrize(("card", "safe"), [("2020-03-01", "2028-12-02"), ("2020-03-02", "2025-03-02")])
def test_the_earliest_day_is_that_of_a_card_that_can_be(card: str, safe: str) -> None:
    there = replace(GERMANY, first_card=date.fromisoformat(card))
    told = away("2020-03-01", "2020-12-01"), away("2023-03-01", "2023-12-02")
    assert found(holder(there, BELGIUM, absences=told), "2024-06-01") == (safe, safe, (), set())


def test_no_card_is_asked_where_the_years_began_again_since() -> None:
    person = holder(NO_CARD_THERE, NO_CARD_HERE, absences=(away("2023-07-01", "2024-07-02"),))
    assert found(person, "2024-08-01") == ("2029-07-02", "2029-07-02", (), set())


def test_where_nothing_is_known_the_worst_is_taken_for_the_latest_and_the_best_for_the_earliest_day() -> None:
    """With the card early and both trips outside the EU: more than eighteen months, from the return in 2023 on."""
    absences = away("2020-03-01", "2020-12-01", None), away("2023-03-01", "2023-12-02", None)
    person = holder(NO_CARD_THERE, BELGIUM, absences=absences)
    assert found(person, "2024-06-01") == ("2028-12-02", "2025-01-01", (THERE,), set())


@pytest.mark.parametrize(
    ("on", "places"),
    [("2024-12-31", set()), ("2025-01-01", {"absences[0].outside_eu"}), ("2026-01-01", {"absences[0].outside_eu"})],
)
def test_where_a_trip_was_is_asked_once_it_could_settle_it(on: str, places: set[str]) -> None:
    person = holder(GERMANY, BELGIUM, absences=(away("2021-01-10", "2022-01-11", None),))
    assert found(person, on) == ("2027-01-11", "2025-01-01", (), places)


def test_from_registration_on_no_card_is_asked_beside_the_place_of_a_trip() -> None:
    person = holder(NO_CARD_THERE, NO_CARD_HERE, absences=(away("2021-01-10", "2022-01-11", None),))
    assert found(person, "2024-12-31", FROM_REGISTRATION) == ("2027-01-11", "2025-01-01", (), set())


@pytest.mark.parametrize(
    ("left", "outside_eu", "way", "safe"),
    [
        pytest.param("2024-05-01", True, SAFE, "2025-01-01", id="a month so far"),
        pytest.param("2023-06-01", True, SAFE, "2025-01-01", id="twelve months so far"),
        pytest.param("2023-05-31", True, SAFE, None, id="more than twelve"),
        pytest.param("2023-05-31", False, SAFE, None, id="more than twelve from Belgium"),
        pytest.param("2023-05-31", False, ONLY_FROM_THE_EU, "2025-01-01", id="none from the EU"),
    ],
)
def test_a_return_that_is_not_known_gives_no_day_in_its_place(
    left: str, outside_eu: bool, way: Conventions, safe: str | None
) -> None:
    when = found(holder(GERMANY, BELGIUM, absences=(away(left, None, outside_eu),)), "2024-06-01", way)
    assert (when[0], when[3]) == (safe, {"absences[0].to"})
