"""Could a stay before those that are told still change an answer? A few are tried: if none does, it is not asked for.

A person need not list a whole life. A stay before the oldest one matters only where it would make a day come earlier,
or where a condition of a route would be answered otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from belgian_residence.assessment.one_person import decide_all, read_person
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.routes.b_years import GIVE_A_RIGHT
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.person import Person, Stay

GROUNDS_TRIED = (
    *("student", "single_permit", "humanitarian_9bis", "family_of_eu_or_belgian", "asylum_procedure"),
    *("blue_card", "family_of_unlimited_stay", "unlimited_stay"),
)
"""One for each way in which a stay is counted, the most usual first."""
ONLY_AS_THE_SAME = GIVE_A_RIGHT | {"family_of_eu_or_belgian"}
"""Tried only before a stay on the same ground. Before another one it would be a right that was complete then (B:
``b_years.earlier_right``; F+): rare, looked at where it is told, and nobody is asked for it."""
YEARS_TRIED = 10
"""No route looks further back than the declaration of nationality (NAT-5): ten years."""


def earlier_stay_can_matter(case: Mapping[str, Any], on: date, routes: Collection[str] | None = None) -> bool:
    """Could a stay before the oldest one change a route on a date? ``routes``: only these, by key; None: all.

    Rough days are taken at their latest: if the years are complete then, they are on every other day. Trips that are
    not told yet are taken as none: one that breaks the years comes after the earlier stay, which then counts for
    nothing. Nobody is asked for a stay of so long ago because a request for protection could still run since (L-EXC-1).
    Raises CaseError where the case cannot be read.
    """
    person = read_person(case, on).latest_person()
    if not person.stays:
        return True
    person = replace(
        person, absences=person.absences or (), protection_request_pending=bool(person.protection_request_pending)
    )
    oldest = min(person.stays or (), key=lambda stay: stay.start)
    if not oldest.start_known:
        return True
    without = decide_all(person, on, only=routes)
    return any(
        _differ(without, decide_all(_with_one_before(person, oldest, ground), on, only=routes), on)
        for ground in GROUNDS_TRIED
        if ground not in ONLY_AS_THE_SAME or oldest.ground == ground
    )


def _with_one_before(person: Person, oldest: Stay, ground: str) -> Person:
    """The person with a long stay that the oldest one followed without a break."""
    stays = person.stays or ()
    first = add_years(oldest.start - DAY, -YEARS_TRIED)
    earlier = Stay(first, oldest.start - DAY, ground, first_card=first, index=len(stays))
    followed = [replace(stay, before="no_break") if stay == oldest else stay for stay in stays]
    return person.but(stays=tuple(sorted((earlier, *followed), key=lambda stay: stay.start)))


def _differ(one: Mapping[str, Outcome], other: Mapping[str, Outcome], on: date) -> bool:
    return any(_seen(one[key], on) != _seen(other[key], on) for key in one)


def _seen(outcome: Outcome, on: date) -> object:
    """What a person would see of a route: a day that has come is as good as an earlier one, and a route that stays
    closed has none."""
    if outcome.status == "closed":
        return outcome.status
    conditions = [(condition.id, finding.value) for condition, finding in outcome.conditions]
    return outcome.status, max(outcome.clock or on, on), max(outcome.earliest or on, on), conditions
