"""Trips that touch: one trip told in two parts is the same trip, and while it is not told which it is, both can be."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

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
