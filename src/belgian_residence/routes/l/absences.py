"""Absences and the five years of an L card (Act art. 15bis §4; Directives 2003/109 art. 4(3), 2021/1883 art. 18).

Shorter absences count as residence. One of six months or longer, or more than ten months in all, breaks the five years
(L-ABS-1); that they begin again on the return is how the base reads it (L-ABS-2). For holders of a Blue Card the limits
are wider, and only absences from the EU are counted (L-BLUE-1, reading 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from belgian_residence.counting import absences
from belgian_residence.counting.absences import InAll, begin_again, few
from belgian_residence.counting.away import Allowed
from belgian_residence.counting.conventions import Conventions
from belgian_residence.counting.periods import Trip, current_stay, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.routes.limits import limit
from belgian_residence.told.person import Person


@dataclass(frozen=True)
class AbsenceLimits:
    """The limits for one absence and for all together, in months; over how many years; and which absences count."""

    single: int
    total: int
    years: int
    single_is_allowed: bool = False
    """Is an absence of exactly the limit still fine? ("not more than"; False: "shorter than".)"""
    only_outside_eu: bool = False
    not_known_is_in_eu: bool = False
    """A trip not told to be inside or outside the EU: True takes it as inside; False, safe, as outside."""


def limits_of(situation: Situation) -> AbsenceLimits:
    """A Blue Card held on the date limits all five years (L-BLUE-1: every holder)."""
    on = situation.on
    stay = current_stay(situation.person.stays or (), on)
    if stay and stay.ground == "blue_card":
        return blue_card_limits(on)
    return AbsenceLimits(limit("L.absence.single", on), limit("L.absence.total", on), limit("L.years", on))


def blue_card_limits(on: date) -> AbsenceLimits:
    """Twelve months in a row and eighteen in all, from the EU; exactly twelve are fine (L-BLUE-1)."""
    single, total = limit("L.absence.blue.single", on), limit("L.absence.blue.total", on)
    return AbsenceLimits(single, total, limit("L.years", on), single_is_allowed=True, only_outside_eu=True)


def allowed_away(situation: Situation) -> tuple[Allowed, ...] | None:
    """The same limits, for what is said of all absences at once. None for who lived in other states too: what was said
    of the time since the arrival in Belgium says nothing of the time there (L-BLUE-1)."""
    if any(stay.country != "BE" for stay in situation.person.stays or ()):
        return None
    limits = limits_of(situation)
    return Allowed(limits.single), Allowed(limits.total, limits.years)


def _counted_trips(situation: Situation, limits: AbsenceLimits) -> list[Trip]:
    counted = trips(situation.person.absences or (), situation.conventions, situation.on)
    if limits.only_outside_eu:
        return [trip for trip in counted if is_outside_eu(trip, not_known_is_in_eu=limits.not_known_is_in_eu)]
    return counted


def is_outside_eu(trip: Trip, *, not_known_is_in_eu: bool = False) -> bool:
    """Is it an absence from the EU? One of which that is not known is taken for one, unless said otherwise."""
    return trip.absence.outside_eu not in ((False, None) if not_known_is_in_eu else (False,))


def outside_eu_not_known(person: Person) -> tuple[str, ...]:
    """The names of the absences of which it is not known whether they were outside the EU."""
    return tuple(f"absences[{one.index}].outside_eu" for one in person.absences or () if one.outside_eu is None)


def too_long(trip: Trip, limits: AbsenceLimits) -> bool:
    """Does one absence break the five years by itself?"""
    return trip.exceeds(limits.single) if limits.single_is_allowed else trip.reaches(limits.single)


def restart(counted: list[Trip], start: date, limits: AbsenceLimits, conventions: Conventions) -> date:
    """The day from which the years run. Safe (reading 2): the months in all are those of any five years. Under the
    other reading only the five years before the application are looked at: see ``slide``."""
    in_all = _in_all(limits) if conventions.ten_months_restart else None
    return begin_again(counted, start, lambda trip: too_long(trip, limits), in_all)


def slide(day: date, counted: list[Trip], start: date, limits: AbsenceLimits) -> date:
    """Move the day until the years before it hold no more than the limit (reading 2, the text)."""
    return absences.slide(day, counted, start, _in_all(limits))


def break_nothing(situation: Situation, limits: AbsenceLimits) -> bool:
    """Is it certain under every reading that no absence breaks the five years or makes them slide on?"""
    return few(situation.person.absences or (), situation.on, lambda trip: too_long(trip, limits), limits.total)


def _in_all(limits: AbsenceLimits) -> InAll:
    return InAll(Fraction(limits.total), limits.years)


def first_day(
    situation: Situation,
    limits: AbsenceLimits,
    day_with: Callable[[list[Trip]], date],
    *,
    only_known_returns: bool = False,
) -> date:
    """The first day on which the years lie behind, where ``day_with`` gives that day for the trips that count.
    ``only_known_returns``: as if the trips whose return is not known were none."""
    every_trip = _counted_trips(situation, limits)
    if only_known_returns:
        every_trip = [trip for trip in every_trip if trip.absence.back is not None]
    cut = situation.conventions.absence_ends_with_five_years
    return absences.first_day(every_trip, situation.on, day_with, cut_on_the_day=cut)
