"""Absences and the five years of an L card (Act art. 15bis §4; Directives 2003/109 art. 4(3), 2021/1883 art. 18).

Shorter absences count as residence. One of six months or longer, or more than ten months in all, breaks the five years
(L-ABS-1); that they begin again on the return is how the base reads it (L-ABS-2). For holders of a Blue Card the limits
are wider, and only absences from the EU are counted (L-BLUE-1, reading 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from belgian_residence.counting.conventions import Conventions
from belgian_residence.counting.periods import Trip, current_stay, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_years, added_up
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


def _months_away(counted: list[Trip], start: date, end: date) -> Fraction:
    within = (trip for trip in counted if trip.start < end and trip.end > start)
    return added_up(trip.months_within(start, end) for trip in within)


def restart(counted: list[Trip], start: date, limits: AbsenceLimits, conventions: Conventions) -> date:
    """The day from which the years run: the start, or the return from the last absence that broke them.

    Safe (reading 2): the months in all are those of any five years, so trips before a return still count. Under the
    other reading only the five years before the application are looked at: see ``slide``.
    """
    begin = start
    for trip in counted:
        if trip.back <= start:
            continue
        window = max(add_years(trip.end, -limits.years), start)
        if too_long(trip, limits) or (
            conventions.ten_months_restart and _months_away(counted, window, trip.end) > limits.total
        ):
            begin = trip.back
    return begin


def slide(day: date, counted: list[Trip], start: date, limits: AbsenceLimits) -> date:
    """Move the day until the years before it hold no more than the limit (reading 2, the text).

    The months in the window grow only while a trip comes in at its end, so they are highest on the day itself and on
    each return after it. From the last of these days that holds too much, the window only loses months until the next
    trip: the first day that fits is found by halving.
    """

    def fits(on: date) -> bool:
        return _months_away(counted, max(add_years(on, -limits.years), start), on) <= limits.total

    peaks = [day, *(trip.end for trip in counted if trip.end > day)]
    too_full = [peak for peak in peaks if not fits(peak)]
    if not too_full:
        return day
    low, high = too_full[-1], add_years(too_full[-1], limits.years)
    while high - low > DAY:
        middle = low + (high - low) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def first_day(
    situation: Situation,
    limits: AbsenceLimits,
    day_with: Callable[[list[Trip]], date],
    *,
    only_known_returns: bool = False,
) -> date:
    """The first day on which the years lie behind, where ``day_with`` gives that day for the trips that count.

    Trips that begin before the date asked about count; a later trip counts only if it begins before the day that is
    found, so the search is repeated with the trips before that day until nothing changes. A trip that still runs on the
    day found counts whole; under one convention only as far as that day, on which the years are complete.
    """
    on = situation.on
    every_trip = _counted_trips(situation, limits)
    if only_known_returns:
        every_trip = [trip for trip in every_trip if trip.absence.back is not None]
    so_far = [replace(trip, end=min(trip.end, on)) for trip in every_trip if trip.absence.departure < on]
    today = day_with(so_far)
    if today <= on:
        return today  # what is only planned has not happened yet
    horizon = on
    while True:
        known = [trip for trip in every_trip if trip.absence.departure < horizon]
        if situation.conventions.absence_ends_with_five_years:
            complete = _complete_during_a_trip(known, on, day_with)
            if complete:
                return complete
        day = day_with(known)
        if not any(horizon <= trip.absence.departure < day for trip in every_trip):
            return day
        horizon = day


def _complete_during_a_trip(known: list[Trip], on: date, day_with: Callable[[list[Trip]], date]) -> date | None:
    """The first day after the date asked about that falls in a trip, and on which the years are complete as far as the
    trip has lasted by then; None where there is none."""
    for place, trip in enumerate(known):
        day = day_with(known[:place])
        if on < day and trip.start < day < trip.end and day_with([*known[:place], replace(trip, end=day)]) <= day:
            return day
    return None
