"""Could a stay before those that are told still change an answer?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError
from belgian_residence.assessment.earlier import _differ, _seen, _with_one_before, earlier_stay_can_matter
from belgian_residence.engine import NO, YES, Condition, Finding
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.person import Person, Stay

ON = date(2026, 11, 28)
PAST, LONG_PAST = date(2024, 5, 6), date(2021, 5, 6)
AHEAD, FAR_AHEAD = date(2028, 5, 6), date(2030, 5, 6)


def stay(ground: str, start: str | None, to: str | None = None, **more: Any) -> dict[str, Any]:
    return {"from": start, "ground": ground, **({"to": to} if to else {}), **more}


def work_since(start: str) -> dict[str, Any]:
    return stay("single_permit", start, first_card_issued=start)


MATTERS = [
    # what it is, the case, the routes (None: all), can an earlier stay matter?
    ("no stay at all", {"stays": []}, None, True),
    ("stays not told", {}, None, True),
    ("a first day that is not known", {"stays": [stay("single_permit", None)]}, None, True),
    ("only the first day of a later one is not known: what came before study does not count for B",
     {"stays": [stay("student", "2014-09", "2020-08"), stay("single_permit", None, before="no_break")]}, ("B",), False),
    ("six years of work: there is nothing more", {"stays": [stay("single_permit", "2020-03")]}, None, False),
    ("four years of work: one year more is asked", {"stays": [stay("single_permit", "2022-11")]}, None, True),
    ("four years of work, for B (B-WORK-1)", {"stays": [stay("single_permit", "2022-11")]}, ("B",), True),
    ("five years yesterday, for B (reading 7)", {"stays": [work_since("2021-11-27")]}, ("B",), False),
    ("five years today, for B", {"stays": [work_since("2021-11-28")]}, ("B",), True),
    ("protection that leads to no card", {"stays": [stay("temporary_protection", "2022-03-10")]}, None, False),
    ("unlimited stay, for L", {"card": "B", "stays": [stay("unlimited_stay", "2023-05-02")]}, ("L",), True),
    ("no route is looked at", {"stays": [stay("single_permit", "2022-11")]}, (), False),
    ("whether protection was asked for is not known",
     {"stays": [stay("single_permit", "2020-03")], "protection_request_pending": None}, None, False),
    ("trips not told", {"stays": [stay("single_permit", "2020-03")], "absences": None}, None, False),
    ("a trip that broke the years of L (L-ABS-1)",
     {"stays": [stay("single_permit", "2015-03")], "absences": [{"from": "2025-01-10", "to": "2025-08-10"}]},
     ("L",), False),
]  # fmt: skip


@pytest.mark.parametrize(("case", "routes", "matters"), [row[1:] for row in MATTERS], ids=[row[0] for row in MATTERS])
def test_can_an_earlier_stay_matter(case: dict[str, Any], routes: tuple[str, ...] | None, matters: bool) -> None:
    assert earlier_stay_can_matter({"nationality": "non-EU", "card": "A", **case}, ON, routes) is matters


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(CaseError):
        earlier_stay_can_matter({"card": "Z"}, ON)


def test_ten_years_are_put_before_the_oldest_stay_and_it_followed_without_a_break() -> None:
    oldest = Stay(date(2020, 3, 10), date(2022, 2, 28), "student", index=1)
    latest = Stay(date(2022, 4, 1), None, "single_permit", index=0)
    person = Person(card="A", stays=(latest, oldest))
    before, *rest = _with_one_before(person, oldest, "humanitarian_9bis").stays or ()
    assert (before.end, before.ground, before.index) == (date(2020, 3, 9), "humanitarian_9bis", 2)
    assert (before.start, before.first_card) == (date(2010, 3, 9), date(2010, 3, 9))
    assert [one.start for one in rest] == [oldest.start, latest.start]
    assert [one.before for one in rest] == ["no_break", None]
    assert _with_one_before(person, oldest, "student").card == "A"


def outcome(
    status: Any = "later", earliest: date | None = AHEAD, clock: date | None = AHEAD, met: bool = True
) -> Outcome:
    condition = Condition[Any]("K.stay", ("K-COND-1",), lambda situation: Finding(YES))
    found = ((condition, Finding(YES if met else NO)),)
    return Outcome(status, earliest, "right", clock=clock, conditions=found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(outcome(), outcome(), True, id="the same"),
        pytest.param(outcome("closed"), outcome("closed", None, None, met=False), True, id="closed stays closed"),
        pytest.param(outcome("closed"), outcome("unsettled"), False, id="it is not closed any more"),
        pytest.param(outcome("later"), outcome("unsettled"), False, id="another status"),
        pytest.param(outcome("open", PAST), outcome("open", LONG_PAST), True, id="open since another day"),
        pytest.param(outcome("open", PAST), outcome("open", None), True, id="open since a day that is not known"),
        pytest.param(outcome("open", PAST), outcome("open", ON), True, id="open since today"),
        pytest.param(outcome(clock=PAST), outcome(clock=LONG_PAST), True, id="the clock was complete before"),
        pytest.param(outcome(clock=PAST), outcome(clock=None), True, id="the clock is complete, its day not known"),
        pytest.param(outcome(earliest=FAR_AHEAD), outcome(), False, id="an earlier day ahead"),
        pytest.param(outcome(clock=FAR_AHEAD), outcome(), False, id="the clock is complete earlier"),
        pytest.param(outcome(met=False), outcome(), False, id="a condition is answered otherwise"),
    ],
)
def test_what_a_person_would_see_of_a_route(one: Outcome, other: Outcome, same: bool) -> None:
    assert (_seen(one, ON) == _seen(other, ON)) is same
    assert _differ({"B": outcome(), "L": one}, {"B": outcome(), "L": other}, ON) is not same


def test_without_a_route_nothing_differs() -> None:
    assert not _differ({}, {}, ON)
