"""The law in time: periods of conditions, published changes, and "apply before or after this change?"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence import assess, vocabulary
from belgian_residence.assessment import ahead
from belgian_residence.assessment.one_person import FIRST_DAY
from belgian_residence.counting import situation
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import UNKNOWN, YES, Finding, all_of, conditions_in, evaluate
from belgian_residence.law.amounts import all_amounts
from belgian_residence.law.changes import Change, all_changes, parse_changes
from belgian_residence.law.provisions import all_provisions, first_day, last_day, provision
from belgian_residence.law.tables import LawDataError
from belgian_residence.routes.registry import ROUTES
from belgian_residence.told.person import Person

DAY = timedelta(days=1)


def stay(start: str, ground: str, card: str, end: str | None = None) -> dict[str, Any]:
    return {"from": start, "ground": ground, "card": card, "first_card_issued": start} | ({"to": end} if end else {})


NATIONAL = {
    "absences": [],
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "health_insurance": True,
}
EU_RULES = {"absences": [], "interruptions": [], "early_ground": "none", "suspensive_appeal_pending": False}
WORKER = NATIONAL | {
    "nationality": ["IN"],
    "card": "A",
    "stays": [stay("2018-03-15", "single_permit", "A")],
    "dependants": 0,
}
NOTHING_ELSE = {"supporter_income": 0, "benefit_income": 0}
NEW_WORKER = WORKER | {"stays": [stay("2021-03-15", "single_permit", "A")], "income": 2000}
REFUGEE = NATIONAL | {
    "nationality": ["SY"],
    "card": "A",
    "stays": [stay("2021-06-01", "asylum_procedure", "orange_card", "2022-09-01"), stay("2022-09-01", "refugee", "A")],
    "asylum_application": "2021-06-01",
    "permit_granted": "2022-09-01",
    "unlimited_stay_since": "none",
    "income": 2000,
    "dependants": 0,
}
SETTLED = NATIONAL | {
    "nationality": ["MA"],
    "card": "B",
    "stays": [
        stay("2014-02-01", "family_of_unlimited_stay", "A", "2019-03-01"),
        stay("2019-03-01", "unlimited_stay", "B"),
    ],
    "unlimited_stay_since": "2019-03-01",
}
CITIZEN = EU_RULES | {"nationality": ["FR"], "card": "EU", "annex_19": "2018-01-10"}
FAMILY = EU_RULES | {
    "nationality": ["BR"],
    "card": "F",
    "annex_19ter": "2018-01-10",
    "annex_15": "none",
    "joint_household": True,
}
APART = FAMILY | {
    "joint_household": False,
    "household_ended": "2022-05-01",
    "retention_grounds": ["lasted_three_years"],
}
BRITISH = EU_RULES | {"nationality": ["GB"], "card": "none", "annex_19": "2019-06-01", "withdrawal_agreement": True}
CHILD = SETTLED | {
    "birth_date": "2016-05-01",
    "stays": [
        stay("2016-06-01", "family_of_unlimited_stay", "A", "2021-07-01"),
        stay("2021-07-01", "unlimited_stay", "B"),
    ],
    "unlimited_stay_since": "2021-07-01",
}

# --- what is said of a change, before and after it ------------------------------------------------------------------

AHEAD: list[tuple[str, dict[str, Any], str, str, str, str, dict[str, Any], dict[str, Any]]] = [
    # what, facts, on, route, id of the change, its day, before, after
    (
        "the duty rises while a declaration can be made",
        SETTLED, "2025-07-01", "nationality", "nationality-duty", "2025-07-29",
        {"amounts": {"nat.duty": 150}}, {"amounts": {"nat.duty": 1000}},
    ),
    (
        "asylum time in full opens a reading from its day",
        REFUGEE, "2026-06-01", "L", "asylum-time-in-full", "2026-06-12",
        {"status": "later", "open_readings": []}, {"status": "unsettled", "open_readings": ["asylum-in-full"]},
    ),
    (
        "an income between the amounts of two years",
        WORKER | {"income": 1020} | NOTHING_ELSE, "2024-11-01", "L", "yearly-amounts", "2025-01-01",
        {"status": "open", "amounts": {"L.income.self": 1007, "L.income.dependant": 336}},
        {"status": "closed", "amounts": {"L.income.self": 1038, "L.income.dependant": 346}},
    ),
    (
        "a year whose amount nobody has found",
        WORKER | {"income": 1200} | NOTHING_ELSE, "2025-11-01", "L", "yearly-amounts", "2026-01-01",
        {"status": "open", "amounts": {"L.income.self": 1038, "L.income.dependant": 346}},
        {"status": "unsettled", "amounts": {"L.income.self": None, "L.income.dependant": None}},
    ),
    (
        "a C card of five years becomes a K card of ten",
        SETTLED, "2021-06-01", "K", "card-k", "2021-10-11",
        {"amounts": {"card.C.validity": 5, "card.K.validity": None}},
        {"amounts": {"card.C.validity": None, "card.K.validity": 10}},
    ),
    (
        "the window of the Withdrawal Agreement closes",
        BRITISH, "2021-11-01", "M+", "brexit-window-closed", "2022-01-01",
        {"conditions": {"M+.beneficiary": "yes"}}, {"conditions": {"M+.beneficiary": "unknown"}},
    ),
    (
        "cards for children",
        CHILD, "2023-10-01", "K", "cards-under-twelve", "2024-01-15",
        {"amounts": {"card.child.validity": None}}, {"amounts": {"card.child.validity": 3}},
    ),
    (
        "the municipality may decide",
        CITIZEN, "2024-06-01", "EU+", "municipality-may-decide", "2024-10-31",
        {"status": "open", "amounts": {"pr.municipal_decision_possible": None}},
        {"status": "open", "amounts": {"pr.municipal_decision_possible": True}},
    ),
    (
        "old family cards end",
        FAMILY, "2026-01-10", "F+", "old-family-cards-ended", "2026-08-03",
        {"status": "open"}, {"status": "open"},
    ),
    (
        "the articles on protection and family rewritten, the text not seen",
        REFUGEE, "2026-01-10", "B", "stay-articles-amended", "2026-06-12",
        {"status": "later"}, {"status": "later"},
    ),
    (
        "the Nationality Code amended, what it changed not seen",
        SETTLED, "2025-12-01", "nationality", "nationality-code-amended", "2026-02-18",
        {"status": "unsettled"}, {"status": "unsettled"},
    ),
    (
        "the article on permanent residence amended, the text not seen",
        CITIZEN, "2026-01-10", "EU+", "permanent-residence-article-amended", "2026-06-12",
        {"status": "open"}, {"status": "open"},
    ),
]  # fmt: skip


AHEAD_ROWS = pytest.mark.parametrize(
    ("facts", "on", "route", "id", "day", "before", "after"), [row[1:] for row in AHEAD], ids=[row[0] for row in AHEAD]
)


def changes(facts: dict[str, Any], on: date, route: str) -> dict[str, dict[str, Any]]:
    return {f"{one['id']} {one['date']}": one for one in assess(facts, on)["routes"][route]["changes"]}


@AHEAD_ROWS
def test_before_and_after_a_change(
    facts: dict[str, Any], on: str, route: str, id: str, day: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    told = changes(facts, date.fromisoformat(on), route)[f"{id} {day}"]
    assert {key: told["before"].get(key) for key in before} == before
    assert {key: told["after"].get(key) for key in after} == after


@AHEAD_ROWS
def test_a_change_is_told_until_the_day_before_it_and_no_longer(
    facts: dict[str, Any], on: str, route: str, id: str, day: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    first = date.fromisoformat(day)
    assert f"{id} {day}" in changes(facts, first - DAY, route)
    assert f"{id} {day}" not in changes(facts, first, route)


NOT_TOLD: list[tuple[str, dict[str, Any], str, str, str]] = [
    (
        "an adult hears nothing of cards for children",
        SETTLED | {"birth_date": "1990-05-01"}, "2023-10-01", "K", "cards-under-twelve",
    ),
    ("a birth date that is not known is not guessed at", SETTLED, "2023-10-01", "K", "cards-under-twelve"),
    ("a closed route", CITIZEN, "2024-11-01", "L", "yearly-amounts"),
    ("who can ask only after the change has nothing to choose", NEW_WORKER, "2024-11-01", "L", "yearly-amounts"),
    ("an F holder who lives with the family", FAMILY, "2024-01-10", "F+", "family-right-kept-rewritten"),
    ("grounds that only end a right", APART, "2024-01-10", "F+", "family-right-kept-rewritten"),
    ("a worker hears nothing of the articles on protection", NEW_WORKER, "2026-01-10", "B", "stay-articles-amended"),
    ("nor does a worker who asks for L", WORKER | {"income": 2000}, "2026-01-10", "L", "stay-articles-amended"),
    ("a worker hears nothing of asylum time", WORKER | {"income": 2000}, "2026-06-01", "L", "asylum-time-in-full"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "on", "route", "id"), [row[1:] for row in NOT_TOLD], ids=[row[0] for row in NOT_TOLD]
)
def test_a_change_that_makes_no_difference_is_not_told(facts: dict[str, Any], on: str, route: str, id: str) -> None:
    assert not [name for name in changes(facts, date.fromisoformat(on), route) if name.startswith(id)]


# --- law that is published stands in the tree, and does nothing before its day ---------------------------------------


def test_a_condition_of_the_future_is_left_out_until_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = date(2031, 1, 1)
    future = replace(provision("L-PUB-1"), since=starts)
    monkeypatch.setattr(situation, "provision", lambda _: future)
    new = condition("L.new-law", ("L-PUB-1",), lambda situation: Finding(UNKNOWN))
    today = condition_of_today()
    whole = all_of(today, new)
    assert evaluate(whole, Situation(Person(), starts - DAY)).value is YES
    assert [one.id for one, _ in evaluate(whole, Situation(Person(), starts - DAY)).conditions()] == [today.id]
    assert evaluate(whole, Situation(Person(), starts)).value is UNKNOWN


def condition_of_today() -> Any:
    return replace(condition("L.old-law", ("L-PUB-1",), lambda situation: Finding(YES)), since=None)


def test_a_rule_whose_forerunner_nobody_has_seen_is_not_confirmed_before_its_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = replace(provision("L-PUB-1"), since=date(2024, 1, 1), otherwise="not_confirmed")
    monkeypatch.setattr(situation, "provision", lambda _: known)
    one = condition("L.some-law", ("L-PUB-1",), lambda situation: Finding(YES))
    assert one.test(Situation(Person(), date(2024, 1, 1))) == Finding(YES)
    before = one.test(Situation(Person(), date(2023, 12, 31)))
    assert (before.value, before.not_confirmed) == (UNKNOWN, True)


def test_a_published_change_does_nothing_before_its_day() -> None:
    """Every answer on the day before a change is the same as if the change did not stand in the tree."""
    for facts in (REFUGEE, WORKER | {"income": 1020}, SETTLED, CITIZEN, FAMILY, APART):
        for change in all_changes().values():
            eve = change.day - DAY
            if eve < date(2023, 1, 1):  # the people of these cases came later
                continue
            with_it = assess(facts, eve)["routes"]
            with pytest.MonkeyPatch.context() as patch:
                others = {id: one for id, one in all_changes().items() if id != change.id}
                patch.setattr(ahead, "all_changes", lambda others=others: others)
                without = assess(facts, eve)["routes"]
            for route in with_it:
                told = {key: value for key, value in with_it[route].items() if key != "changes"}
                assert told == {key: value for key, value in without[route].items() if key != "changes"}


def test_the_reading_of_the_regulation_opens_nothing_before_its_day() -> None:
    starts = first_day("L-5Y-5")
    before = assess(REFUGEE, starts - DAY)["routes"]["L"]
    assert before["status"] == "later"
    assert before["readings"]["asylum-in-full"] == starts.isoformat()
    assert assess(REFUGEE, starts)["routes"]["L"]["status"] == "unsettled"


# --- what binds the tables together ----------------------------------------------------------------------------------


def test_no_condition_falls_away_on_a_date_that_is_answered() -> None:
    """A condition whose main provision begins or ends inside the answered range is left out on the other side of that
    day: that must be meant, so each is named here."""
    dated = [
        one.id
        for route in ROUTES
        for node in (route.requirement, route.unbroken, *([route.early] if route.early else []))
        for one in conditions_in(node)
        if (one.since and one.since > FIRST_DAY) or one.until
    ]
    assert dated == []


def test_changes_stand_in_the_order_of_their_days_and_name_what_exists() -> None:
    known = vocabulary()
    every = list(all_changes().values())
    assert [one.day for one in every] == sorted(one.day for one in every)
    for one in every:
        assert one.day > FIRST_DAY, one.id
        assert set(one.routes) <= {*known["routes"], "nationality"}, one.id
        assert set(one.conditions) <= set(known["conditions"]), one.id
        assert set(one.readings) <= set(known["readings"]), one.id


def test_a_dated_reform_of_the_law_base_is_a_change_or_bears_on_no_route() -> None:
    """REF and NEW provisions that begin inside the answered range: each is in changes.toml, or said here why not."""
    elsewhere = {
        "REF-1": "registration certificate: no effect on permanent residence seen",
        "REF-4": "new forms only",
        "REF-6c": "entry of family only",
        "REF-7": "no effect seen",
        "REF-8": "entry bans",
        "NEW-8": "visas and a regional charge",
    }
    named = {id for change in all_changes().values() for id in change.provisions}
    dated = {
        id
        for id, one in all_provisions().items()
        if re.match(r"(REF|NEW)-", id) and one.since and one.since > FIRST_DAY
    }
    assert dated - named == set(elsewhere)


GOOD = """
[some-change]
provision = "REF-5"
edge = "start"
provisions = ["NAT-FEE-2"]
routes = ["nationality"]
amounts = ["nat.duty"]
"""


def load(text: str) -> dict[str, Change]:
    return parse_changes(text, all_provisions(), all_amounts())


def test_a_well_formed_change_loads_and_takes_its_day_from_its_provision() -> None:
    assert load(GOOD)["some-change"].day == first_day("REF-5") == date(2025, 7, 29)
    ended = load(GOOD.replace("REF-5", "REF-6b").replace('"start"', '"end"').replace('["nat.duty"]', "[]"))
    assert ended["some-change"].day == last_day("REF-6b") + DAY


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"REF-5"', '"REF-99"', "'REF-99' is not a provision"),
        ('"REF-5"', '"L-PUB-1"', "L-PUB-1 has no since"),
        ('"start"', '"end"', "REF-5 has no until"),
        ('"start"', '"middle"', "key 'edge': found 'middle'; accepted: start, end"),
        ('"REF-5"', '"REF-6"', "no period of nat.duty starts or ends on 2025-08-18"),
        ("routes =", "route =", "key 'route': not known"),
        ("edge =", "day = 2025-07-29\nedge =", "key 'day': not known"),
    ],
)
def test_the_loader_of_changes_names_what_it_refuses(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(LawDataError, match=re.escape(message)):
        load(GOOD.replace(old, new, 1))


def test_a_rule_without_a_day_has_neither_first_nor_last_day() -> None:
    with pytest.raises(LookupError, match="L-PUB-1 has no first day"):
        first_day("L-PUB-1")
    with pytest.raises(LookupError, match="L-PUB-1 has no last day"):
        last_day("L-PUB-1")
