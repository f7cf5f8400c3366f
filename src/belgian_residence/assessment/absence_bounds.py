"""Which limits on absence decide for a person: what can be asked of all absences at once, in the place of each one.

The limits are those of the routes that still wait for absences, and of the card that is held, as the law has them on
the date asked about. For each way of measuring the strictest is asked, and none that follows from the others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from belgian_residence.assessment.one_person import read_person, work_out
from belgian_residence.counting.away import NOTHING_SAID, Allowed
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.registry import ALLOWED_AWAY, NEEDED_BEFORE
from belgian_residence.routes.stay_kept import allowed_away
from belgian_residence.told.facts import ABSENCE_BOUNDS, ABSENCES


def absence_bounds_of(case: Mapping[str, Any], on: date, routes: Collection[str] | None = None) -> dict[str, list[int]]:
    """For one person: the facts about all absences at once that would settle what waits for absences, each with the
    months that decide, the fewest first: the most with which the card raises no duty either, and the most with which
    the routes are settled. Empty: nothing waits for them, or only each absence can settle it. Raises CaseError.

    ``routes``: look at these only, by key; None: at all.
    """
    answers = read_person({name: value for name, value in case.items() if name not in ABSENCES}, on)
    asked = ALLOWED_AWAY if routes is None else [key for key in ALLOWED_AWAY if key in routes]
    needed = {before for key in asked for before in NEEDED_BEFORE.get(key, ())}
    results = work_out(answers, on, only=needed.union(asked))
    waiting = [key for key in asked if "absences" in results[key].outcome.missing]
    people = [Situation(person, on) for _, person in answers.people()]
    of_routes = [
        one for person in people for key in waiting for test in ALLOWED_AWAY[key] for one in test(person) or ()
    ]
    of_card = [one for person in people if person.person.card for one in allowed_away(person, of_card=True) or ()]
    found: dict[str, set[int]] = {}
    for limits in (of_routes, [*of_routes, *of_card]):
        for fact, months in _strictest(limits).items():
            found.setdefault(fact, set()).add(months)
    return {fact: sorted(found[fact]) for fact in ABSENCE_BOUNDS if fact in found}


def _strictest(limits: list[Allowed]) -> dict[str, int]:
    """The fewest facts that keep to every limit, each with as many months as it may have."""
    kinds = {"each": [one for one in limits if one.years == 0]}
    kinds["year"] = [one for one in limits if one.years == 1]
    kinds["five_years"] = [one for one in limits if one.years > 1]
    said = NOTHING_SAID
    for kind, own in kinds.items():
        if own:
            said = replace(said, **{kind: _most(kind, own)})
    for kind in kinds:
        fewer = replace(said, **{kind: None})
        if fewer.keeps_to_all(limits):
            said = fewer
    months = zip(ABSENCE_BOUNDS, (said.each, said.year, said.five_years), strict=True)
    return {fact: most for fact, most in months if most is not None}


def _most(kind: str, limits: list[Allowed]) -> int | None:
    """The most months that keep to the limits; None where no number does."""
    highest = int(min(one.months for one in limits))
    fits = (months for months in range(highest, 0, -1) if replace(NOTHING_SAID, **{kind: months}).keeps_to_all(limits))
    return next(fits, None)
