"""Absences and the years of lawful stay (Nationality Code art. 7bis §3, NAT-TITLE-6).

They leave the stay uninterrupted while none is longer than six months and all together are no more than one fifth of
the term that the ground asks: a year of five, two of ten. How an excess of the second kind is counted the article does
not say: safe, the years begin again on the return; other, the years just before the declaration slide on (reading 20).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from belgian_residence.counting.periods import Trip, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_years, added_up
from belgian_residence.routes.limits import limit

MONTHS, HUNDRED = 12, 100


def interrupts(trip: Trip, on: date) -> bool:
    """Is one absence too long? Six months exactly are not."""
    return trip.exceeds(limit("nat.absence.single", on))


def until_today(trip: Trip, on: date) -> Trip:
    """The part of an absence that has happened by the date asked about."""
    return replace(trip, end=min(trip.end, on))


def months_away(away: Sequence[Trip], start: date, end: date) -> Fraction:
    """The months abroad between two days."""
    return added_up(trip.months_within(start, end) for trip in away if trip.start < end and trip.end > start)


def share_of(months: Fraction, on: date) -> Fraction:
    """The months of absence that a term of so many months allows: one fifth of it."""
    return months * Fraction(limit("nat.absence.share", on), HUNDRED)


def complete(start: date, years: int, situation: Situation, *, returned: bool = False) -> date:
    """The first day with so many years of uninterrupted stay behind it, of a stay that counts from ``start``.

    ``returned``: only the absences whose return is known.

    What has happened by the date asked about comes first: if the years are complete by then, what is only planned
    undoes nothing. Else a planned absence counts where it begins before the years are complete; the search is repeated
    with the absences before the day found until nothing changes.
    """
    on = situation.on
    told = [trip for trip in situation.person.absences or () if trip.back is not None or not returned]
    every = trips(told, situation.conventions, on)
    today = _complete([until_today(trip, on) for trip in every if trip.start < on], start, years, situation)
    if today <= on:
        return today
    horizon = on
    while True:
        day = _complete([trip for trip in every if trip.start < horizon], start, years, situation)
        if not any(horizon <= trip.start < day for trip in every):
            return day
        horizon = day


def _complete(away: Sequence[Trip], start: date, years: int, situation: Situation) -> date:
    restarts, on = situation.conventions.one_fifth_restart, situation.on
    allowed = share_of(Fraction(MONTHS * years), on)
    since = start
    for trip in away:
        if trip.back <= start:
            continue
        window = max(add_years(trip.end, -years), start)
        if interrupts(trip, on) or (restarts and months_away(away, window, trip.end) > allowed):
            since = trip.back
    day = add_years(since, years)
    return day if restarts else _slid(day, away, since, years, allowed)


def _slid(day: date, away: Sequence[Trip], since: date, years: int, allowed: Fraction) -> date:
    """The day, moved on until the years before it hold no more than the share.

    The months abroad in these years are the most on the day itself and on each return after it. From the last of these
    days that holds too many, the years only lose months until the next trip: the first day that fits is found by
    halving.
    """

    def fits(end: date) -> bool:
        return months_away(away, max(add_years(end, -years), since), end) <= allowed

    too_full = [end for end in (day, *(trip.end for trip in away if trip.end > day)) if not fits(end)]
    if not too_full:
        return day
    low, high = too_full[-1], add_years(too_full[-1], years)
    while high - low > DAY:
        middle = low + (high - low) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high
