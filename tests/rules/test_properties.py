"""What must hold for every case: properties, tried on cases that Hypothesis makes up.

A normal run tries the same cases every time, the nightly run many more (see ``trying``). Longer than others: all
properties, here and in other files, take the same cases that are made up.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import belgian_residence
from belgian_residence import CaseError, assess, next_question, unusual
from belgian_residence.assessment.one_person import read_person, work_out
from belgian_residence.command import main
from belgian_residence.engine.dates import add_months, add_years
from belgian_residence.routes.eu.starts import WAITING_CARDS
from belgian_residence.routes.k import WITH_A_PASSPORT
from belgian_residence.told.facts import (
    ABSENCE_BOUNDS,
    ABSENCE_REASONS,
    AFTER_THE_STAY_BEFORE,
    BY_NAME,
    CARDS,
    CARDS_UNDER_EU_RULES,
    EARLY_GROUNDS,
    EU_ACTIVITIES,
    EU_EEA_SWISS,
    GROUNDS,
    INTERRUPTIONS,
    LIMITED_STAY_CARDS,
    MEANS_AFTER_HOUSEHOLD,
    RETENTION_GROUNDS,
    UNLIMITED_STAY_GROUNDS,
)
from exhaustive.people import who_knows_all
from exhaustive.values import values
from long_run import signed
from site_build.cases import load_cases
from site_build.differences import assert_same
from trying import SCALE, trying

Case = dict[str, Any]
Answer = dict[str, Any]
DAY = timedelta(days=1)
DEFINITE = {"open", "later", "closed"}
ROUTES = ("B", "K", "L", "EU+", "F+", "M+", "nationality")


# --- cases --------------------------------------------------------------------------------------------------------

FIRST_DAY = date(2012, 1, 1)
FIRST_ASKED = date(2021, 1, 1)
dates_asked = st.dates(FIRST_ASKED, date(2029, 12, 31))
ABSENT = object()

LIKELY_GROUNDS = {
    "national": [
        "single_permit",
        "student",
        "search_year",
        "self_employed",
        "blue_card",
        "refugee",
        "asylum_procedure",
        "family_of_unlimited_stay",
        "humanitarian_9bis",
        "medical_9ter",
        "unaccompanied_minor",
        "posted_worker",
        "unlimited_stay",
        "arrival_declaration",
    ],
    "eu": ["eu_citizen"],
    "family": ["family_of_eu_or_belgian", "student", "single_permit"],
    "uk": ["eu_citizen", "withdrawal_agreement"],
}
LIKELY_CARDS = {
    "national": ["A", "A", "A", "B", "H", "K", "L", "annex_15", "orange_card"],
    "eu": ["EU", "E", "annex_8"],
    "family": ["F", "F", "F+", "annex_15", "A"],
    "uk": ["M", "annex_56", "N", "M+"],
}
NATIONALITIES = {
    "national": [["MA"], ["US"], "non-EU", "stateless", ["IN", "GB"]],
    "eu": [["FR"], ["CH"], "EU", ["MA", "PL"]],
    "family": [["MA"], ["BR"], "non-EU"],
    "uk": [["GB"], "UK", ["GB", "IE"]],
}
KINDS = st.sampled_from(["national", "national", "national", "eu", "family", "uk"])


def iso(day: date) -> str:
    return day.isoformat()


@st.composite
def stays_of(draw: st.DrawFn, kind: str, on: date) -> list[Case]:
    """One to four stays, one after the other; the last one mostly still runs."""
    at = min(on, FIRST_DAY + timedelta(draw(st.integers(0, 3600))))
    grounds = st.one_of(st.sampled_from(LIKELY_GROUNDS[kind]), st.sampled_from(GROUNDS))
    found: list[Case] = []
    how_many = draw(st.integers(1, 4))
    for number in range(how_many):
        last = number == how_many - 1
        ends = draw(st.integers(0, 9)) == 0 if last else True
        end = at + timedelta(draw(st.integers(0, 1500))) if ends else None
        stay: Case = {"from": iso(at), "ground": draw(grounds)}
        if end:
            stay["to"] = iso(end)
        card = at + timedelta(draw(st.integers(0, 90)))
        if card <= min(on, end or on) and draw(st.integers(0, 7)):
            stay["first_card_issued"] = iso(card)
        decided = at - timedelta(draw(st.integers(0, 400)))
        if stay["ground"] in ("unaccompanied_minor", "stateless", "trafficking_victim") and draw(st.integers(0, 3)):
            stay["granted"] = iso(decided)
        if stay["ground"] == "family_of_unlimited_stay" and draw(st.integers(0, 3)):
            stay["attestation"] = draw(st.sampled_from(["none", iso(decided)]))
        if draw(st.integers(0, 15)) == 0:
            stay["country"] = draw(st.sampled_from(["DE", "FR", "BE"]))
        if found and draw(st.booleans()):
            stay["before"] = draw(st.sampled_from(AFTER_THE_STAY_BEFORE))
        found.append(stay)
        if end:
            at = end + timedelta(draw(st.sampled_from([0, 1, 1, 1, 2, 60])))
            if at > on:
                break  # a stay begins before the date asked about, or on it
    return found


@st.composite
def trips_after(draw: st.DrawFn, first: date, reasons: tuple[str | None, ...] = (*ABSENCE_REASONS, None)) -> list[Case]:
    """Up to four absences that do not overlap; lengths often at a limit."""
    at = first
    found: list[Case] = []
    for _ in range(draw(st.integers(0, 4))):
        out = at + timedelta(draw(st.integers(1, 700)))
        months = draw(st.sampled_from([0, 1, 3, 5, 6, 6, 10, 12, 13]))
        back = add_months(out, months) + timedelta(draw(st.integers(-1, 20)))
        if back < out:
            continue
        trip: Case = {"from": iso(out), "to": iso(back)}
        if draw(st.booleans()):
            trip["reason"] = draw(st.sampled_from(reasons))
        for name in ("outside_eu", "annex_18", "centre_of_interests_proven"):
            said = draw(st.sampled_from([ABSENT, ABSENT, True, False, None]))
            if said is not ABSENT:
                trip[name] = said
        found.append(trip)
        at = back
    return found


@st.composite
def periods_after(draw: st.DrawFn, first: date) -> list[Case]:
    """No period, or one."""
    if draw(st.integers(0, 3)):
        return []
    start = first + timedelta(draw(st.integers(0, 2500)))
    return [{"from": iso(start), "to": iso(start + timedelta(draw(st.integers(0, 300))))}]


@st.composite
def asylum_before(draw: st.DrawFn, stays: list[Case], on: date) -> tuple[str, str]:
    """The days of the permit and of the application, before the first stay with protection; else mostly none."""
    protected = [stay["from"] for stay in stays if stay["ground"] in ("refugee", "subsidiary_protection")]
    if not protected or protected[0] > iso(on):
        return "none", draw(st.sampled_from(["none", stays[0]["from"] if stays[0]["from"] <= iso(on) else "none"]))
    granted = date.fromisoformat(protected[0]) - timedelta(draw(st.integers(0, 30)))
    return iso(granted), iso(granted - timedelta(draw(st.integers(0, 900))))


@st.composite
def lives(draw: st.DrawFn, reasons: tuple[str | None, ...] = (*ABSENCE_REASONS, None)) -> tuple[Case, date]:
    """A case in which everything is answered, in words that can be true together, and the date asked about."""
    on = draw(dates_asked)
    kind = draw(KINDS)
    stays = draw(stays_of(kind, on))
    first = date.fromisoformat(stays[0]["from"])
    latest = min(on, first + timedelta(draw(st.integers(0, 3000))))
    past = st.dates(min(first, latest), max(first, latest)).map(lambda day: iso(min(day, on)))
    paper = st.one_of(past, st.just("none"))
    card = draw(st.one_of(st.sampled_from(LIKELY_CARDS[kind]), st.sampled_from(CARDS)))
    granted, applied = draw(asylum_before(stays, on))
    case: Case = {
        "nationality": draw(st.sampled_from(NATIONALITIES[kind])),
        "card": card,
        "birth_date": iso(draw(st.dates(date(1960, 1, 1), date(2011, 12, 31)))),
        "stays": stays,
        "absences": draw(trips_after(first, reasons)),
        "asylum_application": applied,
        "permit_granted": granted,
        "medical_application": draw(paper),
        "protection_request_pending": draw(st.integers(0, 5)) == 0,
        "unlimited_stay_since": draw(paper),
        "identity_established": draw(st.integers(0, 4)) > 0,
        "public_order": draw(st.integers(0, 4)) == 0,
        "public_health": draw(st.integers(0, 6)) == 0,
        "removal_decision": draw(st.one_of(st.just("none"), st.just("none"), past)),
        "passport_impossible": draw(st.booleans()),
        "household_ended": draw(st.one_of(st.just("none"), st.just("none"), past)),
        "other_state_purpose": draw(st.sampled_from(["self_employed", "salaried", "study", "other"])),
        "income": draw(st.sampled_from([0, 862, 1037.99, 1038, 1297.5, 1384, 2500])),
        "supporter_income": draw(st.sampled_from([0, 0, 0, 1384])),
        "benefit_income": draw(st.sampled_from([0, 0, 0, 300, 1384])),
        "protection_ended": draw(st.sampled_from(["no", "no", "no", "ended", "withdrawn"])),
        "dependants": draw(st.integers(0, 3)),
        "health_insurance": draw(st.integers(0, 4)) > 0,
        "annex_19": draw(paper),
        "annex_19ter": draw(paper),
        "annex_15": draw(paper),
        "special_card_before": draw(st.booleans()) or any("special_card" in stay["ground"] for stay in stays),
        "interruptions": list(INTERRUPTIONS),
        "free_movement_gaps": draw(periods_after(first)),
        "prison": draw(periods_after(first)),
        "register_gaps": draw(periods_after(first)),
        "removal_enforced": draw(st.integers(0, 6)) == 0,
        "joint_household": draw(st.booleans()),
        "retention_grounds": draw(st.lists(st.sampled_from(RETENTION_GROUNDS), unique=True)),
        "early_ground": draw(st.sampled_from(["none", *EARLY_GROUNDS])),
        "stopped_working": draw(past),
        "means_since_household_ended": draw(st.lists(st.sampled_from(MEANS_AFTER_HOUSEHOLD), unique=True)),
        "eu_activity": draw(st.lists(st.sampled_from(EU_ACTIVITIES), unique=True)),
        "belgian_partner": draw(st.booleans()),
        "suspensive_appeal_pending": draw(st.integers(0, 9)) == 0,
        "sponsor_early_permanent": draw(st.integers(0, 5)) == 0,
        "withdrawal_agreement": draw(st.booleans()),
        "born_in_belgium": draw(st.integers(0, 5)) == 0,
        "in_belgium_since_birth": draw(st.booleans()),
        "language_a2": draw(st.integers(0, 3)) > 0,
        "integration_proof": draw(st.sampled_from([[], ["diploma"], ["course", "work"], ["training"]])),
        "economic_participation": draw(st.booleans()),
        "work_with_training": draw(st.booleans()),
        "sponsor_belgian": draw(st.booleans()),
        "spouse_of_belgian_since": draw(paper),
        "parent_of_belgian_minor": draw(st.booleans()),
        "disability_or_pension": draw(st.sampled_from(["none", "disability", "cannot_work", "pension_age"])),
        "community_participation": draw(st.booleans()),
    }
    if case["sponsor_belgian"]:
        case["sponsor_early_permanent"] = False  # taken for granted while it is not told
    if kind in ("eu", "uk"):
        case["annex_19"] = draw(st.sampled_from([iso(min(first, on)), case["annex_19"]]))
    if kind == "family":
        case["annex_19ter"] = draw(st.sampled_from([iso(min(first, on)), case["annex_19ter"]]))
    too_early = granted != "none" and case["unlimited_stay_since"] < granted
    if too_early or card not in ("B", "C", "K", "D", "L"):
        case["unlimited_stay_since"] = "none"
    if draw(st.integers(0, 3)) == 0:
        case["interruptions"] = []
        case |= {"free_movement_gaps": [], "prison": [], "register_gaps": []}
        case |= {"removal_enforced": False, "suspensive_appeal_pending": False}
    return case, on


PARTS = ("free_movement_gaps", "prison", "register_gaps", "removal_enforced", "suspensive_appeal_pending")
INTERRUPTED_BY = {"interruptions", *PARTS}
"""Facts that must say the same as each other."""


@cache
def corpus() -> tuple[tuple[Case, date], ...]:
    """The people of the corpus with exact days, who know an answer to everything."""
    found = []
    for one in load_cases():
        on = date.fromisoformat(one["on"])
        if "people" not in one["case"] and not read_person(one["case"], on).rough_paths():
            known = {name: value for name, value in one["case"].items() if value is not None}
            whole = who_knows_all(known, on)
            if {"stays", "absences", "card"} <= set(whole):
                found.append((whole, on))
    return tuple(found)


@st.composite
def near_the_corpus(draw: st.DrawFn, reasons: tuple[str | None, ...] = ()) -> tuple[Case, date]:
    """Somebody who differs from a person of the corpus in up to three facts, asked about some other day."""
    case, on = draw(st.sampled_from(corpus()))
    on += timedelta(draw(st.sampled_from([0, 0, 0, 0, 1, -1, 90, -200, 700])))
    case, known = deepcopy(case), values(on)
    for name in draw(st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True)):
        told = draw(st.sampled_from(known[name]))
        if told is not None and name not in INTERRUPTED_BY:
            case[name] = deepcopy(told)
    case["dependants"] = draw(st.sampled_from([0, 0, 2, 40]))
    for trip in case["absences"] if reasons else ():
        trip["reason"] = draw(st.sampled_from(reasons))
    case.setdefault("interruptions", [])
    assume(on >= FIRST_ASKED)
    return case, on


def somebody(reasons: tuple[str | None, ...] = ()) -> st.SearchStrategy[tuple[Case, date]]:
    """A made-up life, or somebody near a person of the corpus, whose answers are close to a limit more often.
    ``reasons``: only these reasons of absence."""
    return st.one_of(near_the_corpus(reasons), near_the_corpus(reasons), lives(reasons) if reasons else lives())


def split_path(path: str) -> tuple[str, int, str]:
    """``stays[0].from`` in its three parts."""
    name, rest = path.split("[")
    index, field = rest.split("].")
    return name, int(index), field


def read(case: Case, path: str) -> Any:
    """What stands at a path of a case; None where nothing stands."""
    if "[" not in path:
        return case.get(path)
    name, index, field = split_path(path)
    return case[name][index].get(field)


def write(case: Case, path: str, value: Any) -> None:
    """Put a value at a path of a case."""
    if "[" not in path:
        case[path] = value
    else:
        name, index, field = split_path(path)
        case[name][index][field] = value


def is_given(case: Case, path: str) -> bool:
    """Does the case hold the fact, be it as I don't know?"""
    if "[" not in path:
        return path in case
    name, index, field = split_path(path)
    return field in case[name][index]


