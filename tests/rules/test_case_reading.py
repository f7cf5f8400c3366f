"""What the reader of case files refuses, where it says the fault is, and what it accepts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, Fault, assess, next_question, schema
from belgian_residence.told.facts import FACTS

ON = date(2025, 6, 15)
DATE_WORDS = '"2021-03-15"', '"2021-03"', '"2021"', "earliest"


def faults(case: Any, on: date = ON) -> list[Fault]:
    """The faults of a case; a case without one fails the test."""
    with pytest.raises(CaseError) as caught:
        assess(case, on)
    return caught.value.faults


def stay(start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"from": start, "ground": "single_permit"} | ({"to": end} if end else {}) | more


# --- one fault, its place, and what is accepted -------------------------------------------------------------------

ONE_FAULT: list[tuple[str, Any, str, tuple[str, ...]]] = [
    # name, case, where, words in what is accepted
    ("not an object", [], "case", ("JSON object",)),
    ("text instead of a case", "stays", "case", ("JSON object",)),
    ("nothing instead of a case", None, "case", ("JSON object",)),
    ("an unknown fact", {"salary": 2000}, "salary", ("income",)),
    ("another case of letters", {"Income": 2000}, "Income", ("income",)),
    (
        "an unknown fact of a stay",
        {"stays": [stay("2020-01-01", city="Gent")]},
        "stays[0].city",
        ("ground", "first_card_issued"),
    ),
    ("an unknown fact of a trip", {"absences": [{"from": "2020-01-01", "why": "x"}]}, "absences[0].why", ("reason",)),
    (
        "an unknown fact of a period",
        {"prison": [{"from": "2020-01-01", "to": "2020-02-01", "x": 1}]},
        "prison[0].x",
        ("from", "to"),
    ),
    # yes or no
    ("text for yes or no", {"health_insurance": "yes"}, "health_insurance", ("true", "false", "null")),
    ("a number for yes or no", {"health_insurance": 1}, "health_insurance", ("true", "false")),
    (
        "text for yes or no in a trip",
        {"absences": [{"from": "2020-01-01", "annex_18": "no"}]},
        "absences[0].annex_18",
        ("true",),
    ),
    # one of several
    ("an unknown card", {"card": "Z"}, "card", ("EU+", "annex_15")),
    ("a card as a list", {"card": ["A"]}, "card", ("EU+",)),
    ("an unknown ground", {"stays": [stay("2020-01-01", ground="work")]}, "stays[0].ground", ("single_permit",)),
    ("an unknown reason", {"absences": [{"from": "2020-01-01", "reason": "fun"}]}, "absences[0].reason", ("ordinary",)),
    (
        "a stay in a state outside the EU",
        {"stays": [stay("2020-01-01", country="US")]},
        "stays[0].country",
        ("BE", "FR"),
    ),
    ("interruptions as text", {"interruptions": "prison"}, "interruptions", ("prison", "register_gap")),
    ("an unknown interruption", {"interruptions": ["holiday"]}, "interruptions", ("prison",)),
    # numbers
    ("negative income", {"income": -1}, "income", ("zero or more",)),
    ("income as text", {"income": "1500"}, "income", ("euro a month",)),
    ("income as yes", {"income": True}, "income", ("euro a month",)),
    ("endless income", {"income": float("inf")}, "income", ("euro a month",)),
    ("income that is no number", {"income": float("nan")}, "income", ("euro a month",)),
    ("half a dependant", {"dependants": 1.5}, "dependants", ("whole number",)),
    ("fewer than no dependants", {"dependants": -1}, "dependants", ("whole number", "0")),
    ("dependants as yes", {"dependants": True}, "dependants", ("whole number",)),
    # nationality
    ("no nationality at all", {"nationality": []}, "nationality", ("stateless", "non-EU")),
    ("a country by its name", {"nationality": "Morocco"}, "nationality", ("two-letter",)),
    ("a country that does not exist", {"nationality": ["QQ"]}, "nationality", ("two-letter",)),
    ("a nationality that is a number", {"nationality": [1]}, "nationality", ("two-letter",)),
    # dates
    ("a day that does not exist", {"annex_19": "2021-02-29"}, "annex_19", DATE_WORDS),
    ("month 13", {"annex_19": "2021-13"}, "annex_19", DATE_WORDS),
    ("day before month", {"annex_19": "15-03-2021"}, "annex_19", DATE_WORDS),
    ("slashes", {"annex_19": "2021/03/15"}, "annex_19", DATE_WORDS),
    ("a day without zeros", {"annex_19": "2021-3-5"}, "annex_19", DATE_WORDS),
    ("a day with a time", {"annex_19": "2021-03-05T00:00"}, "annex_19", DATE_WORDS),
    ("a year as a number", {"annex_19": 2021}, "annex_19", DATE_WORDS),
    ("digits of another script", {"annex_19": "２０２１"}, "annex_19", DATE_WORDS),
    ("an interval without an end", {"annex_19": {"earliest": "2021-01-01"}}, "annex_19", DATE_WORDS),
    (
        "an interval with more",
        {"annex_19": {"earliest": "2021-01-01", "latest": "2021-02-01", "about": 1}},
        "annex_19",
        DATE_WORDS,
    ),
    (
        "an interval turned round",
        {"annex_19": {"earliest": "2021-05-01", "latest": "2021-04-01"}},
        "annex_19",
        ("earliest on or before latest",),
    ),
    ("no paper is also a word for a paper only", {"birth_date": "none"}, "birth_date", DATE_WORDS),
    ("a paper date says that none is accepted", {"annex_15": "never"}, "annex_15", ('"none"',)),
    # a future day
    ("born in the future", {"birth_date": "2025-06-16"}, "birth_date", ("on or before 2025-06-15",)),
    ("born next year", {"birth_date": "2026"}, "birth_date", ("on or before 2025-06-15",)),
    (
        "a card from the future",
        {"stays": [stay("2025-01-01", first_card_issued="2025-06-16")]},
        "stays[0].first_card_issued",
        ("on or before 2025-06-15",),
    ),
    ("an annex from the future", {"annex_19": "2025-06-16"}, "annex_19", ("on or before 2025-06-15",)),
    (
        "unlimited stay in the future",
        {"unlimited_stay_since": "2025-07"},
        "unlimited_stay_since",
        ("on or before 2025-06-15",),
    ),
    (
        "a household that ends tomorrow",
        {"household_ended": "2025-06-16"},
        "household_ended",
        ("on or before 2025-06-15",),
    ),
    ("a present card from the future", {"card_issued": "2025-06-16"}, "card_issued", ("on or before 2025-06-15",)),
    (
        "a stay granted in the future",
        {"stays": [stay("2025-01-01", granted="2025-06-16")]},
        "stays[0].granted",
        ("on or before 2025-06-15",),
    ),
    (
        "a stay without a right by another name",
        {"stays": [stay("2020-01-01", ground="none")]},
        "stays[0].ground",
        ("no_right",),
    ),
    ("another way to follow", {"stays": [stay("2020-01-01", before="gap")]}, "stays[0].before", ("no_break", "papers")),
    # lists
    ("stays as an object", {"stays": {"from": "2020-01-01"}}, "stays", ("list", "[]")),
    ("stays as text", {"stays": "none"}, "stays", ("list",)),
    ("a stay that is text", {"stays": ["2020"]}, "stays[0]", ("object", "ground")),
    ("a stay that is nothing", {"stays": [None]}, "stays[0]", ("object",)),
    ("a stay without a start", {"stays": [{"ground": "student"}]}, "stays[0].from", (*DATE_WORDS, "null")),
    (
        "a planned stay while the one of today has no last day",
        {"stays": [stay("2020-01-01"), stay("2025-07-01")]},
        "stays[1].from",
        ("do not overlap",),
    ),
    (
        "a card of a stay that has not begun",
        {"stays": [stay("2025-06-16", first_card_issued="2025-06-15")]},
        "stays[0].first_card_issued",
        ("on or after 2025-06-16",),
    ),
    ("a stay without a ground", {"stays": [{"from": "2020-01-01"}]}, "stays[0].ground", ("single_permit",)),
    ("a time in prison without an end", {"prison": [{"from": "2020-01-01"}]}, "prison[0].to", DATE_WORDS),
    ("too many trips", {"absences": [{"from": "2020-01-01", "to": "2020-01-02"}] * 201}, "absences", ("200",)),
    # days out of order
    (
        "a stay that ends before it starts",
        {"stays": [stay("2020-05-01", "2020-04-30")]},
        "stays[0].to",
        ("on or after 2020-05-01",),
    ),
    (
        "a trip back before departure",
        {"absences": [{"from": "2020-05-02", "to": "2020-05-01"}]},
        "absences[0].to",
        ("on or after 2020-05-02",),
    ),
    (
        "a card before its stay",
        {"stays": [stay("2020-05-01", first_card_issued="2020-04-30")]},
        "stays[0].first_card_issued",
        ("on or after 2020-05-01",),
    ),
    (
        "a card after its stay",
        {"stays": [stay("2020-05-01", "2020-06-01", first_card_issued="2020-06-02")]},
        "stays[0].first_card_issued",
        ("on or before 2020-06-01",),
    ),
    (
        "a stay before birth",
        {"birth_date": "2020-05-02", "stays": [stay("2020-05-01")]},
        "stays[0].from",
        ("on or after 2020-05-02",),
    ),
    (
        "asylum before birth",
        {"birth_date": "2020-05-02", "asylum_application": "2020-05-01"},
        "asylum_application",
        ("birth_date",),
    ),
    ("an annex before birth", {"birth_date": "2020-05-02", "annex_19": "2020-05-01"}, "annex_19", ("birth_date",)),
    (
        "a permit before the application",
        {"asylum_application": "2020-05-02", "permit_granted": "2020-05-01"},
        "permit_granted",
        ("asylum_application",),
    ),
    (
        "unlimited stay before the application",
        {"asylum_application": "2020-05-02", "unlimited_stay_since": "2020-05-01"},
        "unlimited_stay_since",
        ("asylum_application",),
    ),
    # overlaps
    (
        "stays that overlap by a day",
        {"stays": [stay("2020-01-01", "2020-06-02"), stay("2020-06-01")]},
        "stays[1].from",
        ("do not overlap",),
    ),
    (
        "a stay inside another",
        {"stays": [stay("2020-01-01", "2021-01-01"), stay("2020-06-01", "2020-07-01")]},
        "stays[1].from",
        ("do not overlap",),
    ),
    (
        "a stay after one that still runs",
        {"stays": [stay("2020-01-01"), stay("2021-01-01")]},
        "stays[1].from",
        ("do not overlap",),
    ),
    (
        "overlap, the later one first",
        {"stays": [stay("2020-06-01"), stay("2020-01-01", "2020-06-02")]},
        "stays[0].from",
        ("do not overlap",),
    ),
    (
        "trips that overlap",
        {"absences": [{"from": "2020-01-01", "to": "2020-02-01"}, {"from": "2020-01-20", "to": "2020-03-01"}]},
        "absences[1].from",
        ("do not overlap",),
    ),
    (
        "two times in prison at once",
        {"prison": [{"from": "2020-01-01", "to": "2020-02-01"}, {"from": "2020-01-20", "to": "2020-03-01"}]},
        "prison[1].from",
        ("do not overlap",),
    ),
    # things that cannot both be true
    (
        "limited and unlimited stay at once",
        {"card": "A", "unlimited_stay_since": "2024-01-01"},
        "unlimited_stay_since",
        ('"none"', "B"),
    ),
]


@pytest.mark.parametrize(
    ("case", "where", "accepted"), [row[1:] for row in ONE_FAULT], ids=[row[0] for row in ONE_FAULT]
)
def test_one_fault(case: Any, where: str, accepted: tuple[str, ...]) -> None:
    found = faults(case)
    assert [fault.where for fault in found] == [where]
    assert all(words in found[0].accepted for words in accepted), found[0].accepted
    assert found[0].given
    assert "\n" not in str(found[0])
    assert str(found[0]).startswith(f"{where}: ")


def test_every_fault_is_named_at_once() -> None:
    case = {
        "card": "Z",
        "income": -5,
        "wage": 1,
        "stays": [{"from": "2020-13-01", "ground": "x", "town": "y"}, {}],
        "birth_date": "2030-01-01",
    }
    assert {fault.where for fault in faults(case)} == {
        "card",
        "income",
        "wage",
        "stays[0].from",
        "stays[0].ground",
        "stays[0].town",
        "stays[1].from",
        "stays[1].ground",
        "birth_date",
    }


def test_a_very_long_wrong_value_is_cut() -> None:
    assert len(str(faults({"health_insurance": "x" * 100_000})[0])) < 300


def test_a_date_before_the_law_base_begins_is_refused() -> None:
    assert [fault.where for fault in faults({}, date(2020, 12, 31))] == ["on"]
    assert assess({}, date(2021, 1, 1))["on"] == "2021-01-01"


# --- what is accepted ---------------------------------------------------------------------------------------------

ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing known": {},
    "everything answered with I don't know": {fact.name: None for fact in FACTS},
    "one nationality as text": {"nationality": "MA"},
    "the usual name of the United Kingdom": {"nationality": "UK"},
    "two nationalities": {"nationality": ["MA", "FR"]},
    "no income": {"income": 0},
    "a stay that follows on the day of the change": {"stays": [stay("2020-01-01", "2020-06-01"), stay("2020-06-01")]},
    "a stay that follows the day after": {"stays": [stay("2020-01-01", "2020-06-01"), stay("2020-06-02")]},
    "stays in any order": {"stays": [stay("2020-06-02"), stay("2020-01-01", "2020-06-01")]},
    "stays at once in two states": {"stays": [stay("2020-01-01"), stay("2020-03-01", country="FR")]},
    "a stay whose first day is not known": {"stays": [stay("2020-01-01") | {"from": None}]},
    "a stay that has not begun": {"stays": [stay("2025-06-16")]},
    "a planned change of status": {"stays": [stay("2020-01-01", "2025-06-30"), stay("2025-07-01", ground="student")]},
    "a time without a right of stay": {"stays": [stay("2020-01-01", "2020-06-01", ground="no_right")]},
    "a stay of one day": {"stays": [stay("2020-01-01", "2020-01-01")]},
    "a trip back on the day of the next departure": {
        "absences": [{"from": "2020-01-01", "to": "2020-02-01"}, {"from": "2020-02-01", "to": "2020-02-10"}]
    },
    "a trip that is planned": {"absences": [{"from": "2025-07-01", "to": "2026-02-01"}]},
    "a card that expires in the future": {"card_expiry": "2030-01-01"},
    "a card issued on the day itself": {"stays": [stay("2025-01-01", first_card_issued="2025-06-15")]},
    "no such paper": {"annex_15": "none", "unlimited_stay_since": "none"},
    "a rough month": {"annex_19": "2021-03"},
    "a rough year": {"annex_19": "2021"},
    "an interval": {"annex_19": {"earliest": "2021-03-20", "latest": "2021-06-10"}},
    "an interval of one day": {"annex_19": {"earliest": "2021-03-20", "latest": "2021-03-20"}},
    "the running year, of a day that lies behind": {"annex_19": "2025"},
    "a 29 February": {"annex_19": "2024-02-29"},
    "rough days that can be in order": {"asylum_application": "2020-05", "permit_granted": "2020-05"},
    "no interruption": {"interruptions": []},
    "a card issued today that ends today": {"card_issued": "2025-06-15", "card_expiry": "2025-06-15"},
    "a household that ended today": {"household_ended": "2025-06-15"},
    "still together": {"household_ended": "none"},
    "a paper between two stays": {
        "stays": [stay("2020-01-01", "2021-01-01"), stay("2021-03-01", before="papers", before_paper="annex_15")]
    },
    "a paper without a word on what came before": {"stays": [stay("2021-03-01", before_paper="annex_15")]},
    "granted on the day of the card": {
        "stays": [stay("2020-01-01", granted="2020-02-01", first_card_issued="2020-02-01", ground="stateless")]
    },
    "granted before it was registered": {"stays": [stay("2020-01-01", granted="2019-12-01", ground="stateless")]},
    "no attestation": {"stays": [stay("2020-01-01", attestation="none", ground="family_of_unlimited_stay")]},
    "after a time without a right": {
        "stays": [stay("2020-01-01", "2020-12-31", ground="no_right"), stay("2021-01-01", before="break")]
    },
    "unlimited stay that is planned": {
        "unlimited_stay_since": "none",
        "stays": [stay("2020-01-01", "2025-06-15"), stay("2025-06-16", ground="unlimited_stay")],
    },
}


@pytest.mark.parametrize("case", ACCEPTED.values(), ids=list(ACCEPTED))
def test_accepted(case: dict[str, Any]) -> None:
    assert set(assess(case, ON)["routes"]) >= {"B", "K", "L", "EU+", "F+", "M+"}
    next_question(case, ON)


def test_a_case_is_not_changed_by_reading_it() -> None:
    case = {"stays": [stay("2020-06-02"), stay("2020-01-01", "2020-06-01")], "annex_19": "2021"}
    before = repr(case)
    assess(case, ON)
    assert repr(case) == before


# --- rough dates --------------------------------------------------------------------------------------------------


def eu_citizen(annex: Any, **more: Any) -> dict[str, Any]:
    return {
        "nationality": ["FR"],
        "card": "EU",
        "annex_19": annex,
        "absences": [],
        "interruptions": [],
        "early_ground": "none",
        "stays": [],
        "suspensive_appeal_pending": False,
    } | more


@pytest.mark.parametrize(
    ("annex", "status", "earliest"),
    [
        ("2020-05", "open", "2025-05-31"),  # open, whatever the day; the date is that of the latest day
        ("2020-06", "unsettled", "2025-06-30"),  # some days open, some later
        ("2020-07", "later", "2025-07-31"),
        ("2020", "unsettled", "2025-12-31"),
        ({"earliest": "2020-06-01", "latest": "2020-06-15"}, "open", "2025-06-15"),
        ({"earliest": "2020-06-01", "latest": "2020-06-16"}, "unsettled", "2025-06-16"),
        ({"earliest": "2020-06-16", "latest": "2020-06-20"}, "later", "2025-06-20"),
        ("2020-02", "open", "2025-03-01"),  # 29 February is one of the days
    ],
)
def test_a_rough_date_holds_for_every_day_in_it(annex: Any, status: str, earliest: str) -> None:
    answer = assess(eu_citizen(annex), ON)["routes"]["EU+"]
    assert (answer["status"], answer["earliest"]) == (status, earliest)
    assert ("annex_19" in answer["missing"]) == (status == "unsettled")


def test_two_rough_dates_are_combined() -> None:
    trip = {"from": "2022-01", "to": "2022-07"}  # from less than six months to nearly seven
    answer = assess(eu_citizen("2020-01-15", absences=[trip]), ON)["routes"]["EU+"]
    assert answer["status"] == "unsettled"
    assert answer["earliest"] == "2027-07-31"
    assert answer["between"] == ["2025-01-15", "2027-07-31"]


def test_rough_dates_that_can_never_be_in_order_are_refused() -> None:
    found = faults({"asylum_application": "2021", "permit_granted": "2020"})
    assert [fault.where for fault in found] == ["permit_granted"]


# --- the schema says the same -------------------------------------------------------------------------------------


def test_the_schema_says_what_a_fact_is_and_where_a_field_may_be_unknown() -> None:
    properties = schema()["properties"]
    assert "own income" in properties["income"]["description"]
    assert "somebody else" in properties["supporter_income"]["description"]
    stays = properties["stays"]["anyOf"][0]["items"]
    assert stays["required"] == ["from", "ground"]
    assert {"type": "null"} in stays["properties"]["from"]["anyOf"]
    assert "anyOf" not in stays["properties"]["ground"]


def test_the_schema_names_every_fact_and_no_other() -> None:
    written = schema()
    of_the_file = {"people", "relations", "rules_version"}
    assert set(written["properties"]) == {fact.name for fact in FACTS} | of_the_file
    assert written["additionalProperties"] is False
