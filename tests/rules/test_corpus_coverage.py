"""The corpus is complete: every answer of every condition, every status, every reading and every limit has its case.

What cannot happen at all is listed in ``exhaustive.known``, and ``test_exhaustive`` proves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from belgian_residence.assessment.one_person import read_person
from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.counting.conventions import MOST_FAVOURABLE, SAFE_READING, readings_of
from belgian_residence.engine.dates import add_months, add_years, month_fraction
from belgian_residence.law.amounts import NotConfirmed, amount
from belgian_residence.routes.b_years import GROUNDS as B_GROUNDS
from belgian_residence.routes.limits import limit, longest_annex_15
from belgian_residence.routes.registry import ROUTES
from belgian_residence.told.person import Person
from exhaustive.known import NOT_SHOWN, SHOWN_TO_NOBODY, UNREACHABLE
from site_build.assessments import assess
from site_build.cases import entries, facts

VALUES = ("yes", "no", "unknown")


@dataclass
class Seen:
    """What the cases of a route show."""

    values: set[tuple[str, str]] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)


@cache
def seen() -> dict[str, Seen]:
    """What the corpus shows of each route; only of cases that expect something of that route."""
    found: dict[str, Seen] = defaultdict(Seen)
    for entry, routes in worked_out():
        for route in entry["expect"]:
            here, one = routes[route], found[route]
            one.values |= here.values
            one.statuses.add(here.status)
            one.readings |= here.readings
    return found


@dataclass(frozen=True)
class Given:
    """What the answer for a case says of one route; the whole answers of all cases fill the memory."""

    values: frozenset[tuple[str, str]]
    status: str
    readings: frozenset[str]
    clock: date | None


def given(route: dict[str, Any]) -> Given:
    """The parts of an answer that are looked at here."""
    values = frozenset((condition["id"], condition["value"]) for condition in route["conditions"])
    clock = date.fromisoformat(route["clock"]) if route["clock"] else None
    return Given(values, route["status"], frozenset(route["readings"]), clock)


@cache
def worked_out() -> tuple[tuple[dict[str, Any], dict[str, Given]], ...]:
    """Every case of one person: as it is written, and what is given for each route."""
    alone = [entry for entry in entries() if "people" not in facts(entry)]
    routes = (assess(facts(entry), entry["on"])["routes"].items() for entry in alone)
    return tuple((entry, {key: given(one) for key, one in some}) for entry, some in zip(alone, routes, strict=True))


@pytest.mark.parametrize("route", vocabulary()["routes"])
def test_every_answer_of_every_condition_has_a_case(route: str) -> None:
    ids = [id for id in vocabulary()["conditions"] if id.startswith(f"{route}.")]
    wanted = {(id, value) for id in ids for value in VALUES} - set(UNREACHABLE) - SHOWN_TO_NOBODY
    assert ids
    missing = sorted(wanted - seen()[route].values)
    assert not missing, f"no case shows {missing}"


@pytest.mark.parametrize("route", vocabulary()["routes"])
def test_every_status_has_a_case(route: str) -> None:
    assert seen()[route].statuses == set(vocabulary()["statuses"])


@pytest.mark.parametrize("route", vocabulary()["routes"])
def test_every_reading_that_can_change_a_route_has_a_case(route: str) -> None:
    wanted = {SAFE_READING, *readings_of(route)} - {name for key, name in NOT_SHOWN if key == route}
    missing = sorted(wanted - seen()[route].readings)
    assert not missing, f"no case shows {missing} beside the safe reading"


# --- every limit: a day (or a cent) before, the day, a day after --------------------------------------------------


@dataclass(frozen=True)
class One:
    """A case of the corpus: the person, the date, what is expected, and the results."""

    person: Person
    on: date
    expected: frozenset[str]
    clocks: dict[str, date | None]

    def __hash__(self) -> int:
        return id(self)


@cache
def corpus() -> tuple[One, ...]:
    """Every case without rough dates."""
    found = []
    for entry, routes in worked_out():
        answers = read_person(facts(entry), entry["on"])
        if not answers.rough_paths():
            clocks = {key: route.clock for key, route in routes.items()}
            found.append(One(next(iter(answers.people()))[1], entry["on"], frozenset(entry["expect"]), clocks))
    return tuple(found)


Distances = Callable[[One], Iterator[int]]
"""How far a case is from a limit, in days or in cents: below 0 is before it."""


def clock(route: str) -> Distances:
    """From the day on which the years are complete to the date asked about."""

    def distances(one: One) -> Iterator[int]:
        day = one.clocks[route]
        if day is not None:
            yield (one.on - day).days

    return distances


def b_years(name: str) -> Distances:
    """The same for unlimited stay on the grounds that have this limit."""
    grounds = {ground for ground, rule in B_GROUNDS.items() if rule.years == name}

    def distances(one: One) -> Iterator[int]:
        if one.person.stays and one.person.stays[-1].ground in grounds:
            yield from clock("B")(one)

    return distances


def trip(months: int, *reasons: str) -> Distances:
    """From the end of so many months to the day of return, of each absence for one of these reasons."""

    def distances(one: One) -> Iterator[int]:
        for absence in one.person.absences or ():
            if absence.back is not None and absence.reason in (reasons or ("ordinary",)):
                yield (absence.back - add_months(absence.departure, months)).days

    return distances


def ten_months(one: One) -> Iterator[int]:
    """All absences together, in days beyond the limit (about)."""
    lengths = [month_fraction(trip.departure, trip.back) for trip in one.person.absences or () if trip.back]
    if len(lengths) > 1:
        over = sum(lengths, Fraction(0)) - limit("L.absence.total", one.on)
        yield 0 if over == 0 else round(over * 30) or (1 if over > 0 else -1)


def income(one: One) -> Iterator[int]:
    """From the amount that is needed to the income, in cents."""
    try:
        own, each = amount("L.income.self", one.on).value, amount("L.income.dependant", one.on).value
    except NotConfirmed:
        return
    if one.person.income is not None and one.person.dependants is not None:
        yield round((one.person.income - own - each * one.person.dependants) * 100)


def years_since(fact: str, years: int) -> Distances:
    """From the day on which so many years are over since the day of a fact."""

    def distances(one: One) -> Iterator[int]:
        day = getattr(one.person, fact)
        if isinstance(day, date):
            yield (one.on - add_years(day, years)).days

    return distances


def expiry(months: int) -> Distances:
    """From so many months after the last day of the card to the date asked about."""

    def distances(one: One) -> Iterator[int]:
        if one.person.card_expiry is not None:
            yield (one.on - add_months(one.person.card_expiry, months)).days

    return distances


def asylum_time(one: One) -> Iterator[int]:
    """From eighteen months after the asylum application to the permit."""
    asked, granted = one.person.asylum_application, one.person.permit_granted
    if isinstance(asked, date) and isinstance(granted, date):
        yield (granted - add_months(asked, limit("L.asylum.full_after_months", one.on))).days


def annex_15(one: One) -> Iterator[int]:
    """From the longest that an Annex 15 can last to the annex 19ter that followed it."""
    first, then = one.person.annex_15, one.person.annex_19ter
    if isinstance(first, date) and isinstance(then, date):
        yield (then - first - longest_annex_15(one.on)).days


def gap(one: One) -> Iterator[int]:
    """From the longest gap that an Annex 15 can cover to the next stay."""
    for before, after in pairwise(one.person.stays or ()):
        if before.end is not None:
            yield (after.start - before.end - longest_annex_15(one.on)).days - 1


def two_years_of_work(one: One) -> Iterator[int]:
    """From two years after the annex 19 to the day on which work stopped."""
    start, stopped = one.person.annex_19, one.person.stopped_working
    if isinstance(start, date) and isinstance(stopped, date):
        yield (stopped - add_years(start, limit("early.incapacity_residence", one.on))).days


def last_day(day: str) -> Distances:
    """From a day of the calendar to the date asked about."""

    def distances(one: One) -> Iterator[int]:
        yield (one.on - date.fromisoformat(day)).days

    return distances


IMPORTANT = ("serious_illness", "study_or_training", "pregnancy_or_childbirth", "other_important", "posting")
EU_RULES = ("EU+", "F+", "M+")
LIMITS: dict[str, tuple[tuple[str, ...], Distances]] = {
    **{f"the years of {route.key}": ((route.key,), clock(route.key)) for route in ROUTES},
    **{name: (("B",), b_years(name)) for name in sorted({rule.years for rule in B_GROUNDS.values() if rule.years})},
    "K, ten years since a removal": (("K",), years_since("removal_decision", 10)),
    "L, six months": (("L",), trip(6)),
    "L, ten months in all": (("L",), ten_months),
    "L, twelve months of a Blue Card holder": (("L",), trip(12)),
    "L, asylum time of eighteen months": (("L",), asylum_time),
    "L, means": (("L",), income),
    "EU rules, six months": (EU_RULES, trip(6)),
    "EU rules, twelve months for an important reason": (EU_RULES, trip(12, *IMPORTANT)),
    "EU rules, loss by absence": (("EU+", "F+"), trip(24)),
    "Agreement, loss by absence": (("M+",), trip(60)),
    "right of return, one year": (("B", "K", "L"), trip(12)),
    "nationality, six months": (("nationality",), trip(6)),
    "nationality, three years of marriage": (("nationality",), years_since("spouse_of_belgian_since", 3)),
    "nationality, eighteen years": (("nationality",), years_since("birth_date", 18)),
    "unaccompanied minor, eighteen years": (("B",), years_since("birth_date", 18)),
    "card run out": (("K", "L", "nationality"), expiry(0)),
    "card run out three months ago": (EU_RULES, expiry(3)),
    "Annex 15 before the annex 19ter": (("F+",), annex_15),
    "gap that an Annex 15 can cover": (("B", "K", "L"), gap),
    "incapacity after two years": (("EU+",), two_years_of_work),
    "last day to ask under the Agreement": (("M+",), last_day("2021-12-31")),
    "Regulation 2024/1347": (("L",), last_day("2026-06-12")),
}
"""Every limit that the routes count with: the routes whose cases show it, and how far a case is from it."""


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_has_a_case_before_on_and_after_it(name: str) -> None:
    routes, distances = LIMITS[name]
    found = {distance for one in corpus() if one.expected & set(routes) for distance in distances(one)}
    assert {-1, 0, 1} <= found, f"no case is this far from the limit: {sorted({-1, 0, 1} - found)}"


def test_the_lists_of_what_cannot_happen_name_what_exists() -> None:
    known = vocabulary()
    assert {id for id, _ in UNREACHABLE} <= set(known["conditions"])
    assert {name for _, name in NOT_SHOWN} <= {*known["readings"], MOST_FAVOURABLE}
    assert all(UNREACHABLE.values())
    assert all(NOT_SHOWN.values())
