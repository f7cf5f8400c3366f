"""Trips that touch: which do, and what one trip of two is, in tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.told.person import Absence
from belgian_residence.told.trips import Seam, as_one, in_time, seams_not_told, that_meet, told_as_one
from belgian_residence.told.values import Days


def days(text: str) -> Days:
    """A day of March 2022, or the days between two of them: "3", "1-31"."""
    first, _, last = text.partition("-")
    return Days(date(2022, 3, int(first)), date(2022, 3, int(last or first)))


def trip(gone: str, back: str | None = None, came_back: bool | None = None) -> dict[str, Any]:
    told = {"from": days(gone)} | ({"to": days(back)} if back else {})
    return told | ({} if came_back is None else {"in_belgium_before": came_back})


def seam(first: int, second: int, day: int) -> Seam:
    return Seam(first, second, date(2022, 3, day))


SEAMS = [
    # what it is, the trips, where they touch
    ("none", [], []),
    ("one", [trip("3", "10")], []),
    ("back and gone on one day", [trip("3", "10"), trip("10", "20")], [seam(0, 1, 10)]),
    ("told in the other order", [trip("10", "20"), trip("3", "10")], [seam(1, 0, 10)]),
    ("gone the day after", [trip("3", "10"), trip("11", "20")], []),
    ("gone the day before", [trip("3", "10"), trip("9", "20")], []),
    ("three in a row", [trip("3", "10"), trip("10", "20"), trip("20", "25")], [seam(0, 1, 10), seam(1, 2, 20)]),
    ("back some day, gone on the 20th", [trip("3", "1-31"), trip("20", "25")], [seam(0, 1, 20)]),
    ("back on the 10th, gone some day", [trip("3", "10"), trip("5-31", "31")], [seam(0, 1, 10)]),
    ("gone on the first of the days", [trip("3", "10-20"), trip("10", "25")], [seam(0, 1, 10)]),
    ("gone on the last of the days", [trip("3", "10-20"), trip("20", "25")], [seam(0, 1, 20)]),
    ("gone before any of the days", [trip("3", "10-20"), trip("9", "25")], []),
    ("gone after all of the days", [trip("3", "10-20"), trip("21", "25")], []),
    ("back before any of the days", [trip("3", "10"), trip("11-20", "25")], []),
    ("back on the first of the days", [trip("3", "10"), trip("10-20", "25")], [seam(0, 1, 10)]),
    ("back on the last of the days", [trip("3", "10"), trip("5-10", "25")], [seam(0, 1, 10)]),
    ("back after all of the days", [trip("3", "11"), trip("5-10", "25")], []),
    ("two rough days that can be the same", [trip("3", "10-20"), trip("10-20", "25")], []),
    ("such two, and another that touches", [trip("3", "10-20"), trip("10-20", "25"), trip("25", "28")],
     [seam(1, 2, 25)]),
    ("still abroad", [trip("3"), trip("10", "20")], []),
    ("still abroad on the second one", [trip("3", "10"), trip("10")], [seam(0, 1, 10)]),
    ("gone and back on that day", [trip("3", "10"), trip("10", "10")], []),
    ("of two that begin together the shorter is first", [trip("3", "10"), trip("3", "5"), trip("10", "12")],
     [seam(0, 2, 10)]),
    ("told: came back", [trip("3", "10"), trip("10", "20", True)], []),
    ("told: did not come back", [trip("3", "10"), trip("10", "20", False)], []),
    ("told of the first only", [trip("3", "10", True), trip("10", "20")], [seam(0, 1, 10)]),
]  # fmt: skip


@pytest.mark.parametrize(("trips", "found"), [row[1:] for row in SEAMS], ids=[row[0] for row in SEAMS])
def test_trips_that_can_touch(trips: list[dict[str, Any]], found: list[Seam]) -> None:
    assert seams_not_told({"card": "A", "absences": trips}) == found


def test_who_told_of_no_trips_has_none_that_touch() -> None:
    for values in ({}, {"absences": None}, {"card": "A"}):
        assert seams_not_told(values) == []
        assert told_as_one(values) == values


@pytest.mark.parametrize(
    ("trips", "told"),
    [
        pytest.param(
            [trip("3", "1-31"), trip("20", "25", False)],
            [trip("3", "20"), trip("20", "25", False)],
            id="back some day: on the 20th",
        ),
        pytest.param(
            [trip("3", "10"), trip("5-31", "31", False)],
            [trip("3", "10"), trip("10", "31", False)],
            id="gone some day: on the 10th",
        ),
        pytest.param(
            [trip("20", "25", False), trip("3", "1-31")],
            [trip("20", "25", False), trip("3", "20")],
            id="told in the other order",
        ),
        pytest.param(
            [trip("3", "1-31"), trip("20", "25", True)], [trip("3", "1-31"), trip("20", "25", True)], id="came back"
        ),
        pytest.param([trip("3", "1-31"), trip("20", "25")], [trip("3", "1-31"), trip("20", "25")], id="not told"),
        pytest.param(
            [trip("3", "5"), trip("20", "25", False)], [trip("3", "5"), trip("20", "25", False)], id="they do not touch"
        ),
    ],
)
def test_who_did_not_come_back_was_back_and_gone_on_one_day(
    trips: list[dict[str, Any]], told: list[dict[str, Any]]
) -> None:
    values = {"card": "A", "absences": trips}
    assert told_as_one(values) == {"card": "A", "absences": told}
    assert values == {"card": "A", "absences": trips}


def test_only_the_seams_that_are_named_meet() -> None:
    values = {"card": "A", "absences": [trip("3", "1-10"), trip("8-12", "14-20"), trip("15-21", "25")]}
    met = that_meet(values, [seam(1, 2, 17)])
    assert met == {"card": "A", "absences": [trip("3", "1-10"), trip("8-12", "17"), trip("17", "25")]}
    assert that_meet(values, []) == values


# --- one trip of two --------------------------------------------------------------------------------------------------


def away(gone: int, back: int | None, index: int = 0, **more: Any) -> Absence:
    return Absence(date(2022, 3, gone), date(2022, 3, back) if back else None, index=index, **more)


FIRST = away(3, 10)
NOT_BACK, BACK, NOT_TOLD = (away(10, 20, 1, in_belgium_before=told) for told in (False, True, None))
ONE = away(3, 20, parts=(1,))


@pytest.mark.parametrize(
    ("trips", "seconds", "found"),
    [
        pytest.param([], (), [], id="none"),
        pytest.param([NOT_BACK], (), [NOT_BACK], id="nothing before it"),
        pytest.param([FIRST, NOT_BACK], (), [ONE], id="did not come back"),
        pytest.param([FIRST, BACK], (), [FIRST, BACK], id="came back"),
        pytest.param([FIRST, NOT_TOLD], (), [FIRST, NOT_TOLD], id="not told"),
        pytest.param([FIRST, NOT_TOLD], (1,), [ONE], id="not told, taken as one"),
        pytest.param([FIRST, NOT_TOLD], (0, 2), [FIRST, NOT_TOLD], id="others taken as one"),
        pytest.param(
            [FIRST, away(11, 20, 1, in_belgium_before=False)],
            (),
            [FIRST, away(11, 20, 1, in_belgium_before=False)],
            id="a day between",
        ),
        pytest.param(
            [FIRST, NOT_BACK, away(20, 25, 2, in_belgium_before=False)],
            (),
            [away(3, 25, parts=(1, 2))],
            id="three that are one",
        ),
        pytest.param(
            [FIRST, NOT_BACK, away(22, 25, 2)], (), [ONE, away(22, 25, 2)], id="two that are one, and another"
        ),
        pytest.param(
            [FIRST, away(10, None, 1, in_belgium_before=False)], (), [away(3, None, parts=(1,))], id="still abroad"
        ),
    ],
)
def test_trips_put_together(trips: list[Absence], seconds: tuple[int, ...], found: list[Absence]) -> None:
    assert as_one(trips, seconds) == tuple(found)


@pytest.mark.parametrize(
    ("fact", "first", "second", "whole"),
    [
        # Reasons that differ excuse nothing; of two of which one is not known nothing is known.
        ("reason", "ordinary", "ordinary", "ordinary"),
        ("reason", "illness", "illness", "illness"),
        ("reason", "illness", "study", "ordinary"),
        ("reason", "illness", "ordinary", "ordinary"),
        ("reason", "illness", None, None),
        ("reason", None, "illness", None),
        ("reason", None, None, None),
        # A part outside the EU makes it a trip there.
        ("outside_eu", True, True, True),
        ("outside_eu", True, False, True),
        ("outside_eu", False, True, True),
        ("outside_eu", True, None, True),
        ("outside_eu", None, True, True),
        ("outside_eu", False, False, False),
        ("outside_eu", False, None, None),
        ("outside_eu", None, False, None),
        ("outside_eu", None, None, None),
        # What is done before leaving was done before the first.
        ("annex_18", True, False, True),
        ("annex_18", False, True, False),
        ("annex_18", None, True, None),
        ("centre_of_interests_proven", True, False, True),
        ("centre_of_interests_proven", False, True, False),
        # The return is that of the second.
        ("card_valid_on_return", True, False, False),
        ("card_valid_on_return", False, True, True),
        ("return_reported", True, False, False),
        ("return_reported", None, True, True),
    ],
)
def test_what_holds_of_one_trip_in_two_parts(fact: str, first: Any, second: Any, whole: Any) -> None:
    parts = (away(3, 10, 4, **{fact: first}), away(10, 20, 7, **{fact: second}))
    assert as_one(parts, (7,)) == (away(3, 20, 4, parts=(7,), **{fact: whole}),)


@pytest.mark.parametrize("came_back", [True, False, None])
def test_whether_the_person_was_here_before_is_that_of_the_first(came_back: bool | None) -> None:
    (whole,) = as_one((away(3, 10, in_belgium_before=came_back), NOT_BACK))
    assert whole.in_belgium_before is came_back


def test_the_order_of_trips() -> None:
    in_order = [away(3, 5), away(3, 10), away(3, None), away(4, 5)]
    assert sorted([in_order[place] for place in (3, 1, 2, 0)], key=in_time) == in_order
