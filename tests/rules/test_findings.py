"""What a condition says it looked at: on every case, the facts that it names exist and are enough for its answer.

A normal run looks at each eighth case, the nightly run (`CORPUS_EVERY=1`) at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import UNKNOWN, Condition, all_of, conditions_in
from belgian_residence.routes.registry import NATIONALITY, ROUTES
from belgian_residence.routes.status import Route
from belgian_residence.told.case import read_case
from belgian_residence.told.facts import BY_NAME, FACTS, Fact
from belgian_residence.told.faults import CaseError
from belgian_residence.told.person import Person
from site_build.cases import entries, facts
from trying import some

ALL = frozenset(field.name for field in fields(Person))
STAYS_FOLLOW_FROM = {"stays": ("asylum_application", "permit_granted", "unlimited_stay_since")}
"""Named with ``stays``: the facts from which stays follow (``periods.all_stays``)."""

ASKED_BEFORE = {("M+.status-kept", "annex_19"), ("M+.status-kept", "annex_19ter")}
"""Not named as missing: an earlier annex could settle it, but the clock asks for it first where it can matter."""
NEVER_ASKED = {(f"{key}.stay-kept", "long_term_resident_elsewhere") for key in ("B", "K", "L", "nationality")}
"""Not named as missing: hardly anybody has the status in two states, and who has it can tell it (LOSS-L-1)."""


@cache
def situations() -> list[tuple[str, Situation]]:
    """The person of each of some cases of the corpus, with the first choice of days where they are rough."""
    found = []
    for entry in some(entries(), 8):
        try:
            person = next(iter(read_case(facts(entry), entry["on"]).people()))[1]
        except CaseError:
            continue  # several people in one file, or a case that is refused
        found.append((entry["name"], Situation(person, entry["on"])))
    return found


def conditions_of(route: Route) -> list[Condition[Any]]:
    """Every condition of a route, its clock not among them."""
    tree = all_of(route.requirement, route.unbroken, *([route.early] if route.early else []))
    return list(dict.fromkeys(conditions_in(tree)))


def named(names: Iterable[str]) -> set[str]:
    """Some facts, with those that go without saying."""
    return {every for name in names for every in (name, *STAYS_FOLLOW_FROM.get(name, ()))}


def only(situation: Situation, names: Iterable[str]) -> Situation:
    """The same person, of whom nothing is known but some facts."""
    hidden: dict[str, Any] = dict.fromkeys(ALL - named(names))
    return replace(situation, person=replace(situation.person, **hidden))


AT_THE_REQUEST = {
    "L.means",
    "L.health-insurance",
    "L.no-protection-request",
    "K.public-health",
    "K.identity",
    "L.identity",
}
"""Judged on the day of the request, so they look at whether it has come."""


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.key)
def test_the_facts_that_a_condition_names_are_enough_for_its_answer(route: Route) -> None:
    # These look at all that the clock looks at: what broke the years, what there is still time to mend.
    of_the_clock = set(conditions_in(route.requirement if route is NATIONALITY else route.unbroken))
    of_the_clock |= {one for one in conditions_of(route) if one.id in AT_THE_REQUEST}
    for name, situation in situations():
        of_clock = route.clock(situation).facts
        for condition in conditions_of(route):
            finding = condition.test(situation)
            said = f"{name}: {condition.id}, {finding}"
            assert set(finding.facts) <= set(BY_NAME), said
            enough = {*finding.facts, *(of_clock if condition in of_the_clock else ())}
            assert {one.split("[")[0] for one in finding.missing} <= named(enough), said
            if finding.value is not UNKNOWN:
                assert condition.test(only(situation, enough)).value is finding.value, said


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.key)
def test_the_facts_that_a_clock_names_are_enough_for_its_day(route: Route) -> None:
    for name, situation in situations():
        when = route.clock(situation)
        said = f"{name}: {route.clock_id}, {when}"
        assert set(when.facts) <= set(BY_NAME), said
        assert {one.split("[")[0] for one in when.missing} <= named(when.facts), said
        assert route.clock(only(situation, when.facts)).day == when.day, said


def told(fact: Fact, situation: Situation) -> Iterator[Situation]:
    """The same person, who now tells a fact: each answer to a choice; a day long ago; much and nothing; no entries."""
    kind, long_ago = fact.kind, situation.on.replace(day=1, year=situation.on.year - 20)
    answers: dict[str, tuple[Any, ...]] = {
        "yes_no": (True, False),
        "choice": kind.options,
        "date": (long_ago, *(("none",) if kind.may_be_none else ())),
        "money": (0, 1_000_000),
        "count": (0,),
        "choices": (frozenset(), frozenset(kind.options)),
        "list": ((),),
        "nationality": (frozenset({"BE"}), frozenset({"FR"}), frozenset({"MA"})),
    }
    for answer in answers[kind.name]:
        yield replace(situation, person=replace(situation.person, **{fact.name: answer}))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.key)
def test_what_is_unknown_and_asks_for_nothing_stays_unknown_whatever_is_told(route: Route) -> None:
    for condition in conditions_of(route):
        for name, situation in situations():
            finding = condition.test(situation)
            if finding.value is not UNKNOWN or finding.missing or finding.at_filing:
                continue
            asked_by_the_clock = route.clock(situation).missing
            for fact in FACTS:
                asked = fact.name in asked_by_the_clock or (condition.id, fact.name) in ASKED_BEFORE | NEVER_ASKED
                if not asked and fact.name in ALL and getattr(situation.person, fact.name) is None:
                    for more in told(fact, situation):
                        said = f"{name}: {condition.id}, {finding}, {fact.name}"
                        assert condition.test(more).value is UNKNOWN, said
