"""One person and a day in, every route out: the choices that are tried, what is kept of them, and the clocks."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.choices import Result
from belgian_residence.assessment.one_person import (
    Cases,
    Choice,
    _clocks,
    _ends,
    assess_person,
    decide_all,
    every_choice,
    outcomes_of,
    read_person,
    unusual_answers,
    work_out,
)
from belgian_residence.counting.conventions import SAFE
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.faults import CaseError
from belgian_residence.told.person import Absence, Person, Stay

ON = date(2026, 11, 28)
Case = dict[str, Any]
ROUTES = ["B", "K", "L", "EU+", "F+", "M+", "nationality"]
WORKER: Case = {
    "nationality": "MA",
    "card": "A",
    "stays": [{"from": "2021-10-04", "ground": "single_permit", "first_card_issued": "2021-10-04"}],
    "absences": [],
}


def since(rough: str, **more: Any) -> Case:
    return WORKER | {"stays": [{"from": rough, "ground": "single_permit", "first_card_issued": None}], **more}


def march(day: int) -> date:
    return date(2022, 3, day)


# --- the choices of days ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["2021-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_that_can_be_asked_about(on: str) -> None:
    assert read_person({}, date.fromisoformat(on)).on == date.fromisoformat(on)


@pytest.mark.parametrize("on", ["2020-12-31", "2201-01-01"])
def test_no_day_before_or_after_them(on: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_person({}, date.fromisoformat(on))
    assert [(fault.where, fault.given) for fault in caught.value.faults] == [("on", on)]


def test_a_person_with_exact_days_is_one_choice() -> None:
    ((days, person),) = every_choice(read_person(WORKER, ON))
    assert days == ()
    assert person.stays
    assert person.stays[0].start == date(2021, 10, 4)


FROM, TO, BORN = "absences[0].from", "absences[0].to", "birth_date"


@pytest.mark.parametrize(
    ("paths", "choices", "ends"),
    [
        pytest.param([], [()], [()], id="exact days"),
        pytest.param([FROM], [(1,), (2,), (3,)], [(1,), (3,)], id="the first and the last day"),
        pytest.param(
            [FROM, TO],
            [(1, 10), (1, 15), (1, 20), (3, 10), (3, 15), (3, 20), (5, 10), (5, 15), (5, 20)],
            [(1, 10), (5, 20), (1, 20), (5, 10)],
            id="the first, the last, the longest and the shortest",
        ),
        pytest.param(
            [BORN, FROM],
            [(1, 10), (1, 20), (3, 10), (3, 20)],
            [(1, 10), (3, 20), (3, 10), (1, 20)],
            id="what is no beginning counts as an end",
        ),
        pytest.param([FROM, TO], [(1, 10), (3, 10), (1, 20)], [(1, 10), (1, 20), (3, 10)], id="each once"),
    ],
)
def test_the_choices_at_the_ends(paths: list[str], choices: list[tuple[int, ...]], ends: list[tuple[int, ...]]) -> None:
    tried: list[Choice] = [(tuple(map(march, days)), Person()) for days in choices]
    assert [tuple(day.day for day in days) for days, _ in _ends(tried, paths)] == ends


# --- the outcome of every route ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("only", "keys"),
    [
        pytest.param(None, ROUTES, id="all"),
        pytest.param(["L"], ["L"], id="one"),
        pytest.param(["nationality", "B"], ["B", "nationality"], id="in the order in which they are shown"),
        pytest.param([], [], id="none"),
        pytest.param(["no route"], [], id="what is no route"),
    ],
)
def test_some_routes_only(only: list[str] | None, keys: list[str]) -> None:
    assert list(work_out(read_person(WORKER, ON), ON, only=only)) == keys


def test_a_first_card_that_is_not_known_is_bounded_and_the_answer_says_by_what() -> None:
    """At the latest when no Annex 15 can last any longer, probably when the first one ends: 135 and 45 days."""
    whole = assess_person(since("2022-03-01"), ON)
    assert whole["routes"]["B"]["bounds"] == {
        "at_latest": "2027-07-14",
        "probably": "2027-04-15",
        "confirmed_by": ["stays[0].first_card_issued"],
    }
    assert assess_person(WORKER, ON)["routes"]["B"]["bounds"] is None


@pytest.mark.parametrize(
    ("case", "earliest", "between"),
    [
        pytest.param(WORKER, date(2026, 10, 4), None, id="exact"),
        pytest.param(
            since({"earliest": "2021-10-04", "latest": "2021-10-08"}),  # type: ignore[arg-type]
            date(2026, 10, 8),
            (date(2026, 10, 4), date(2026, 10, 8)),
            id="rough",
        ),
    ],
)
@pytest.mark.parametrize("ends_only", [False, True])
def test_the_day_of_five_years(case: Case, earliest: date, between: tuple[date, date] | None, ends_only: bool) -> None:
    case["stays"][0]["first_card_issued"] = case["stays"][0]["from"]
    found = work_out(read_person(case, ON), ON, only=["B"], ends_only=ends_only)["B"]
    assert (found.outcome.earliest, found.between) == (earliest, between)


def person(card: str = "2021-10-04", **facts: Any) -> Person:
    first = date(2021, 10, 4)
    stay = Stay(first, None, "single_permit", first_card=date.fromisoformat(card))
    return Person(nationality=frozenset({"MA"}), card="A", stays=(stay,), absences=()).but(**facts)


REGISTERED = SAFE.but(clock_from_registration=True)


def test_an_outcome_is_worked_out_once_for_a_day_and_a_way_of_counting() -> None:
    one = person()
    first = decide_all(one, ON, only=["L"])
    assert decide_all(one, ON)["L"] is first["L"]
    assert decide_all(one, ON, SAFE, ["L", "B"])["B"] is decide_all(one, ON)["B"]
    assert list(decide_all(one, ON)) == ROUTES
    assert list(outcomes_of(one)) == [(ON, SAFE)]
    assert decide_all(one, ON)["B"].status == "open"
    assert decide_all(one, date(2026, 1, 1))["B"].status == "later"
    assert list(outcomes_of(one)) == [(ON, SAFE), (date(2026, 1, 1), SAFE)]
    assert outcomes_of(person()) == {}


def test_another_way_of_counting_is_another_outcome() -> None:
    one = person(card="2021-12-04")
    assert decide_all(one, ON, SAFE)["L"].clock == date(2026, 12, 4)  # from the first card (L-5Y-8)
    assert decide_all(one, ON, REGISTERED)["L"].clock == date(2026, 10, 4)  # from registration (reading 6)


# --- cases that were read ---------------------------------------------------------------------------------------------


def test_a_case_is_read_once_for_a_day() -> None:
    cases = Cases()
    read = cases.person(WORKER, ON)
    assert cases.person(deepcopy(WORKER), ON) is read
    assert cases.person(WORKER, date(2026, 11, 29)) is not read
    assert cases.person(WORKER | {"card": "B"}, ON) is not read
    assert deepcopy(cases) is cases
    assert Cases().person(WORKER, ON) is not read


def test_what_cannot_be_read_is_refused_each_time() -> None:
    cases = Cases()
    for _ in range(2):
        with pytest.raises(CaseError):
            cases.person({"card": "Z"}, ON)


@pytest.mark.parametrize("cases", [None, Cases()])
def test_what_is_unusual_is_that_of_the_whole_answer(cases: Cases | None) -> None:
    odd = WORKER | {"annex_19": "2020-01-01"}  # only EU citizens are given one
    found = unusual_answers(odd, ON, cases)
    assert found
    assert found == assess_person(odd, ON)["unusual"]
    assert unusual_answers(WORKER, ON, cases) == []
    with pytest.raises(CaseError):
        unusual_answers({"card": "Z"}, ON, cases)


# --- the clocks that an absence can move ------------------------------------------------------------------------------


def result(status: Any, earliest: date | None, clock: date | None) -> Result:
    return Result(Outcome(status, earliest, "right", clock=clock))


ONE, TWO = date(2027, 1, 2), date(2028, 3, 4)


@pytest.mark.parametrize(
    ("found", "day"),
    [
        pytest.param(result("later", ONE, TWO), ONE, id="the day that is shown"),
        pytest.param(result("unsettled", None, TWO), TWO, id="else that of the clock"),
        pytest.param(result("unsettled", None, None), None, id="no day"),
        pytest.param(result("closed", ONE, TWO), None, id="closed"),
    ],
)
def test_the_clocks_that_are_shown(found: Result, day: date | None) -> None:
    assert _clocks({"L": found}, {"L": {}}, SAFE).shown == {"L": day}


def test_a_route_whose_figures_are_late_has_no_clock() -> None:
    results = {"L": result("later", ONE, ONE), "B": result("later", TWO, TWO)}
    assert _clocks(results, {"L": {"last_known": {}}, "B": {}}, SAFE).shown == {"B": TWO}


def test_the_clocks_of_somebody_else() -> None:
    safe, registered = (_clocks({}, {}, way) for way in (SAFE, REGISTERED))
    late_card = person(card="2021-12-04")
    assert safe.of(late_card, ["L"], ON) == {"L": date(2026, 12, 4)}
    assert registered.of(late_card, ["L"], ON) == {"L": date(2026, 10, 4)}
    assert safe.of(late_card, ["EU+"], ON) == {"EU+": None}
    # Seven months abroad start the years of L again on the return (L-ABS-1).
    away = late_card.but(absences=(Absence(date(2023, 1, 10), date(2023, 8, 10)),))
    assert safe.of(away, ["L"], ON) == {"L": date(2028, 8, 10)}


def test_what_each_route_counts_and_those_that_it_needs_before() -> None:
    late_card = person(card="2021-12-04")
    safe, registered = (_clocks({}, {}, way).quick(late_card, ON) for way in (SAFE, REGISTERED))
    assert list(safe) == ROUTES
    assert safe["L"] == (date(2026, 12, 4),)
    assert registered["L"] == (date(2026, 10, 4),)
    first_card, registered_on = date(2026, 12, 4), date(2026, 10, 4)
    assert safe["B"] == (first_card,)
    assert safe["K"] == (registered_on, first_card)  # all legal stay counts, and B is needed (K-COUNT-1, K-COND-1)
    assert safe["nationality"][1:] == (first_card, first_card)  # type: ignore[index]
    assert registered["nationality"][1:] == (first_card, registered_on)  # type: ignore[index]
    assert safe["EU+"] == (None,)
