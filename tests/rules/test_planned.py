"""A planned change of status: which one is next, and what each route says once it has begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.planned import next_planned, with_the_plan
from belgian_residence.routes.outcome import Bounds, Outcome
from belgian_residence.told.answers import Answers
from belgian_residence.told.case import read_case
from belgian_residence.told.faults import CaseError, Fault

ON = date(2026, 11, 28)
RUNNING = {"from": "2021-10-04", "to": "2027-01-31", "ground": "student"}
NEXT = date(2027, 2, 1)


def answers(*stays: dict[str, Any]) -> Answers:
    return read_case({"nationality": "MA", "card": "A", "stays": list(stays)}, ON)


def planned(first: str, ground: str = "single_permit", **more: Any) -> dict[str, Any]:
    return {"from": first, "ground": ground, **more}


@pytest.mark.parametrize(
    ("stays", "found"),
    [
        pytest.param([], None, id="no stay"),
        pytest.param([RUNNING], None, id="nothing planned"),
        pytest.param([RUNNING, planned("2027-02-01")], (1, NEXT, "single_permit"), id="one planned"),
        pytest.param([planned("2027-02-01"), RUNNING], (0, NEXT, "single_permit"), id="told first"),
        pytest.param(
            [RUNNING | {"to": "2026-11-28"}, planned("2026-11-29")],
            (1, date(2026, 11, 29), "single_permit"),
            id="tomorrow",
        ),
        pytest.param([RUNNING | {"to": "2026-11-27"}, planned("2026-11-28")], None, id="today: it has begun"),
        pytest.param([RUNNING, planned("2027-02")], (1, date(2027, 2, 28), "single_permit"), id="rough: the latest"),
        pytest.param(
            [RUNNING, planned("2028-02-01", "blue_card"), planned("2027-02-01", to="2028-01-31")],
            (2, NEXT, "single_permit"),
            id="the next of two",
        ),
        pytest.param([RUNNING, planned("2027-02-01", country="FR")], None, id="not in Belgium"),
        pytest.param(
            [RUNNING, planned("2027-02-01", country="BE")], (1, NEXT, "single_permit"), id="said to be in Belgium"
        ),
    ],
)
def test_the_next_planned_stay(stays: list[dict[str, Any]], found: tuple[int, date, str] | None) -> None:
    assert next_planned(answers(*stays)) == found


def test_who_told_of_no_stays_plans_none() -> None:
    assert next_planned(read_case({"card": "A"}, ON)) is None
    assert with_the_plan(read_case({"card": "A"}, ON), {}, lambda day: {}) == {}


LATER = Outcome("later", date(2030, 1, 1), "right")
CLOSED = Outcome("closed", None, "right")
IN_2032 = date(2032, 2, 1)
BOUNDED = Outcome("later", IN_2032, "right", bounds=Bounds(IN_2032, None, ("stays[1].first_card_issued",)))
EXACT = Outcome("later", IN_2032, "right")


def told(**more: Any) -> dict[str, Any]:
    return {
        "rests_on": "stays[1].from",
        "on": "2027-02-01",
        "ground": "single_permit",
        "status": "later",
        "earliest": "2032-02-01",
        "at_latest": False,
        "basis": "right",
        **more,
    }


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        pytest.param({"B": LATER}, {"B": LATER}, {}, id="the same"),
        pytest.param({"B": LATER}, {"B": Outcome("later", LATER.earliest, "expected")}, {}, id="another basis only"),
        pytest.param({"B": CLOSED}, {"B": EXACT}, {"B": told()}, id="another status"),
        pytest.param({"B": LATER}, {"B": EXACT}, {"B": told()}, id="another day"),
        pytest.param(
            {"B": LATER},
            {"B": Outcome("unsettled", LATER.earliest, "right")},
            {"B": told(status="unsettled", earliest="2030-01-01")},
            id="another status on the same day",
        ),
        pytest.param({"B": LATER}, {"B": CLOSED}, {"B": told(status="closed", earliest=None)}, id="closed then"),
        pytest.param({"B": CLOSED}, {"B": BOUNDED}, {"B": told(at_latest=True)}, id="the day is the latest it can be"),
        pytest.param({"B": CLOSED, "L": LATER}, {"B": EXACT, "L": LATER}, {"B": told()}, id="one of two routes"),
        pytest.param(
            {"B": BOUNDED, "K": CLOSED},
            {"B": BOUNDED, "K": Outcome("later", IN_2032, "once_B_granted")},
            {"K": told(basis="once_B_granted", at_latest=True)},
            id="K once B is granted, at the latest",
        ),
        pytest.param(
            {"B": EXACT, "K": CLOSED},
            {"B": EXACT, "K": Outcome("later", IN_2032, "once_B_granted")},
            {"K": told(basis="once_B_granted")},
            id="K once B is granted, on its day",
        ),
        pytest.param(
            {"B": BOUNDED, "K": CLOSED},
            {"B": BOUNDED, "K": EXACT},
            {"K": told()},
            id="K by its own years, whatever the day of B",
        ),
    ],
)
def test_what_a_route_says_once_the_plan_has_begun(
    now: Mapping[str, Outcome], then: Mapping[str, Outcome], said: dict[str, Any]
) -> None:
    assert with_the_plan(answers(RUNNING, planned("2027-02-01")), now, {NEXT: then}.__getitem__) == said


def test_what_cannot_hold_any_more_on_that_day_says_nothing() -> None:
    def refused(day: date) -> Mapping[str, Outcome]:
        raise CaseError([Fault("unlimited_stay_since", "none", "nothing")])

    assert with_the_plan(answers(RUNNING, planned("2027-02-01")), {"B": LATER}, refused) == {}
