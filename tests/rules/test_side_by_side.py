"""What stands beside a route: answers for the counter, what becomes of the family, two cards compared, a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import assess
from belgian_residence.counting.situation import Condition
from belgian_residence.dossier import comparison, counter, family
from belgian_residence.engine import UNKNOWN, YES, Finding
from belgian_residence.law.provisions import all_provisions
from belgian_residence.routes.outcome import Outcome, Status

ON = date(2026, 11, 22)
Case = dict[str, Any]
KNOWN: Case = {
    "nationality": "MA",
    "absences": [],
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "health_insurance": True,
    "income": 2500,
    "dependants": 0,
}


def person(card: str, ground: str, start: str, **more: Any) -> Case:
    return KNOWN | {"card": card, "stays": [{"from": start, "ground": ground, "first_card_issued": start}]} | more


WORKER = person("A", "single_permit", "2019-03-01", unlimited_stay_since="none")
REFUGEE = person("A", "refugee", "2022-03-01", asylum_application="2021-01-10", permit_granted="2022-03-01")
SETTLING = person("B", "single_permit", "2019-03-01", unlimited_stay_since="2025-05-01")
BESIDE_A_WORKER = person("A", "family_of_limited_stay", "2020-03-01")


def route(case: Case, key: str, on: date = ON) -> Any:
    return assess(case, on)["routes"][key]


def said(case: Case, key: str, kind: str) -> list[str]:
    return [one["id"] for one in route(case, key)[kind]]


# --- at the counter -----------------------------------------------------------------------------------------------


def test_each_line_rests_on_provisions_that_exist() -> None:
    for kind in (counter, family, comparison):
        for _, id, law in kind.lines():
            assert law, id
            assert set(law) <= set(all_provisions()), id


def test_who_needs_no_b_for_l_can_say_so_and_others_are_not_told() -> None:
    """L-WHO-1: limited stay is enough; but with article 9bis the counter is right in practice (L-EXC-2, reading 8)."""
    met = ((Condition("L.not-humanitarian-regularisation", (), lambda _: Finding(YES)), Finding(YES)),)
    open_point = tuple((one, Finding(UNKNOWN, not_confirmed=True)) for one, _ in met)
    limited = frozenset({"limited-stay"})
    for conditions, shown, told in ((met, limited, True), (met, frozenset(), False), (open_point, limited, False)):
        found = counter.answers("L", Outcome("open", None, "right", conditions=conditions), shown, ON)
        assert ("b-first" in [one["id"] for one in found]) is told


def test_what_no_rule_asks_is_answered_for_each_national_card() -> None:
    assert said(SETTLING, "K", "counter") == [
        "k-five-years-with-b",
        "k-means-or-insurance",
        "k-language-or-housing",
        "five-more-months",
        "letter-first",
    ]
    assert said(REFUGEE, "B", "counter") == ["b-wait-until-card-ends", "b-means-or-language"]
    assert said(WORKER, "B", "counter") == []  # the counter is right: B comes with the renewal (B-WORK-1)
    assert {"wait-until-card-ends", "five-more-months", "letter-first"} <= set(said(SETTLING, "L", "counter"))


def _met(*ids: str) -> Outcome:
    conditions = tuple((Condition(id, (), lambda _: Finding(YES)), Finding(YES)) for id in ids)
    return Outcome("open", None, "by_law", conditions=conditions)


@pytest.mark.parametrize(
    ("key", "met", "said_there"),
    [
        ("EU+", ["EU+.five-years"], ["eu-plus-income", "eu-plus-wait-until-card-ends", "no-federal-charge"]),
        ("EU+", [], ["no-federal-charge"]),  # on an early ground, or too early: income and work can matter
        (
            "F+",
            ["F+.five-years", "F+.joint-household"],
            ["f-plus-income", "f-plus-wait-until-card-ends", "no-federal-charge"],
        ),
        ("F+", ["F+.five-years"], ["f-plus-wait-until-card-ends", "no-federal-charge"]),  # apart: means (FAM-INC-2)
        ("M+", [], ["m-plus-does-not-exist", "m-plus-years-before-brexit"]),
    ],
)
def test_what_no_rule_asks_is_answered_for_each_permanent_card(key: str, met: list[str], said_there: list[str]) -> None:
    """EUP-EFF-1, EUP-5Y-2, FAM-INC-1, FAM-APP-1, CARD-FEE-4, BRX-NAME-1, BRX-PR-1."""
    assert [one["id"] for one in counter.answers(key, _met(*met), frozenset(), ON)] == said_there


@pytest.mark.parametrize("expiry", ["2026-11-21", "2026-11-22", "2026-11", None])
def test_to_wait_for_the_last_day_of_a_card_is_answered_only_while_it_lies_ahead(expiry: str | None) -> None:
    for case, key, id in ((REFUGEE, "B", "b-wait-until-card-ends"), (SETTLING, "L", "wait-until-card-ends")):
        assert (id in said(case | {"card_expiry": expiry}, key, "counter")) is (expiry != "2026-11-21")


def test_no_counter_tells_somebody_with_an_ended_card_to_wait_for_its_end() -> None:
    for key, rows in counter.COUNTER.items():
        met = _met(*(row.if_condition_holds for row in rows if row.if_condition_holds))
        shown = frozenset(name for row in rows for name in row.only_if) | {"card-ended"}
        found = [one["id"] for one in counter.answers(key, met, shown, ON)]
        assert not [id for id in found if "wait-until-card-ends" in id], key


@pytest.mark.parametrize("key", ["B", "K", "L", "EU+", "F+", "M+"])
def test_nothing_is_answered_where_the_route_is_closed(key: str) -> None:
    everybody = frozenset({"refugee", "limited-stay"})
    assert counter.answers(key, Outcome("closed", None, "right"), everybody, ON) == []


# --- the family ---------------------------------------------------------------------------------------------------


def test_who_stays_beside_a_limited_stay_hears_what_the_card_of_the_other_one_changes() -> None:
    """B-FAM-1: no five years of its own, until the person joined has unlimited stay."""
    assert route(BESIDE_A_WORKER, "B")["status"] == "closed"
    assert said(BESIDE_A_WORKER, "B", "family") == ["once-the-sponsor-has-unlimited-stay"]
    assert route(BESIDE_A_WORKER, "B")["next_steps"][0] == "if-no:B.not-family-of-limited-stay"
    assert said(WORKER, "B", "family") == [
        "each-asks-alone",
        "family-of-limited-stay-becomes-family-of-unlimited",
        "their-b-while-living-together",
    ]
    posted = person("A", "posted_worker", "2019-03-01")
    assert said(posted, "B", "family") == []


def test_the_family_of_an_eu_citizen_keeps_its_own_years() -> None:
    french = {"nationality": "FR", "card": "EU", "annex_19": "2019-10-01", "absences": [], "interruptions": []}
    assert said(french, "EU+", "family") == [
        "family-keeps-f-and-its-own-years",
        "family-sooner-only-on-an-early-ground",
    ]


# --- B or L, K or L -----------------------------------------------------------------------------------------------


def outcomes(other: Status, stronger: Status, days: tuple[str, str] = ("2027-01-01", "2027-01-01")) -> Any:
    first, second = (date.fromisoformat(day) for day in days)
    return {
        "B": Outcome("closed", None, "right"),
        "K": Outcome(other, first, "right"),
        "L": Outcome(stronger, second, "right"),
    }


@pytest.mark.parametrize(
    ("other", "stronger", "days", "ask"),
    [
        ("open", "open", None, "stronger-now"),
        ("later", "open", None, "stronger-now"),
        ("unsettled", "open", None, "stronger-now"),
        ("open", "later", None, "other-now"),
        ("open", "unsettled", None, "other-now"),
        ("later", "later", ("2027-01-02", "2027-01-01"), "stronger-on-its-day"),
        ("later", "later", ("2027-01-01", "2027-01-01"), "stronger-on-its-day"),
        ("later", "later", ("2026-12-31", "2027-01-01"), "other-first"),
        ("later", "unsettled", None, "nothing-yet"),
        ("unsettled", "later", None, "nothing-yet"),
    ],
)
def test_which_of_two_cards_to_ask_for(other: Status, stronger: Status, days: tuple[str, str] | None, ask: str) -> None:
    (found,) = comparison.comparisons(outcomes(other, stronger, *([days] if days else [])), frozenset(), ON)
    assert (found["of"], found["stronger"], found["ask"]) == (["K", "L"], "L", ask)


@pytest.mark.parametrize(("other", "stronger"), [("closed", "open"), ("open", "closed"), ("closed", "closed")])
def test_a_closed_card_is_not_compared(other: Status, stronger: Status) -> None:
    assert comparison.comparisons(outcomes(other, stronger), frozenset(), ON) == []


def test_a_request_for_l_counts_for_k_only_with_unlimited_stay() -> None:
    """K-L-1, row by row: what speaks for a card fits the person."""
    pairs = {tuple(one["of"]): one for one in assess(SETTLING, ON)["comparison"]}
    assert set(pairs) == {("K", "L")}
    told = {aspect["id"]: aspect["favours"] for aspect in pairs["K", "L"]["aspects"]}
    assert told["l-request-counts-for-k"] == "L"
    assert told["k-asks-no-means"] == "K"
    pairs = {tuple(one["of"]): one for one in assess(WORKER, ON)["comparison"]}
    of_b = {aspect["id"]: aspect["favours"] for aspect in pairs["B", "L"]["aspects"]}
    assert (of_b["l-needs-no-b"], of_b["failed-l-is-no-request-for-k"]) == ("L", "B")
    if ("K", "L") in pairs:
        assert "l-request-counts-for-k" not in {aspect["id"] for aspect in pairs["K", "L"]["aspects"]}


# --- a planned change of status -----------------------------------------------------------------------------------

DOCTORATE = KNOWN | {
    "card": "A",
    "stays": [
        {"from": "2019-03-01", "ground": "student", "to": "2024-09-30", "first_card_issued": "2019-04-01"},
        {"from": "2024-10-01", "ground": "search_year", "to": "2024-11-30", "first_card_issued": "2024-10-05"},
    ],
}
JOB = {"from": "2024-12-01", "ground": "single_permit"}


def with_job(**more: Any) -> Case:
    return DOCTORATE | {"stays": [*DOCTORATE["stays"], JOB | more]}


def test_a_permit_that_begins_next_month_gives_a_date_that_rests_on_it() -> None:
    """Card of the job: by 2025-04-15 at the latest, when an Annex 15 of 135 days would end; B five years after it."""
    on = date(2024, 11, 10)
    found = route(with_job(), "B", on)
    assert (found["status"], found["earliest"]) == ("closed", None)
    assert found["planned"] == {
        "rests_on": "stays[2].from",
        "on": "2024-12-01",
        "ground": "single_permit",
        "status": "later",
        "earliest": "2030-04-15",
        "at_latest": True,
        "basis": "expected",
    }
    assert route(with_job(), "K", on)["planned"]["at_latest"]  # K comes with B
    assert not route(with_job(), "L", on)["planned"]["at_latest"]  # from the first card of the study
    assert "planned" not in route(with_job(), "EU+", on)  # the job changes nothing there
    assert "planned" not in route(DOCTORATE, "B", on)


def test_a_plan_that_has_begun_is_no_plan() -> None:
    for on, planned in ((date(2024, 11, 30), True), (date(2024, 12, 1), False), (date(2024, 12, 2), False)):
        found = route(with_job(), "B", on)
        assert ("planned" in found) is planned
        assert (found["status"] == "later") is not planned


def test_a_stay_that_is_planned_in_another_country_is_no_plan_here() -> None:
    on = date(2024, 11, 10)
    assert "planned" not in route(with_job(country="FR"), "B", on)
    assert route(with_job(country="BE"), "B", on)["planned"]["on"] == "2024-12-01"


def test_a_card_that_a_plan_leaves_as_it_is_says_nothing_of_it() -> None:
    """B and L are open since 1 March 2024, five years after the first card, and stay so with another job."""
    job, start = {**WORKER["stays"][0], "to": "2026-12-14"}, {"from": "2026-12-15", "ground": "self_employed"}
    routes = assess(WORKER | {"stays": [job, start]}, ON)["routes"]
    assert {key: routes[key]["earliest"] for key in ("B", "L")} == {"B": "2024-03-01", "L": "2024-03-01"}
    assert [key for key, one in routes.items() if "planned" in one] == ["K"]


def test_of_a_rough_plan_the_last_day_counts_and_the_next_of_several_is_taken() -> None:
    on = date(2024, 10, 10)
    rough = route(with_job(**{"from": "2024-12"}), "B", on)["planned"]
    assert (rough["on"], rough["earliest"]) == ("2024-12-31", "2030-05-15")
    two = with_job(to="2026-11-30")
    two["stays"].append({"from": "2026-12-01", "ground": "self_employed"})
    assert route(two, "B", on)["planned"]["ground"] == "single_permit"
