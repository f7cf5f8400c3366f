"""A text that was amended after it was read: the rule last read is kept, and the answer says so once, where it decides.

The base has two marks for such a rule ("H until 11 June 2026, M since"). From that day on the answer is as definite as
before; beside it stands the day since when the wording in force was not seen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.engine import NO, UNKNOWN, YES, Condition, Finding
from belgian_residence.law.provisions import Provision, all_provisions, provision
from belgian_residence.routes.outcome import Outcome
from belgian_residence.trust.confidence import STRENGTH, first_unseen, of_provision, unseen_in, wording_not_seen
from rules.test_cases import ALL, facts_of
from site_build.assessments import assess
from trying import some

DAY = timedelta(days=1)
AMENDED = date(2026, 6, 12)
"""Articles 11, 13, 15bis, 18, 49 and 49/2 of the Act."""

Case = dict[str, Any]


def stay(start: str, ground: str, **more: str) -> Case:
    return {"from": start, "ground": ground, "first_card_issued": start, **more}


TOLD: Case = {"absences": [], "public_order": False, "identity_established": True, "health_insurance": True}
REFUGEE: Case = TOLD | {
    "nationality": ["SY"],
    "card": "A",
    "stays": [stay("2021-06-01", "refugee")],
    "asylum_application": "2020-06-01",
    "permit_granted": "2021-06-01",
    "income": 2000,
    "dependants": 0,
}
PROTECTED = REFUGEE | {"stays": [stay("2021-06-01", "subsidiary_protection")]}
MEDICAL = TOLD | {
    "nationality": ["CM"],
    "card": "A",
    "stays": [stay("2019-03-15", "medical_9ter")],
    "medical_application": "2019-01-10",
}
FAMILY = TOLD | {"nationality": ["MA"], "card": "A", "stays": [stay("2019-03-15", "family_of_unlimited_stay")]}
WORKER = TOLD | {"nationality": ["IN"], "card": "A", "stays": [stay("2019-03-15", "single_permit")]}
OTHER_STATE = TOLD | {
    "nationality": ["IN"],
    "card": "A",
    "stays": [stay("2019-03-15", "long_term_resident_other_state")],
}
CITIZEN = {"nationality": ["FR"], "card": "EU", "annex_19": "2018-01-10", "absences": [], "interruptions": []}

SAID: list[tuple[str, Case, str, str, str | None]] = [
    # who, facts, route, the provision, the first day from which its text was not seen (None: it is never said)
    ("refugee", REFUGEE, "B", "B-REF-1", "2026-06-12"),
    ("subsidiary protection", PROTECTED, "B", "B-SP-1", "2026-06-12"),
    ("medical regularisation", MEDICAL, "B", "B-9TER-1", "2026-06-12"),
    ("family of a non-EU national", FAMILY, "B", "B-FAM-1", "2026-06-12"),
    ("long-term resident of another state", OTHER_STATE, "B", "B-LTR2-1", "2025-08-18"),
    ("worker", WORKER, "B", "", None),
    ("refugee, L", REFUGEE, "L", "L-5Y-4", "2026-06-12"),
    ("worker, L", WORKER | {"income": 2000, "dependants": 0}, "L", "", None),
    ("EU citizen", CITIZEN, "EU+", "", None),
    ("EU citizen with an appeal", CITIZEN | {"interruptions": ["appeal_pending"]}, "EU+", "EUP-APL-1", "2026-06-12"),
]
ROWS = pytest.mark.parametrize(
    ("case", "route", "id", "since"), [row[1:] for row in SAID], ids=[row[0] for row in SAID]
)


def said(case: Case, route: str, on: date) -> dict[str, str]:
    return {one["provision"]: one["since"] for one in assess(case, on)["routes"][route]["wording_not_seen"]}


@ROWS
def test_it_is_said_from_the_day_of_the_amendment_on(case: Case, route: str, id: str, since: str | None) -> None:
    if since is None:
        assert said(case, route, date(2026, 11, 28)) == {}
        return
    first = date.fromisoformat(since)
    assert said(case, route, first - DAY) == {}
    for on in (first, first + DAY):
        assert said(case, route, on)[id] == since
        assert set(said(case, route, on).values()) == {since}


@ROWS
def test_it_settles_and_unsettles_nothing(case: Case, route: str, id: str, since: str | None) -> None:
    """The same answer with the amendment as if nobody had told of it."""
    on = date(2026, 11, 28)
    with_it = assess(case, on)["routes"][route]
    with pytest.MonkeyPatch.context() as patch:
        for one in all_provisions().values():
            if one.unseen_since:
                patch.setitem(all_provisions(), one.id, read_in_full(one.id))
        without = assess(case, on)["routes"][route]
    assert (with_it["status"], with_it["earliest"]) == (without["status"], without["earliest"])
    assert [one["value"] for one in with_it["conditions"]] == [one["value"] for one in without["conditions"]]


def read_in_full(id: str) -> Provision:
    return replace(provision(id), unseen_since=None, unseen_confidence=None)


def test_a_condition_says_the_day_and_its_confidence_of_the_day() -> None:
    for on, day, confidence in ((AMENDED - DAY, None, "H"), (AMENDED, "2026-06-12", "M")):
        (clock,) = [one for one in assess(REFUGEE, on)["routes"]["B"]["conditions"] if one["id"] == "B.years-of-stay"]
        assert (clock["wording_not_seen"], clock["confidence"]) == (day, confidence)


def test_a_route_closed_for_another_reason_does_not_speak_of_it() -> None:
    """Belgians need no card: what the article on protection says today decides nothing for them."""
    assert said(REFUGEE | {"nationality": ["SY", "BE"]}, "B", AMENDED) == {}


def condition(id: str, *law: str) -> Condition[Any]:
    return Condition(id, law, lambda situation: Finding(UNKNOWN))


CLOCK = condition("B.years-of-stay", "B-REF-1", "B-FAM-2")
HOUSEHOLD = condition("B.household", "B-FAM-2")
BESIDE = condition("B.beside", "B-GEN-1", "B-FAM-2")


def test_a_clock_is_decided_by_all_that_it_counts_with_and_another_condition_by_its_main_provision() -> None:
    assert unseen_in(CLOCK, AMENDED) == ("B-REF-1", "B-FAM-2")
    assert unseen_in(HOUSEHOLD, AMENDED) == ("B-FAM-2",)
    assert unseen_in(BESIDE, AMENDED) == ()
    assert unseen_in(CLOCK, AMENDED - DAY) == ()


@pytest.mark.parametrize(
    ("status", "obstacles", "early", "found"),
    [
        ("open", [], False, {"B-REF-1", "B-FAM-2"}),
        ("later", [], False, {"B-REF-1", "B-FAM-2"}),
        ("unsettled", [], False, {"B-REF-1", "B-FAM-2"}),
        ("closed", ["B.household"], False, {"B-FAM-2"}),
        ("closed", ["B.beside"], False, set()),
        ("closed", ["EU+.elsewhere"], False, set()),
        ("open", [], True, {"B-FAM-2"}),  # on an early ground: not by the clock
    ],
)
def test_where_it_decides(status: Any, obstacles: list[str], early: bool, found: set[str]) -> None:
    conditions = ((HOUSEHOLD, Finding(YES)), (BESIDE, Finding(YES)), (CLOCK, Finding(NO)))
    whole = Outcome(status, None, "right", conditions=conditions, early=early)
    assert {one["provision"] for one in wording_not_seen(whole, obstacles, AMENDED)} == found


def test_each_text_is_named_once_and_the_earliest_day_comes_first() -> None:
    both = condition("L.five-years", "L-5Y-4", "B-LTR2-1", "L-5Y-4")
    whole = Outcome("open", None, "right", conditions=((both, Finding(YES)), (CLOCK, Finding(YES))))
    told = wording_not_seen(whole, [], AMENDED)
    assert [one["provision"] for one in told] == ["B-LTR2-1", "L-5Y-4", "B-REF-1", "B-FAM-2"]
    assert first_unseen(one["provision"] for one in told) == "2025-08-18"
    assert first_unseen([]) is None


def test_a_rule_last_read_is_practice_where_its_second_mark_is_weak() -> None:
    """EUP-APL-1: A until 11 June 2026, C after. It still drives: never "not verified"."""
    assert of_provision(provision("EUP-APL-1"), AMENDED - DAY) == "law"
    assert of_provision(provision("EUP-APL-1"), AMENDED) == "practice"
    for one in all_provisions().values():
        if one.drives:
            assert of_provision(one, AMENDED) in STRENGTH[:3], one.id


# --- keeping the card -------------------------------------------------------------------------------------------------


def test_keeping_says_it_at_the_line_and_once_for_the_whole() -> None:
    for on, day in ((AMENDED - DAY, None), (AMENDED, "2026-06-12")):
        kept = assess(REFUGEE, on)["keep"]
        (line,) = [one for one in kept["ends"] if one["id"] == "protection-ended"]  # LOSS-3
        assert line["wording_not_seen"] == day
        assert [one["provision"] for one in kept["wording_not_seen"]] == (["LOSS-3"] if day else [])


def test_a_step_on_the_way_decides_nothing_and_is_silent() -> None:
    """That one is heard before a stay is ended (LOSS-4, amended on that day) neither keeps nor ends a card."""
    for case in (WORKER, REFUGEE):
        (line,) = [one for one in assess(case, AMENDED)["keep"]["ends"] if one["id"] == "heard-first"]
        assert line["wording_not_seen"] is None
    assert assess(WORKER, AMENDED)["keep"]["wording_not_seen"] == []
    assert any(one["provision"] == "LOSS-4" for one in assess(WORKER, AMENDED)["keep"]["citations"])


# --- over every case of the corpus ------------------------------------------------------------------------------------


def test_every_case_says_only_what_was_not_seen_by_its_day() -> None:
    for _, case in some(ALL, 60):
        for key, route in assess(facts_of(case), case["on"])["routes"].items():
            told = route["wording_not_seen"]
            assert len({one["provision"] for one in told}) == len(told), key
            assert all(one["since"] <= case["on"].isoformat() for one in told), key
            cited = {one["provision"] for item in route["conditions"] for one in item["citations"]}
            assert {one["provision"] for one in told} <= cited, key
