"""The right of return: an absence that lost it ended the stay itself (Act art. 19 §1; RD 1981 art. 39)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from belgian_residence.counting.periods import all_stays, chain, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.engine.dates import add_years
from belgian_residence.routes.limits import limit
from belgian_residence.routes.status import When
from belgian_residence.told.person import Absence

UNDER_OTHER_LIMITS = frozenset({"F", "F+"})
"""Cards under the EU rules, with limits of their own (CARD-ABS-3)."""
USED = ("card", "stays", "absences")


def right_of_return_kept(clock: Callable[[Situation], When]) -> Callable[[Situation], Finding]:
    """A test: no absence of the present run of stays loses the right of return before the route opens (ABS-1 to ABS-3).

    Up to one year keeps it. Longer: only if the departure was declared and the centre of interests was proven before
    leaving, or with force majeure. An absence that ended so long ago that five years of stay lie after it no longer
    matters.
    """
    return lambda situation: _kept(situation, clock)


def years_after_a_lost_return(situation: Situation) -> date:
    """The day on which five years of stay lie after the last absence that lost, or may have lost, the right of return;
    ``date.min`` where there is none. Only one that lies behind: before that day the condition above decides."""
    person, on = situation.person, situation.on
    if person.card in UNDER_OTHER_LIMITS:
        return date.min
    days = [
        add_years(trip.back, limit("K.years", on))
        for trip in trips(person.absences or (), situation.conventions, on)
        if trip.exceeds(12 * limit("return.window", on)) and _kept_beyond_a_year(trip.absence) is not True
    ]
    return max((day for day in days if day <= on), default=date.min)


def _kept(situation: Situation, clock: Callable[[Situation], When]) -> Finding:
    person, on = situation.person, situation.on
    if person.card in UNDER_OTHER_LIMITS:
        return Finding(YES, ("card",))
    if person.absences is None or person.stays is None:
        unknown = tuple(fact for fact in ("stays", "absences") if getattr(person, fact) is None)
        return Finding(UNKNOWN, USED, unknown)
    run = chain(all_stays(person), on)
    years = limit("return.window", on)
    until = max(clock(situation).day or on, on)
    missing: tuple[str, ...] = ()
    for trip in trips(person.absences, situation.conventions, on):
        counted = replace(trip, end=min(trip.end, until))
        long_ago = add_years(trip.back, limit("K.years", on)) <= on
        if long_ago or (run and trip.back <= run[0].start) or not counted.exceeds(12 * years):
            continue
        kept = _kept_beyond_a_year(trip.absence)
        if kept is not True and person.card is None:
            missing += ("card",)  # with a card under the EU rules other limits hold
        if kept is False and person.card is not None:
            return Finding(NO, USED)
        if kept is None:
            missing += _not_told(trip.absence)
    return Finding(UNKNOWN if missing else YES, USED, tuple(dict.fromkeys(missing)))


def _kept_beyond_a_year(absence: Absence) -> bool | None:
    if absence.reason == "force_majeure":
        return True
    told = (absence.annex_18, absence.centre_of_interests_proven)
    if None not in told and False not in told:
        return True
    return None if absence.reason is None or False not in told else False


def _not_told(absence: Absence) -> tuple[str, ...]:
    return tuple(
        f"absences[{absence.index}].{fact}"
        for fact in ("reason", "annex_18", "centre_of_interests_proven")
        if getattr(absence, fact) is None
    )