NIGHTLY = 2
TRIED = [0]
"""How many people were tried."""


@pytest.fixture(scope="module", autouse=True)
def _record(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a nightly run in which every property held, write down how many people it was tried on."""
    command = f"PROPERTY_SCALE={SCALE} pytest tests/rules/test_properties.py"
    yield from signed(request, command, lambda: {"properties": TRIED[0]}, long=SCALE >= NIGHTLY)


def answer_of(case: Case, on: date) -> Answer:
    """The routes of a case that must be readable; a contradiction that the reader finds is not interesting here."""
    TRIED[0] += 1
    try:
        routes: Answer = assess(case, on)["routes"]
    except CaseError:
        assume(False)
        raise
    return routes


def statuses_of(case: Case, on: date) -> dict[str, str]:
    """The status of each route, without the rest of the answer."""
    return {key: route["status"] for key, route in outcomes_of(case, on).items()}


def outcomes_of(case: Case, on: date) -> Answer:
    """What ``answer_of`` says of each route that is decided, without what is put together from it: papers, changes
    ahead, the keeping of the card. That both say the same is a property of its own."""
    TRIED[0] += 1
    try:
        return decided(case, on)
    except CaseError:
        assume(False)
        raise


def decided(case: Case, on: date) -> Answer:
    """The status, the dates, the conditions and the facts that are missing of each route. Raises CaseError."""
    return {
        key: {
            "status": result.outcome.status,
            "earliest": iso(result.outcome.earliest) if result.outcome.earliest else None,
            "clock": iso(result.outcome.clock) if result.outcome.clock else None,
            "basis": result.outcome.basis,
            "missing": list(result.outcome.missing),
            "conditions": [
                {"id": condition.id, "value": finding.value.value} for condition, finding in result.outcome.conditions
            ],
        }
        for key, result in work_out(read_person(case, on), on).items()
    }


@trying(30)
@given(somebody())
def test_the_answer_says_what_was_decided(life: tuple[Case, date]) -> None:
    case, on = life
    routes = answer_of(case, on)
    for key, route in outcomes_of(case, on).items():
        conditions = [{"id": one["id"], "value": one["value"]} for one in routes[key]["conditions"]]
        assert_same(key, route, {name: routes[key][name] for name in route} | {"conditions": conditions})


def taken_for_granted(case: Case) -> set[str]:
    """What nobody is asked for: a card is taken to be valid unless its last day is told, and no request for an F card
    to be under way beside another card unless it is told. A removal is asked for once there is B, not before.
    Protection is taken to stand until the five years are complete. And a list of absences holds all of them, unless
    something is said of others beside it. Who left and came back tells of an absence: two stays that show it are looked
    at, and EU citizens and their family are not asked for their stays. Nor is who holds an L card asked for that status
    of another state, nor anybody for a request for protection of which nothing else tells. Whoever worked or studied
    here is not asked whether the identity is established, nor anybody for L alone: who says that it is not is believed.
    And what happened during the stay is asked for EU+, F+ and M+: other routes look at an appeal, a removal or time off
    the register only where it is told."""
    others = set(ABSENCE_BOUNDS) if isinstance(case.get("absences"), list) else set()
    no_request = {"annex_19ter"} if case.get("card") in WAITING_CARDS else set()
    one_stay = {"stays"} if under_eu_rules(case) and begun_again(case) else set()
    of_another_state = {"long_term_resident_elsewhere"} if case.get("card") in ("D", "L") else set()
    looked_at = ("register_gaps", "removal_enforced", "suspensive_appeal_pending")
    had_a_passport = {stay["ground"] for stay in case.get("stays") or []} & WITH_A_PASSPORT
    is_asked = case.get("identity_established") is not False and not had_a_passport
    return (
        {"card_expiry", "protection_ended", "protection_request_pending"}
        | others
        | no_request
        | one_stay
        | of_another_state
        | ({"removal_decision"} if waits_for_b(case) else set())
        | (set() if is_asked else {"identity_established"})
        | ({"interruptions", *looked_at} if any(case.get(fact) for fact in looked_at) else set())
    )


def under_eu_rules(case: Case) -> bool:
    """Is it an EU citizen, or family of one or of a Belgian, by the nationality, the card or a paper that is told?"""
    told = case.get("nationality") or []
    nationalities = {told} if isinstance(told, str) else {*told}
    papers = any(case.get(annex) not in (None, "none") for annex in ("annex_19", "annex_19ter"))
    cards = CARDS_UNDER_EU_RULES | {"EU+", "E+", "F+", "M+"}
    return papers or case.get("card") in cards or bool(nationalities & (EU_EEA_SWISS | {"EU"}))


def begun_again(case: Case) -> bool:
    """Do the stays that are told show that one had ended before the next began, or one on another ground between?"""
    stays = sorted(case.get("stays") or (), key=lambda stay: stay["from"])
    left = [(stay["to"], after["from"]) for stay, after in pairwise(stays) if stay.get("to")]
    gap = any(date.fromisoformat(end) + DAY < date.fromisoformat(start) for end, start in left)
    return gap or [stay["ground"] for stay in stays].count("family_of_eu_or_belgian") > 1


def waits_for_b(case: Case) -> bool:
    """Is unlimited stay not granted yet, as the card or the person says?"""
    limited = LIMITED_STAY_CARDS | CARDS_UNDER_EU_RULES | {"F+", "M+"}
    return case.get("card") in limited or case.get("unlimited_stay_since") == "none"


@st.composite
def with_less_known(draw: st.DrawFn, case: Case) -> Case:
    """The case with some answers left out (not asked yet) or replaced by null (I don't know)."""
    less = deepcopy(case)
    for name in draw(st.lists(st.sampled_from(sorted(set(case) - taken_for_granted(case))), max_size=6, unique=True)):
        if draw(st.booleans()):
            less[name] = None
        else:
            less.pop(name, None)
        if name == "interruptions":
            for part in PARTS:
                less.pop(part, None)
    for stay in less.get("stays") or []:
        if "first_card_issued" in stay and draw(st.integers(0, 3)) == 0:
            stay["first_card_issued"] = None
    for trip in less.get("absences") or []:
        for name in ("reason", "outside_eu", "annex_18", "centre_of_interests_proven"):
            if name in trip and draw(st.integers(0, 3)) == 0:
                trip[name] = None
    return without_others(less)  # a trip without a return still lasts: that is an answer too, so returns stay


# --- unknown is never an answer -----------------------------------------------------------------------------------


@trying(200)
@given(st.data())
def test_an_added_fact_never_turns_a_definite_answer_into_another(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    less = data.draw(with_less_known(case))
    before, after = statuses_of(less, on), statuses_of(case, on)
    for route in ROUTES:
        said, now = before[route], after[route]
        if said in DEFINITE:
            assert now == said, f"{route}: {said} while facts were missing, {now} with all of them"


@st.composite
def with_one_not_known(draw: st.DrawFn, case: Case) -> Case:
    """The case with "I don't know" in the place of one answer, also inside a list. (A trip without a return still
    lasts, and a stay without an end still runs: these are answers.)"""
    less = deepcopy(case)
    inside = [
        f"{name}[{place}].{part}"
        for name in ("stays", "absences")
        for place, entry in enumerate(case[name])
        for part in entry
        if part not in ("from", "to", "ground", "country")
    ]
    write(
        less, draw(st.sampled_from([*sorted(set(case) - {"interruptions"} - taken_for_granted(case)), *inside])), None
    )
    return without_others(less)


def breaks_without_a_day(case: Case) -> int:
    """How many stays follow a break that was told, though another stay ended on that day or on the day before it?"""
    stays = [stay for stay in case.get("stays") or [] if len(stay.get("from") or "") == len("2020-01-31")]
    ends = {stay.get("to") for stay in stays}
    days = [date.fromisoformat(stay["from"]) for stay in stays if stay.get("before") == "break"]
    return sum(1 for day in days if ends & {iso(day), iso(day - DAY)})


def without_others(case: Case) -> Case:
    """What is said of all absences not listed would be said of every one, where the list itself is not known."""
    if case.get("absences") is None:
        for name in ABSENCE_BOUNDS:
            case.pop(name, None)
    return case


@trying(250)
@given(st.data())
def test_unknown_in_place_of_an_answer_never_gives_another_definite_answer(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    assume(case["stays"])  # a card without any stay is no answer that could be left out
    less = data.draw(with_one_not_known(case))
    # A request from before the first day that is told is another beginning; without it the day that is told stands.
    for paper, ground in (("annex_19", "eu_citizen"), ("annex_19ter", "family_of_eu_or_belgian")):
        first = min((stay["from"] for stay in case["stays"] if stay["ground"] == ground), default="")
        assume(not (less.get(paper) is None and "0" < str(case.get(paper)) < first))
    # So it is with a break that was told where no day lies between two stays: without it the days that are told stand.
    assume(breaks_without_a_day(case) == breaks_without_a_day(less))
    known, unknown = statuses_of(case, on), statuses_of(less, on)
    for route in ROUTES:
        said = unknown[route]
        assert said in ("unsettled", known[route]), f"{route}: {known[route]} became {said}"


PREPARED = {
    "language_a2": True,
    "integration_proof": ["course"],
    "economic_participation": True,
    "community_participation": True,
}
"""What a person can still obtain before declaring: while the years are not complete it is not held against anybody."""
PREPARED_FOR_L = {"income": 5000, "dependants": 0, "health_insurance": True, "protection_ended": "no"}
"""The same before asking for L: means and insurance are judged on that day, and whether protection stands is asked."""


# --- the clock ----------------------------------------------------------------------------------------------------


@trying(75)
@given(st.data())
def test_one_more_day_of_absence_never_gives_an_earlier_date(data: st.DataObject) -> None:
    """For ordinary absences. For one with an important reason the law itself is not like that: from six months on it
    is excused, below it is added up with the others (EUP-ABS-1, EUP-ABS-3)."""
    case, on = data.draw(somebody(reasons=("ordinary",)))
    assume(case["absences"])
    case |= PREPARED
    longer = deepcopy(case)
    trip = data.draw(st.sampled_from(longer["absences"]))
    assume(trip.get("to"))
    if data.draw(st.booleans()):
        trip["to"] = iso(date.fromisoformat(trip["to"]) + DAY)
    else:
        trip["from"] = iso(date.fromisoformat(trip["from"]) - DAY)
    before, after = outcomes_of(case, on), outcomes_of(longer, on)
    for route in ROUTES:
        clocks = before[route]["clock"], after[route]["clock"]
        if None not in clocks:
            assert clocks[1] >= clocks[0], f"{route}: a longer trip moved {clocks[0]} to {clocks[1]}"
        if before[route]["status"] in ("later", "closed"):
            assert after[route]["status"] != "open", f"{route}: a longer trip opened it"


def without_places(answer: Answer) -> Answer:
    """The parts of an answer that do not name the place of an entry in its list."""
    kept = ("status", "earliest", "readings", "basis", "next_steps", "papers", "notes")
    return {
        route: {name: result[name] for name in kept}
        | {"clock": result["clock"] if result["status"] != "closed" else None}
        | {"conditions": {one["id"]: one["value"] for one in result["conditions"]}}
        for route, result in answer.items()
    }


@trying(50)
@given(st.data())
def test_a_stay_in_two_adjacent_parts_is_one_stay(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    assume(case["stays"])
    place = data.draw(st.integers(0, len(case["stays"]) - 1))
    whole = case["stays"][place]
    assume(whole.get("first_card_issued"))  # else the first part says more: its card came before its end
    start = date.fromisoformat(whole["first_card_issued"])
    end = date.fromisoformat(whole["to"]) if whole.get("to") else on
    assume(min(end, on) > start + DAY)
    cut = start + timedelta(data.draw(st.integers(1, (min(end, on) - start).days - 1)))
    one = whole | {"to": iso(cut)}
    two = {name: value for name, value in whole.items() if name not in ("first_card_issued", "before", "before_paper")}
    two["from"] = iso(cut + data.draw(st.sampled_from([timedelta(0), DAY])))
    if cut < on and data.draw(st.booleans()):
        two["first_card_issued"] = iso(min(cut + DAY, on))  # the second card of the same stay
    parted = case | {"stays": [*case["stays"][:place], one, two, *case["stays"][place + 1 :]]}
    wanted, got = without_places(answer_of(case, on)), without_places(answer_of(parted, on))
    assert_same("in two parts", wanted, got)


@trying(50)
@given(st.data())
def test_the_order_of_entries_changes_nothing(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    shuffled = {name: case[name] for name in data.draw(st.permutations(list(case)))}
    for name in ("stays", "absences", "nationality", "interruptions"):
        if isinstance(case[name], list):
            shuffled[name] = data.draw(st.permutations(case[name]))
    wanted, got = without_places(answer_of(case, on)), without_places(answer_of(shuffled, on))
    assert_same("in another order", wanted, got)


# --- several people ------------------------------------------------------------------------------------------------


def renamed(relations: list[Case], names: dict[str, str]) -> list[Case]:
    """The same relations between people of other names."""
    return [relation | {end: names[relation[end]] for end in ("of", "is")} for relation in relations]


@trying(40)
@given(st.data())
def test_swapping_two_people_swaps_the_results(data: st.DataObject) -> None:
    """With any relations between them; and without one, nobody's facts reach another."""
    one, on = data.draw(somebody())
    two, _ = data.draw(somebody())
    for person in (one, two):
        for fact in ("joint_household", "sponsor_early_permanent", "dependants"):
            person.pop(fact, None)  # a relation can give these
    ends = st.sampled_from([{"of": "ana", "is": "ben"}, {"of": "ben", "is": "ana"}])
    kinds = st.sampled_from(["sponsor", "household", "dependant"])
    relations = data.draw(st.lists(st.builds(lambda kind, end: {"kind": kind, **end}, kinds, ends), max_size=3))
    swapped = {"people": {"ana": two, "ben": one}, "relations": renamed(relations, {"ana": "ben", "ben": "ana"})}
    whole = {"people": {"ana": one, "ben": two}, "relations": relations}
    before, after = result_or_faults(assess, whole, on), result_or_faults(assess, swapped, on)
    if isinstance(before, list):
        assert len(before) == len(after)
        return
    before, after = before["people"], after["people"]
    assert_same("swapped", {"ana": before["ana"], "ben": before["ben"]}, {"ana": after["ben"], "ben": after["ana"]})
    for name, facts in whole["people"].items():
        if name not in {relation["of"] for relation in relations}:
            assert_same(name, {key: part for key, part in assess(facts, on).items() if key != "on"}, before[name])


# --- keeping the card ---------------------------------------------------------------------------------------------

KEPT_TO_LOST = ("kept", "at_risk", "lost")


def kept(case: Case, on: date) -> Case | None:
    """What past and planned absences do to the card held."""
    try:
        found: Case | None = assess(case, on)["keep"]
    except CaseError:
        assume(False)
        raise
    return found


@trying(40)
@given(st.data())
def test_an_added_fact_never_turns_a_kept_card_into_a_lost_one_or_back(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    less = data.draw(with_one_not_known(case))
    before, after = kept(less, on), kept(case, on)
    if before and after and before["card"] == after["card"] and before["status"] in ("kept", "lost"):
        assert after["status"] == before["status"]


@trying(40)
@given(st.data())
def test_one_more_day_away_never_makes_a_card_safer(data: st.DataObject) -> None:
    case, on = data.draw(somebody(reasons=("ordinary",)))
    assume(case["absences"])
    longer = deepcopy(case)
    trip = data.draw(st.sampled_from(longer["absences"]))
    assume(trip.get("to"))
    trip["to"] = iso(date.fromisoformat(trip["to"]) + DAY)
    before, after = kept(case, on), kept(longer, on)
    if before and after and "unsettled" not in (before["status"], after["status"]):
        assert KEPT_TO_LOST.index(after["status"]) >= KEPT_TO_LOST.index(before["status"])


@trying(30)
@given(st.data())
def test_the_order_of_entries_changes_nothing_for_the_card(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    shuffled = case | {name: data.draw(st.permutations(case[name])) for name in ("stays", "absences")}
    before, after = kept(case, on), kept(shuffled, on)
    assert (before is None) == (after is None)
    if before and after:
        assert (before["card"], before["status"]) == (after["card"], after["status"])
        away = [sorted((one["from"], one["status"]) for one in found["absences"]) for found in (before, after)]
        assert away[0] == away[1]


# --- rough dates --------------------------------------------------------------------------------------------------


def places_of_dates(case: Case) -> Iterator[str]:
    """Each date of a case, as the path of its place: ``annex_19`` or ``stays[0].from``."""
    for name, value in case.items():
        kind = BY_NAME[name].kind
        if kind.name == "date" and value not in (None, "none"):
            yield name
        for index, one in enumerate(value if kind.name == "list" else ()):
            yield from (
                f"{name}[{index}].{field.name}"
                for field in kind.fields
                if field.kind.name == "date" and one.get(field.name) not in (None, "none")
            )


@trying(18)
@given(st.data())
def test_a_rough_month_is_the_combination_of_its_days(data: st.DataObject) -> None:
    case, on = data.draw(somebody())
    places = list(places_of_dates(case))
    assume(places)
    place = data.draw(st.sampled_from(places))
    month = read(case, place)[:7]
    for stay in case["stays"]:
        stay.setdefault("before", "break")  # rough days that can meet are one chain, unless it is told: see test_seams
    rough = deepcopy(case)
    write(rough, place, month)
    together = outcomes_of(rough, on)
    days: list[Answer] = []
    day = date.fromisoformat(f"{month}-01")
    while iso(day).startswith(month):
        exact = deepcopy(case)
        write(exact, place, iso(day))
        with suppress(CaseError):  # a day that cannot be true is not one of the days
            days.append(decided(exact, on))
        day += DAY
    assert days
    for route in ROUTES:
        statuses = {answer[route]["status"] for answer in days}
        expected = statuses.pop() if len(statuses) == 1 else "unsettled"
        assert together[route]["status"] == expected, f"{route}, {month}"
        dates = [answer[route]["earliest"] for answer in days]
        shown = together[route]["earliest"]
        undated = {answer[route]["status"] for answer in days if answer[route]["earliest"] is None}
        if undated == {"open"} and "later" in {answer[route]["status"] for answer in days}:
            dates = [day for day in dates if day is not None]  # open since some day lies before a day ahead
        if None in dates:
            assert shown is None, f"{route}, {month}"
        else:  # readings that differ by up to three days are shown as one date, so a date can move by as much
            apart = date.fromisoformat(shown) - date.fromisoformat(max(dates))
            assert abs(apart) <= timedelta(days=3), f"{route}, {month}: {shown}, not {max(dates)}"


# --- no date moves with the day of the question ---------------------------------------------------------------------


@trying(150)
@given(st.data())
def test_no_date_moves_with_the_day_of_the_question(data: st.DataObject) -> None:
    """The same case asked on two days, also with little known: no date lies as many days later. (It may change for
    another reason: a trip that has lasted longer, an amount of another year.)"""
    case, on = data.draw(somebody())
    less = data.draw(with_less_known(case))
    for stay in less.get("stays") or []:
        if data.draw(st.integers(0, 3)) == 0:
            stay["from"] = None
            stay.pop("before", None)
    for trip in (less.get("absences") or [])[-1:]:
        if trip["from"] < iso(on) and data.draw(st.booleans()):
            trip["to"] = None
    later = on + timedelta(data.draw(st.sampled_from([1, 11, 97])))
    one, two = outcomes_of(less, on), outcomes_of(less, later)
    for route in ROUTES:
        for which in ("earliest", "clock"):
            first, then = one[route][which], two[route][which]
            if first and then and one[route]["status"] == two[route]["status"]:
                moved = date.fromisoformat(then) - date.fromisoformat(first)
                assert moved != later - on, f"{route}: {which} {first} on {on}, {then} on {later}"


AT_THE_REQUEST = frozenset({"K.public-health", "K.identity", "L.identity", "L.no-protection-request", "L.means"})
"""What only the day of the request shows. The amount of means is that of its year."""
ONCE_ANOTHER_CARD_IS_GIVEN = ("once_B_granted", "once_F_given")


# --- later means open on the day ----------------------------------------------------------------------------------


@trying(75)
@given(somebody())
def test_later_means_open_on_that_day_and_not_before(life: tuple[Case, date]) -> None:
    case, on = life
    # A permit or card is expected to be renewed up to its last day; a stay that has ended leaves nothing to ask from.
    granted = taken_for_granted(case) - {"stays", "card"}
    case = {name: value for name, value in case.items() if name not in granted}
    assume(all(stay.get("to", "") < iso(on) for stay in case["stays"]))
    # Before the British cards of old ended, one was expected to be exchanged for the M card (OLD-5).
    assume(not (case["card"] in ("E", "E+", "EU", "EU+") and case["nationality"] in (["GB"], "UK")))
    answer = outcomes_of(case, on)
    for route in ROUTES:
        result = answer[route]
        if result["status"] != "later" or result["earliest"] is None or result["basis"] in ONCE_ANOTHER_CARD_IS_GIVEN:
            continue
        day = date.fromisoformat(result["earliest"])
        assume(day < date(2040, 1, 1))
        prepared = case | {"nationality": PREPARED, "L": PREPARED_FOR_L}.get(route, {})
        before = outcomes_of(case, day - DAY)[route]
        assert before["status"] != "open", f"{route}: open on {day - DAY}, said later, from {day}"
        # For workers the day itself is not yet enough for a B card (reading 7); a minor can be of age on the next one.
        then = outcomes_of(prepared, day)[route]
        if route == "B" and then["status"] != "open":
            then = outcomes_of(prepared, day + DAY)[route]
        failing = [one["id"] for one in then["conditions"] if one["value"] != "yes"]
        if failing == ["M+.beneficiary"] or f"{route}.no-appeal-pending" in failing:
            continue  # the time to apply under the Agreement has ended; the judge decides
        if failing and AT_THE_REQUEST.issuperset(failing):
            continue  # as it is today it would close the route, but only the day of the request shows
        assert then["status"] == "open", f"{route}: said later, from {day}; on that day {then['status']}: {failing}"


@trying(75)
@given(somebody(), st.integers(0, 3000), st.integers(0, 5000))
def test_no_day_lies_before_what_is_asked_on_that_day(life: tuple[Case, date], unlimited: int, removal: int) -> None:
    """Not only the years: for K also ten years since a removal, for nationality an adult with unlimited stay."""
    case, on = life
    titled = {"family_of_eu_or_belgian", "eu_citizen", "withdrawal_agreement", *UNLIMITED_STAY_GROUNDS}
    since, removed = on - timedelta(unlimited), on - timedelta(removal)
    case = {"birth_date": "1985-02-03"} | case | PREPARED | {"nationality": ["MA"], "card": "B", "absences": []}
    case |= {
        "early_ground": "none",
        "unlimited_stay_since": iso(since),
        "removal_decision": iso(removed),
        "asylum_application": "none",
    }
    case["stays"] = [stay for stay in case["stays"] if stay["ground"] not in titled] or [
        {"from": iso(on - timedelta(5000)), "ground": "single_permit"}
    ]
    case |= {"permit_granted": "none"}
    assume(min(stay["from"] for stay in case["stays"]) <= iso(since))
    answer = outcomes_of(case, on)
    k, nationality = (answer[route]["earliest"] for route in ("K", "nationality"))
    if k:
        assert k >= iso(add_years(removed, 10))
    if nationality:
        assert nationality >= max(iso(since), iso(add_years(date.fromisoformat(case["birth_date"]), 18)))


# --- the interview ------------------------------------------------------------------------------------------------


def told(case: Case, question: str) -> Any:
    """The answer of a person to a question; what the case does not hold is not known."""
    answer = deepcopy(read(case, question))
    if question == "stays":
        for stay in answer or []:
            stay.pop("first_card_issued", None)  # told only when asked
    return answer


@trying(20)
@given(st.data())
def test_the_interview_ends_and_asks_only_what_matters(data: st.DataObject) -> None:
    whole, on = data.draw(somebody())
    hidden = data.draw(with_less_known(whole))
    outcomes_of(hidden, on)
    case: Case = {}
    asked: list[str] = []
    while (question := next_question(case, on)) is not None:
        name = question["fact"]
        routes = decided(case, on)
        assert name not in asked, f"asked twice: {name}"
        assert name in {one for result in routes.values() for one in result["missing"]}
        assert question["routes"] == [key for key, result in routes.items() if name in result["missing"]]
        asked.append(name)
        assert len(asked) <= 60
        write(case, name, told(hidden, name))
    for key, result in decided(case, on).items():
        open_facts = [name for name in result["missing"] if name not in asked and not is_given(case, name)]
        assert result["status"] != "unsettled" or not open_facts, f"{key} still waits for {open_facts}"


def tells_unlimited_stay_twice(case: Case) -> bool:
    """Unlimited stay since a day, and a stay that rests on it and began before that day (perhaps on an Annex 15): who
    has told the stay is not asked for the day, so the two cannot differ in an interview."""
    since, grounds = case.get("unlimited_stay_since"), ("unlimited_stay", "settlement", "long_term_resident")
    shown = [stay["from"] for stay in case["stays"] or () if stay["ground"] in grounds and not stay.get("to")]
    return since not in (None, "none") and any(start < since for start in shown)


@trying(60)
@given(st.data())
def test_a_fact_that_was_not_asked_did_not_matter(data: st.DataObject) -> None:
    """After the interview, what the person was never asked cannot change a definite answer."""
    whole, on = data.draw(somebody())
    whole = {name: value for name, value in whole.items() if name not in taken_for_granted(whole)}
    assume("stays" in whole)  # who left and came back tells it as an absence when asked
    assume(not tells_unlimited_stay_twice(whole))
    # Who joined a Belgian can tell of a worker beside them, and is not asked about one.
    assume(not (whole.get("sponsor_belgian") and whole.get("sponsor_early_permanent")))
    had = {stay["ground"] for stay in whole["stays"]}
    # Who is not asked for a request for protection tells no day of one from which no stay came (L-EXC-1).
    of_a_request = {
        "asylum_application": {"asylum_procedure", "refugee", "subsidiary_protection"},
        "medical_application": {"medical_9ter"},
    }
    whole = {name: value for name, value in whole.items() if name not in of_a_request or had & of_a_request[name]}
    whole.pop("applications", None)  # asked of nobody: who made a request tells it, and a card that is granted matters
    full = outcomes_of(whole, on)
    case: Case = {}
    while (question := next_question(case, on)) is not None:
        write(case, question["fact"], told(whole, question["fact"]))
    short = decided(case, on)
    for route in ROUTES:
        if short[route]["status"] in DEFINITE:
            assert short[route]["status"] == full[route]["status"], f"{route}, after the interview and with all told"
            dates = short[route]["earliest"], full[route]["earliest"]
            # A day that need not be known exactly is taken as late as it can be.
            assert None in dates or dates[0] >= dates[1], f"{route}: {dates[0]} after the interview, {dates[1]}"


# --- anything at all ----------------------------------------------------------------------------------------------

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-10_000, 10_000)
    | st.floats(allow_nan=True)
    | st.text(max_size=8)
    | st.sampled_from(["2021-03-15", "2021-03", "2021", "none", "2021-02-29", "0000", "9999-12-31", *CARDS[:4]]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["from", "to", "earliest", "latest", "ground", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
random_cases = json_values | st.dictionaries(st.sampled_from([*BY_NAME, "x"]), json_values, max_size=6)


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[Case, date]:
    """A good case in which one to three values were replaced by anything."""
    case, on = draw(lives())
    case = deepcopy(case)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from([*case, "x"]))
        value = case.get(name)
        if isinstance(value, list) and value and isinstance(value[0], dict) and draw(st.booleans()):
            entry = draw(st.sampled_from(value))
            if isinstance(entry, dict):
                entry[draw(st.sampled_from([*entry, "from", "to", "x"]))] = draw(json_values)
        else:
            case[name] = draw(json_values)
    return case, on


def result_or_faults(ask: Callable[[Case, date], Any], case: Case, on: date) -> Any:
    """The result, or the faults as text (never none). Any other error goes through and fails the test."""
    try:
        return ask(case, on)
    except CaseError as error:
        return [str(fault) for fault in error.faults] or pytest.fail("refused without a fault")


@trying(200)
@given(random_cases, dates_asked)
def test_whatever_comes_in_only_a_case_error_comes_out(case: Any, on: date) -> None:
    faults, _, alone = (result_or_faults(ask, case, on) for ask in (assess, next_question, unusual))
    assert alone == (faults["unusual"] if isinstance(faults, dict) else faults)


@trying(75)
@given(spoiled())
def test_a_spoiled_case_is_read_or_refused(life: tuple[Case, date]) -> None:
    case, on = life
    json.dumps(result_or_faults(next_question, case, on))
    whole, alone = result_or_faults(assess, case, on), result_or_faults(unusual, case, on)
    json.dumps(whole)
    assert alone == (whole["unusual"] if isinstance(whole, dict) else whole), (
        "the same faults, without deciding a route"
    )


def plain(*stays: Case, **more: Any) -> Case:
    return {"nationality": ["MA"], "card": "A", "stays": list(stays), "absences": []} | more


ONCE_AN_ERROR: dict[str, tuple[Case, str]] = {
    "asylum asked for again after protection ended": (
        plain(
            {"from": "2012-01-01", "to": "2012-01-01", "ground": "refugee"},
            {"from": "2012-01-01", "ground": "asylum_procedure"},
            asylum_application="none",
            permit_granted="2012-01-01",
        ),
        "2021-01-01",
    ),
    "after a short gap, a stay that does not count": (
        plain(
            {"from": "2017-04-20", "to": "2022-01-02", "ground": "single_permit", "first_card_issued": "2017-05-01"},
            {"from": "2022-01-04", "ground": "posted_worker"},
        ),
        "2022-01-04",
    ),
}


@pytest.mark.parametrize(("case", "on"), ONCE_AN_ERROR.values(), ids=list(ONCE_AN_ERROR))
def test_what_was_once_an_error_is_answered(case: Case, on: str) -> None:
    assert set(assess(case, date.fromisoformat(on))["routes"]) >= set(ROUTES)


def command(text: str, on: str = "2025-06-15") -> tuple[int, str, str]:
    """Run the command on a text as standard input: exit status, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    with patch("sys.stdin", io.StringIO(text)), redirect_stdout(out), redirect_stderr(err):
        status = main(["assess", "-", "--on", on, "--json"])
    return status, out.getvalue(), err.getvalue()


@trying(40)
@given(spoiled())
def test_the_command_prints_one_line_for_each_fault(life: tuple[Case, date]) -> None:
    case, on = life
    text = json.dumps(case)
    assume("NaN" not in text)
    assume("Infinity" not in text)
    status, out, err = command(text, iso(on))
    expected = result_or_faults(assess, json.loads(text), on)
    if isinstance(expected, dict):
        assert (status, json.loads(out), err) == (0, expected, "")
    else:
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == len(expected)
        assert all(line.strip() for line in err.splitlines())


@trying(50)
@given(st.text(max_size=30) | st.binary(max_size=30).map(lambda raw: raw.decode("latin-1")))
def test_the_command_refuses_what_is_not_json_in_one_line(text: str) -> None:
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    assume(not isinstance(read, dict))
    status, out, err = command(text)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


ODD_JSON = {
    "empty": "",
    "cut": "{",
    "a list": "[]",
    "nested deeply": "[" * 100_000,
    "not a number": '{"income": NaN}',
    "too large a number": '{"income": 1e999}',
    "too many digits": '{"income": ' + "9" * 5000 + "}",
    "a key twice": '{"card": "A", "card": "B"}',
    "half a character": '{"card": "\\ud800"}',
    "a new line in a key": '{"a\\nb": 1}',
    "a new line in a value": '{"nationality": ["M\\nA"]}',
    "a mark before the text": "\ufeff{}",
}


@pytest.mark.parametrize("text", ODD_JSON.values(), ids=list(ODD_JSON))
def test_the_command_refuses_odd_json_in_one_line(text: str) -> None:
    status, out, err = command(text)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1, err


def test_the_command_itself_exits_with_status_2() -> None:
    """Once as a real process, with two faults."""
    run = subprocess.run(
        [sys.executable, "-m", "belgian_residence", "assess", "-", "--on", "2025-06-15"],
        input='{"card": "Z", "income": -1}',
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(belgian_residence.__path__[0].rsplit(os.sep, 1)[:1])},
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert [line.split(":")[0] for line in run.stderr.splitlines()] == ["card", "income"]
