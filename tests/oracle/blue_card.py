"""L for Blue Card holders who moved between states, day by day (L-BLUE-1).

Five years in the EU as a Blue Card holder, the last two of them in Belgium; away from the EU under twelve months at a
time and eighteen months in all. Who meets the ordinary rule earlier can ask earlier.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from oracle import long_term
from oracle.days import ONE_DAY, Trip, months_after, more_than, read, walk, years_after

READINGS = {"safe": long_term.Way(), "from-registration": long_term.Way(from_registration=True)}


def earliest(case: dict[str, Any], on: date, horizon: date, way: long_term.Way) -> date | None:
    """The first day on which an application succeeds: of those that last until ``on``, or else after ``on``."""
    here = [stay for stay in case["stays"] if stay.get("country", "BE") == "BE"]
    days = [long_term.earliest(case | {"stays": here}, on, horizon, way), after_the_move(case, on, horizon, way)]
    return min((day for day in days if day is not None), default=None)


def trips_outside(case: dict[str, Any]) -> list[Trip]:
    """The absences from the EU, in order."""
    found = [Trip(read(trip["from"]), read(trip["to"])) for trip in case["absences"] if trip["outside_eu"]]
    return sorted(found, key=lambda trip: trip.out)


def after_the_move(case: dict[str, Any], on: date, horizon: date, way: long_term.Way) -> date | None:
    """The same by the rule for those who moved alone."""
    first, *_, last = sorted(case["stays"], key=lambda stay: str(stay["from"]))
    told = "from" if way.from_registration else "first_card_issued"
    in_eu, in_belgium = read(first[told]), read(last[told])
    travels = trips_outside(case)
    so_far = [replace(trip, back=min(trip.back, on)) for trip in travels if trip.out < on]
    today = first_good_day(so_far, in_eu, in_belgium, on, on)
    return today or first_good_day(travels, in_eu, in_belgium, on, horizon)


def first_good_day(travels: list[Trip], in_eu: date, in_belgium: date, on: date, horizon: date) -> date | None:
    """Walk through the days; a break before ``on`` undoes what was reached."""
    broken = {trip: day for trip in travels for day in breaks_on(trip, travels, in_eu, on)}
    away = {
        day
        for trip, first in broken.items()
        for day in walk(trip.out + ONE_DAY, trip.back - ONE_DAY)
        if day >= first or day > on
    }
    answer = None
    for day in walk(in_eu, horizon):
        since = max([in_eu, *(trip.back for trip in broken if trip.back <= day)])
        here = max(since, in_belgium)
        good = day not in away and years_after(since, 5) <= day and years_after(here, 2) <= day
        if good and day >= on:
            return answer or day
        answer = (answer or day) if good else None
    return None


def breaks_on(trip: Trip, travels: list[Trip], in_eu: date, on: date) -> list[date]:
    """The first day of a trip, if any, on which it breaks the five years."""
    for day in walk(max(trip.out, in_eu) + ONE_DAY, trip.back):
        window = max(in_eu, years_after(day, -5))
        between = day not in (trip.back, on)
        if months_after(trip.out, 12) <= day or more_than(18, travels, window, day, between=between):
            return [day]
    return []
