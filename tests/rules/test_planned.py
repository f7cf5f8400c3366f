"""A planned change of status: which one is next, and what each route says once it has begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from belgian_residence import assess
from belgian_residence.assessment.planned import next_planned, once_begun, with_the_plan
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


BY_LAW = Outcome("later", NEXT, "by_law")


@pytest.mark.parametrize(
    ("now", "then", "status"),
    [
        pytest.param(BY_LAW, Outcome("closed", None, "by_law"), "unsettled", id="complete on the day of the plan"),
        pytest.param(
            Outcome("open", date(2026, 1, 1), "by_law"), Outcome("closed", None, "by_law"), "unsettled", id="open now"
        ),
        pytest.param(
            Outcome("later", date(2027, 2, 2), "by_law"), Outcome("closed", None, "by_law"), "closed", id="a day later"
        ),
        pytest.param(
            Outcome("unsettled", None, "by_law"), Outcome("closed", None, "by_law"), "closed", id="not certain, no day"
        ),
        pytest.param(Outcome("later", NEXT, "right"), CLOSED, "closed", id="a card that is not there by law"),
        pytest.param(BY_LAW, Outcome("open", NEXT, "by_law"), "open", id="open with the plan"),
    ],
)
def test_what_exists_by_law_by_then_is_not_called_closed(now: Outcome, then: Outcome, status: str) -> None:
    """Another permit does not take a permanent right away by any text that was read (EUP-LOSS-1)."""
    said = with_the_plan(answers(RUNNING, planned("2027-02-01")), {"F+": now}, {NEXT: {"F+": then}}.__getitem__)
    assert said["F+"]["status"] == status


# --- the card that the plan brings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "ground", "then"),
    [
        ("F", "single_permit", "A"),
        ("A", "single_permit", "A"),
        ("A", "blue_card", "H"),
        ("H", "student", "A"),
        ("M", "single_permit", "A"),
        ("annex_15", "self_employed", "A"),
        ("none", "student", "A"),
        ("A", "intra_corporate_transferee", "I"),
        ("A", "family_of_eu_or_belgian", "F"),
        ("B", "single_permit", "B"),
        ("F+", "single_permit", "F+"),
        ("M+", "student", "M+"),
        ("F", "short_stay", "none"),
        ("F", "special_card_other", "special_card"),
        ("A", "asylum_procedure", "orange_card"),
        ("A", "unlimited_stay", "A"),
        (None, "single_permit", None),
    ],
)
def test_a_planned_stay_brings_its_card(card: str | None, ground: str, then: str | None) -> None:
    case = {"card": card, "card_expiry": "2027-01-31", "card_issued": "2025-01-01"}
    told_case = case | {"stays": [RUNNING, planned("2027-02-01", ground)]}
    found = once_begun(told_case, read_case({name: told for name, told in told_case.items() if told}, ON))
    assert found["card"] == then
    changed = card != then or (ground in ("single_permit", "student", "self_employed") and then == "A")
    assert ("card_expiry" in found, "card_issued" in found) == (not changed, not changed)


def test_the_years_of_a_planned_family_stay_begin_with_it_at_the_latest() -> None:
    """Unless the request is told already (FAM-5Y-2)."""
    case: dict[str, Any] = {"card": "A", "stays": [RUNNING, planned("2027-02-01", "family_of_eu_or_belgian")]}
    for told_paper, paper in (
        ({}, "2027-02-01"),
        ({"annex_19ter": "none"}, "2027-02-01"),
        ({"annex_19ter": None}, "2027-02-01"),
        ({"annex_19ter": "2026-10-01"}, "2026-10-01"),
    ):
        assert once_begun(case | told_paper, read_case(case | told_paper, ON))["annex_19ter"] == paper


def test_without_a_plan_the_case_stays_as_it_is() -> None:
    case = {"card": "F", "card_expiry": "2027-01-31", "stays": [RUNNING]}
    assert once_begun(case, read_case(case, ON)) is case


# --- the plan beside the day of a card, by the whole answer -------------------------------------------------------

LIFE: dict[str, Any] = {
    "nationality": "IN",
    "absences": [],
    "interruptions": [],
    "income": 2500,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
}
FAMILY = LIFE | {
    "card": "F",
    "annex_19ter": "2022-06-01",
    "annex_15": "none",
    "joint_household": True,
    "household_ended": "none",
    "suspensive_appeal_pending": False,
    "sponsor_belgian": True,
}
STUDENT = LIFE | {"card": "A", "unlimited_stay_since": "none"}


def to_the_plan(ground: str, first_card: str, begins: str, then: str) -> list[dict[str, Any]]:
    """A stay from 1 June 2022 until another one begins."""
    last = date.fromordinal(date.fromisoformat(begins).toordinal() - 1).isoformat()
    first = {"from": "2022-06-01", "to": last, "ground": ground, "first_card_issued": first_card}
    return [first, planned(begins, then, before="no_break")]


@pytest.mark.parametrize(
    ("begins", "status"),
    [("2027-05-31", "closed"), ("2027-06-01", "unsettled"), ("2027-06-02", "unsettled"), ("2027-01-01", "closed")],
)
def test_a_permit_in_the_place_of_the_f_card_before_its_five_years_closes_f_plus(begins: str, status: str) -> None:
    """They are complete on 1 June 2027 (FAM-5Y-1)."""
    stays = to_the_plan("family_of_eu_or_belgian", "2022-12-01", begins, "single_permit")
    answer = assess(FAMILY | {"stays": stays}, ON)["routes"]["F+"]
    assert (answer["status"], answer["earliest"]) == ("later", "2027-06-01"), "a plan changes nothing by itself"
    assert answer["planned"]["status"] == status


@pytest.mark.parametrize(
    "expiry", [{}, {"card_expiry": None}, {"card_expiry": "2027-01-31"}, {"card_expiry": "2027-01"}]
)
def test_the_last_day_of_the_present_card_says_nothing_of_the_planned_stay(expiry: dict[str, Any]) -> None:
    """Student, search year, then work: L from the same day, whatever is told of the card that ends (L-5Y-2, L-5Y-3)."""
    stays = [
        {"from": "2023-10-04", "to": "2026-01-31", "ground": "student", "first_card_issued": "2023-10-04"},
        {"from": "2026-02-01", "to": "2027-01-31", "ground": "search_year", "first_card_issued": "2026-02-01"},
        planned("2027-02-01", before="no_break"),
    ]
    plan = assess(STUDENT | {"stays": stays} | expiry, ON)["routes"]["L"]["planned"]
    assert (plan["status"], plan["earliest"]) == ("later", "2029-12-03")


@pytest.mark.parametrize(
    ("nationality", "ground", "card"),
    [
        ("FR", "single_permit", "EU"),
        (["FR"], "single_permit", "EU"),
        (["MA", "FR"], "single_permit", "EU"),
        ("CH", "student", "EU"),
        ("GB", "single_permit", "A"),
        (["GB"], "single_permit", "A"),
        ("FR", "eu_citizen", "EU"),
    ],
)
def test_who_needs_no_permit_gets_no_card_for_one(nationality: str | list[str], ground: str, card: str) -> None:
    """EUP-SCOPE-1."""
    case: dict[str, Any] = {"nationality": nationality, "card": "EU", "stays": [planned("2027-02-01", ground)]}
    assert once_begun(case, read_case(case, ON))["card"] == card


@pytest.mark.parametrize(
    ("now", "status"), [("unsettled", "unsettled"), ("later", "unsettled"), ("open", "unsettled"), ("closed", None)]
)
def test_no_permit_is_said_to_end_a_right_under_the_brexit_agreement(now: Any, status: str | None) -> None:
    closed = Outcome("closed", None, "by_law")
    outcomes = {"M+": Outcome(now, None if now in ("closed", "unsettled") else date(2030, 1, 1), "by_law")}
    said = with_the_plan(answers(RUNNING, planned("2027-02-01")), outcomes, {NEXT: {"M+": closed}}.__getitem__)
    assert said.get("M+", {}).get("status") == status
