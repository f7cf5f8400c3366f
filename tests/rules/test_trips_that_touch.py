"""Trips that touch: one trip told in two parts is the same trip, and while it is not told which it is, both can be."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from belgian_residence.assessment.one_person import read_person
from belgian_residence.told.person import Absence
from belgian_residence.told.trips import as_one, seams_not_told
from belgian_residence.told.values import Days
from rules.test_losing_properties import travellers, whole
from rules.test_properties import DAY, Case, iso, trying

SAID = ("status", "earliest", "clock", "readings")


def in_two(case: Case, place: int, day: date, came_back: bool | None) -> Case:
    """The case with one trip told in two, back and gone again on the day."""
    parts = deepcopy(case)
    first, second = dict(parts["absences"][place]), dict(parts["absences"][place])
    first["to"] = second["from"] = iso(day)
    second["in_belgium_before"] = came_back
    parts["absences"][place : place + 1] = [first]
    parts["absences"].append(second)  # the places of the others stay what they are
    return parts


def said(answer: Any) -> Any:
    return {key: {part: route[part] for part in SAID} for key, route in answer["routes"].items()}


@st.composite
def lives_with_a_trip_in_two(draw: st.DrawFn) -> tuple[Case, date, int, date]:
    case, on = draw(travellers())
    told = [(place, trip) for place, trip in enumerate(case["absences"]) if trip.get("to")]
    places = [place for place, trip in told if days_between(trip["from"], trip["to"]) > 1]
    assume(places)
    place = draw(st.sampled_from(places))
    trip = case["absences"][place]
    day = date.fromisoformat(trip["from"]) + DAY * draw(st.integers(1, days_between(trip["from"], trip["to"]) - 1))
    return case, on, place, day


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


@trying(60)
@given(lives_with_a_trip_in_two())
def test_a_trip_told_in_two_without_coming_back_is_one_trip(life: tuple[Case, date, int, date]) -> None:
    case, on, place, day = life
    one, two = whole(case, on), whole(in_two(case, place, day, False), on)
    assert said(one) == said(two)
    assert (one["keep"] or {}).get("status") == (two["keep"] or {}).get("status")


@trying(40)
@given(lives_with_a_trip_in_two(), st.booleans())
def test_so_it_is_where_one_of_the_two_days_is_known_to_the_month(
    life: tuple[Case, date, int, date], return_is_rough: bool
) -> None:
    case, on, place, day = life
    parts = in_two(case, place, day, False)
    trip, field = (parts["absences"][place], "to") if return_is_rough else (parts["absences"][-1], "from")
    trip[field] = trip[field][:7]
    one, two = whole(case, on), whole(parts, on)
    assert said(one) == said(two)
    assert (one["keep"] or {}).get("status") == (two["keep"] or {}).get("status")


@trying(80)
@given(lives_with_a_trip_in_two())
def test_while_it_is_not_told_a_definite_answer_holds_either_way(life: tuple[Case, date, int, date]) -> None:
    case, on, place, day = life
    not_told = whole(in_two(case, place, day, None), on)
    told = [whole(in_two(case, place, day, came_back), on) for came_back in (True, False)]
    for key, route in not_told["routes"].items():
        either = {answer["routes"][key]["status"] for answer in told}
        assert either == {route["status"]} or route["status"] == "unsettled", key
        if len(either) > 1:
            assert f"absences[{len(case['absences'])}].in_belgium_before" in route["missing"], key
    cards = {(answer["keep"] or {}).get("status") for answer in told}
    assert cards == {(not_told["keep"] or {}).get("status")} or (not_told["keep"] or {}).get("status") == "unsettled"


# --- the two parts by themselves --------------------------------------------------------------------------------------

MAY = date(2025, 5, 1)
FIRST = Absence(date(2025, 1, 1), MAY, annex_18=True, centre_of_interests_proven=False, index=0)
SECOND = Absence(MAY, date(2025, 9, 1), card_valid_on_return=True, return_reported=False, index=1)


@pytest.mark.parametrize(
    ("came_back", "departure", "seconds", "number"),
    [
        (False, MAY, (), 1),
        (True, MAY, (), 2),
        (None, MAY, (), 2),
        (None, MAY, (1,), 1),  # looked at as one
        (None, MAY, (2,), 2),  # another one is
        (False, MAY + DAY, (), 2),  # a night between them
    ],
)
def test_which_trips_are_one(came_back: bool | None, departure: date, seconds: tuple[int, ...], number: int) -> None:
    second = replace(SECOND, departure=departure, in_belgium_before=came_back)
    assert len(as_one((FIRST, second), seconds)) == number


def test_one_trip_has_the_departure_of_the_first_and_the_return_of_the_last() -> None:
    third = Absence(date(2025, 9, 1), date(2025, 10, 1), return_reported=True, in_belgium_before=False, index=2)
    (whole_trip,) = as_one((FIRST, replace(SECOND, in_belgium_before=False), third))
    assert (whole_trip.departure, whole_trip.back) == (FIRST.departure, third.back)
    assert (whole_trip.annex_18, whole_trip.centre_of_interests_proven) == (True, False), "done before leaving"
    assert (whole_trip.card_valid_on_return, whole_trip.return_reported) == (None, True), "of the return"
    assert (whole_trip.index, whole_trip.parts) == (0, (1, 2))
    before = replace(FIRST, in_belgium_before=True)
    assert as_one((before, replace(SECOND, in_belgium_before=False)))[0].in_belgium_before, "it begins with the first"


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        ("posting", "posting", "posting"),
        ("posting", "serious_illness", "ordinary"),  # reasons that differ excuse nothing
        ("posting", None, None),
        (None, None, None),
    ],
)
def test_the_reason_of_one_trip(one: str | None, two: str | None, together: str | None) -> None:
    trips = replace(FIRST, reason=one), replace(SECOND, reason=two, in_belgium_before=False)
    assert as_one(trips)[0].reason == together


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [(True, False, True), (True, None, True), (False, None, None), (False, False, False), (None, None, None)],
)
def test_a_part_outside_the_eu_makes_it_a_trip_there(one: bool | None, two: bool | None, together: bool | None) -> None:
    trips = replace(FIRST, outside_eu=one), replace(SECOND, outside_eu=two, in_belgium_before=False)
    assert as_one(trips)[0].outside_eu is together


def exactly(day: date) -> Days:
    return Days(day, day)


SOME_DAY_IN_MAY = Days(MAY, date(2025, 5, 31))


@pytest.mark.parametrize(
    ("back", "second", "day"),
    [
        (exactly(MAY), {"from": exactly(MAY), "to": exactly(date(2025, 9, 1))}, MAY),
        (exactly(MAY), {"from": exactly(MAY)}, MAY),  # away since
        (exactly(MAY), {"from": exactly(MAY), "in_belgium_before": True}, None),
        (exactly(MAY), {"from": exactly(MAY), "in_belgium_before": False}, None),
        (exactly(MAY), {"from": exactly(MAY + DAY)}, None),
        (exactly(MAY), {"from": exactly(MAY), "to": exactly(MAY)}, None),  # no night away
        # one of the two days is rough, and can be the other
        (exactly(MAY), {"from": SOME_DAY_IN_MAY}, MAY),
        (SOME_DAY_IN_MAY, {"from": exactly(date(2025, 5, 20))}, date(2025, 5, 20)),
        (SOME_DAY_IN_MAY, {"from": exactly(date(2025, 6, 1))}, None),
        (SOME_DAY_IN_MAY, {"from": SOME_DAY_IN_MAY}, None),  # that is only unusual
    ],
)
def test_where_it_is_not_told_whether_trips_that_touch_are_one(
    back: Days, second: dict[str, Any], day: date | None
) -> None:
    first = {"from": exactly(FIRST.departure), "to": back}
    for trips in ([first, second], [second, first]):
        seams = seams_not_told({"absences": trips})
        assert [(trips[seam.first], trips[seam.second], seam.day) for seam in seams] == (
            [(first, second, day)] if day else []
        )


TOLD_IN_TWO = {
    "absences": [{"from": "2025-01-10", "to": "2025-05-20"}, {"from": "2025-05", "to": "2025-09-01"}],
}
"""The second may begin on the very day on which the first ends, and it is not told whether there was a return."""
SEAM = date(2025, 5, 20)


def test_the_longest_trip_is_the_two_as_one() -> None:
    answers = read_person(TOLD_IN_TWO, date(2025, 10, 1))
    (whole_trip,) = answers.latest_person(trips_as_one=True).absences or ()
    assert (whole_trip.departure, whole_trip.back, whole_trip.parts) == (date(2025, 1, 10), date(2025, 9, 1), (1,))
    assert len(answers.latest_person().absences or ()) == 2


def test_each_choice_of_days_says_whether_the_two_are_one() -> None:
    """The last day of a choice is that of the seam where the two are apart, and one before it where they are one."""
    people = read_person(TOLD_IN_TWO, date(2025, 10, 1)).people()
    assert {(days[-1], len(person.absences or ())) for days, person in people} == {(SEAM, 2), (SEAM - DAY, 1)}
