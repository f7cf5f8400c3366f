"""Absences against years that must not hold too much of them: when the years begin again, or slide on, and from which
day they are complete. What is too much, each route says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.engine.dates import DAY, add_years, added_up, month_fraction
from belgian_residence.told.person import Absence


@dataclass(frozen=True)
class InAll:
    """How many months abroad any so many years may hold: so many exactly are fine."""

    months: Fraction
    years: int

    def fits(self, away: Sequence[Trip], since: date, end: date) -> bool:
        """Do the years before a day hold no more? Only what lies after ``since`` counts."""
        return months_away(away, max(add_years(end, -self.years), since), end) <= self.months


def months_away(away: Sequence[Trip], start: date, end: date) -> Fraction:
    """The months abroad between two days."""
    return added_up(trip.months_within(start, end) for trip in away if trip.start < end and trip.end > start)


def few(absences: Iterable[Absence], on: date, too_long: Callable[[Trip], bool], months: Fraction | int) -> bool:
    """Is it certain, in whatever way they are counted, that the absences break no years: none is too long by itself,
    and all together are a month less than any years may hold? A month, because months differ in length (see ``away``).
    Counted whole, with the days of departure and return, from whatever day the years run."""
    whole = trips(absences, SAFE, on)
    if any(too_long(trip) for trip in whole):
        return False
    return added_up(month_fraction(trip.start, trip.end) for trip in whole) <= months - 1


def begin_again(
    away: Sequence[Trip], start: date, too_long: Callable[[Trip], bool], in_all: InAll | None = None
) -> date:
    """The day from which the years run: the start, or the return from the last absence that broke them.

    One that is too long by itself, or with which the years before its end hold more than ``in_all``: then trips before
    a return still count, so that a longer absence never gives an earlier day.
    """
    since = start
    for trip in away:
        if trip.back > start and (too_long(trip) or (in_all and not in_all.fits(away, start, trip.end))):
            since = trip.back
    return since


def slide(day: date, away: Sequence[Trip], since: date, in_all: InAll) -> date:
    """The day, moved on until the years before it hold no more than ``in_all``.

    The months abroad in these years are the most on the day itself and on each return after it. From the last of these
    days that holds too many, the years only lose months until the next trip: the first day that fits is found by
    halving.
    """
    too_full = [
        end for end in (day, *(trip.end for trip in away if trip.end > day)) if not in_all.fits(away, since, end)
    ]
    if not too_full:
        return day
    low, high = too_full[-1], add_years(too_full[-1], in_all.years)
    while high - low > DAY:
        middle = low + (high - low) // 2
        low, high = (low, middle) if in_all.fits(away, since, middle) else (middle, high)
    return high


def first_day(
    every: Sequence[Trip], on: date, day_with: Callable[[list[Trip]], date], *, cut_on_the_day: bool = False
) -> date:
    """The first day on which the years lie behind, where ``day_with`` gives that day for the trips that count.

    What has happened by the date asked about comes first: if the years are complete by then, what is only planned
    undoes nothing. Else a later trip counts if it begins before the day that is found, so the search is repeated with
    the trips before that day until nothing changes. A trip that still runs on the day found counts whole;
    ``cut_on_the_day``: only as far as that day.
    """
    today = day_with([trip._replace(end=min(trip.end, on)) for trip in every if trip.absence.departure < on])
    if today <= on:
        return today
    horizon = on
    while True:
        known = [trip for trip in every if trip.absence.departure < horizon]
        complete = _complete_during_a_trip(known, on, day_with) if cut_on_the_day else None
        if complete:
            return complete
        day = day_with(known)
        if not any(horizon <= trip.absence.departure < day for trip in every):
            return day
        horizon = day


def _complete_during_a_trip(known: list[Trip], on: date, day_with: Callable[[list[Trip]], date]) -> date | None:
    """The first day after the date asked about that falls in a trip, and on which the years are complete as far as the
    trip has lasted by then; None where there is none."""
    for place, trip in enumerate(known):
        day = day_with(known[:place])
        if on < day and trip.start < day < trip.end and day_with([*known[:place], trip._replace(end=day)]) <= day:
            return day
    return None
