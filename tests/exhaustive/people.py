"""Whole people to try the rules on: those of the cases, and everybody who differs from one of them in a fact or two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, product
from typing import Any

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import Finding
from belgian_residence.routes.outcome import Outcome
from belgian_residence.routes.registry import Outcomes
from belgian_residence.told.case import read_case
from belgian_residence.told.facts import ABSENCE_BOUNDS, FACTS
from belgian_residence.told.faults import CaseError
from belgian_residence.told.person import Person
from exhaustive.values import Case, values
from exhaustive.watch import SETTLED_BY_INTERRUPTIONS
from site_build.cases import entries, facts


def person_of(case: Case, on: date) -> Person | None:
    """The person of a case without rough dates; None where the case contradicts itself."""
    try:
        return next(iter(read_case(case, on).people()), (None, None))[1]
    except CaseError:
        return None


@dataclass(frozen=True)
class Base:
    """A person of the corpus, with the date asked about and the status that the corpus expects."""

    case: Case
    on: date
    status: str

    def __hash__(self) -> int:
        return id(self.case)


@cache
def bases(route: str) -> tuple[Base, ...]:
    """The people of the corpus of whom it expects one certain status on a route."""
    found = []
    for entry in entries():
        status = entry["expect"].get(route, {}).get("status")
        case = {name: value for name, value in deepcopy(facts(entry)).items() if value is not None}
        if isinstance(status, str) and "people" not in case and not read_case(case, entry["on"]).rough_paths():
            found.append(Base(case, entry["on"], status))
    return tuple(found)


@cache
def that_show_something_new(route: str) -> tuple[Base, ...]:
    """Of the people who can ask, now or later, and after them of those of whom it is not certain: those who show an
    answer of a condition that nobody before shows."""
    shown: set[tuple[str, str]] = set()
    found = []
    who_can_ask = [base for base in bases(route) if base.status in ("open", "later")]
    for base in [*who_can_ask, *(base for base in bases(route) if base.status == "unsettled")]:
        person = person_of(base.case, base.on)
        if person is not None:
            outcome = Outcomes(Situation(person, base.on))[route]
            here = {(id, finding.value.value) for id, finding in findings(outcome).items()}
            if here - shown:
                found.append(base)
            shown |= here
    return tuple(found)


def first_of_each_status(route: str) -> tuple[Base, ...]:
    """For each status the first such person."""
    return tuple({base.status: base for base in reversed(bases(route))}.values())


TELLS: dict[str, Any] = {
    "nationality": ["MA"],
    "card": "A",
    "birth_date": "1985-02-03",
    "stays": [],
    "absences": [],
    "interruptions": [],
    "income": 2500,
    "dependants": 0,
    "supporter_income": 0,
    "benefit_income": 0,
    "protection_ended": "no",
    "other_state_purpose": "other",
}


def who_knows_all(case: Case, on: date) -> Case:
    """The same person, who also knows an answer to all that the case does not hold: mostly that there is none."""
    whole = deepcopy(case)
    special = any(stay["ground"].startswith("special_card") for stay in whole.get("stays") or ())
    whole.setdefault("special_card_before", special)
    for fact in FACTS:
        if fact.name in SETTLED_BY_INTERRUPTIONS or fact.name in ABSENCE_BOUNDS:
            continue  # who tells each absence says nothing of all at once
        if fact.kind.may_be_none:
            whole.setdefault(fact.name, "none")
        elif fact.kind.name == "yes_no":
            whole.setdefault(fact.name, fact.name in ("identity_established", "health_insurance", "language_a2"))
        elif fact.kind.name in ("list", "choices"):
            whole.setdefault(fact.name, [])
        elif fact.name not in ("card_expiry", "card_issued", "stopped_working"):
            whole.setdefault(fact.name, TELLS.get(fact.name, "none"))
    if "interruptions" not in case:
        named = {"free_movement_gaps": "free_movement_gap", "prison": "prison", "register_gaps": "register_gap"}
        whole["interruptions"] = [kind for name, kind in named.items() if whole.get(name)]
        whole["interruptions"] += ["removal"] if whole.get("removal_enforced") else []
        whole["interruptions"] += ["appeal_pending"] if whole.get("suspensive_appeal_pending") else []
    for stay in whole["stays"]:
        stay.setdefault("first_card_issued", stay["from"])
    for trip in whole["absences"]:
        for part in (
            "annex_18",
            "centre_of_interests_proven",
            "outside_eu",
            "card_valid_on_return",
            "return_reported",
        ):
            trip.setdefault(part, True)
    return whole if person_of(whole, on) else case


def near(base: Base, facts: Collection[str], changes: int, of_lists: int | None = None) -> Iterator[Case]:
    """Everybody who differs from a person in so many of these facts, each of them any of its values; of the stays and
    absences only the first so many."""
    known = {
        name: told[:of_lists] if name in ("stays", "absences") else told
        for name, told in values(base.on).items()
        if name in facts
    }
    for names in combinations(known, changes):
        for chosen in product(*(known[name] for name in names)):
            changed = base.case | dict(zip(names, chosen, strict=True))
            yield {name: value for name, value in changed.items() if value is not None}


def findings(outcome: Outcome) -> Mapping[str, Finding]:
    """What each condition answered, by its id."""
    return {condition.id: finding for condition, finding in outcome.conditions}
