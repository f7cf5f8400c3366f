"""Absences and the years of lawful stay (Nationality Code art. 7bis §3, NAT-TITLE-6).

They leave the stay uninterrupted while none is longer than six months and all together are no more than one fifth of
the term that the ground asks: a year of five, two of ten. How an excess of the second kind is counted the article does
not say: safe, the years begin again on the return; other, the years just before the declaration slide on (reading 20).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from belgian_residence.counting.absences import InAll, begin_again, few, first_day, slide
from belgian_residence.counting.away import Allowed
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import add_years
from belgian_residence.routes.limits import limit

MONTHS, HUNDRED = 12, 100


def interrupts(trip: Trip, on: date) -> bool:
    """Is one absence too long? Six months exactly are not."""
    return trip.exceeds(limit("nat.absence.single", on))


def away_in(years: int, on: date) -> tuple[Allowed, ...]:
    """The limits for a term of so many years, for what is said of all absences at once."""
    return Allowed(limit("nat.absence.single", on)), Allowed(share_of(Fraction(MONTHS * years), on), years)


def until_today(trip: Trip, on: date) -> Trip:
    """The part of an absence that has happened by the date asked about."""
    return trip._replace(end=min(trip.end, on))


def share_of(months: Fraction, on: date) -> Fraction:
    """The months of absence that a term of so many months allows: one fifth of it."""
    return months * Fraction(limit("nat.absence.share", on), HUNDRED)


def complete(start: date, years: int, situation: Situation, *, returned: bool = False) -> date:
    """The first day with so many years of uninterrupted stay behind it, of a stay that counts from ``start``.

    ``returned``: only the absences whose return is known.
    """
    on, conventions = situation.on, situation.conventions
    told = [trip for trip in situation.person.absences or () if trip.back is not None or not returned]
    in_all = InAll(share_of(Fraction(MONTHS * years), on), years)
    if few(told, on, lambda trip: interrupts(trip, on), in_all.months):
        return add_years(start, years)  # without looking at the reading: it changes nothing

    def day_with(away: list[Trip]) -> date:
        restarts = conventions.one_fifth_restart
        since = begin_again(away, start, lambda trip: interrupts(trip, on), in_all if restarts else None)
        day = add_years(since, years)
        return day if restarts else slide(day, away, since, in_all)

    return first_day(trips(told, conventions, on), on, day_with)
