"""L for Blue Card holders who moved between states, day by day (L-BLUE-1).

Five years in the EU as a Blue Card holder, the last two of them in Belgium; away from the EU not more than twelve
months at a time and eighteen months in all. In the two years here a trip inside the EU is an absence with the same
limits (safe), or none (reading 3). Who meets the ordinary rule earlier can ask earlier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oracle import long_term
from oracle.days import FAR, ONE_DAY, Trip, read, trips, walk, years_after
from oracle.long_term import BLUE_CARD, breaking_days


@dataclass(frozen=True)
class Way(long_term.Way):
    """A way of counting. The defaults are the safe one."""

    only_from_the_eu: bool = False
    """In the two years here only absences from the EU count."""


READINGS = {
    "safe": Way(),
    "from-registration": Way(from_registration=True),
    "blue-card-limits": Way(only_from_the_eu=True),
}


def earliest(case: dict[str, Any], on: date, horizon: date, way: Way) -> date | None:
    """The first day on which an application succeeds: of those that last until ``on``, or else after ``on``."""
    here = [stay for stay in case["stays"] if stay.get("country", "BE") == "BE"]
    days = [long_term.earliest(case | {"stays": here}, on, horizon, way), after_the_move(case, on, horizon, way)]
    return min((day for day in days if day is not None), default=None)


def outside(travels: list[Trip]) -> list[Trip]:
    """The absences from the EU."""
    return [trip for trip in travels if trip.outside_eu is not False]


def after_the_move(case: dict[str, Any], on: date, horizon: date, way: Way) -> date | None:
    """The same by the rule for those who moved alone."""
    first, *_, last = sorted(case["stays"], key=lambda stay: str(stay["from"]))
    told = "from" if way.from_registration else "first_card_issued"
    starts = read(first[told]), read(last[told])
    travels = trips(case)
    so_far = [replace(trip, back=min(trip.back, on)) for trip in travels if trip.out < on]
    today = first_good_day(so_far, starts, on, on, way)
    return today or first_good_day(travels, starts, on, horizon, way)


def first_good_day(travels: list[Trip], starts: tuple[date, date], on: date, horizon: date, way: Way) -> date | None:
    """Walk through the days; a break before ``on`` undoes what was reached."""
    in_eu, in_belgium = starts
    here = outside(travels) if way.only_from_the_eu else travels
    of_five = breaking_days(outside(travels), in_eu, on, FAR, BLUE_CARD)
    of_two = breaking_days(here, in_belgium, on, FAR, BLUE_CARD, years=2)
    away = {
        day
        for broken in (of_five, of_two)
        for trip, first in broken.items()
        for day in walk(trip.out + ONE_DAY, trip.back - ONE_DAY)
        if day >= first or day > on
    }
    answer = None
    for day in walk(in_eu, horizon):
        since = max([in_eu, *(trip.back for trip in of_five if trip.back <= day)])
        settled = max([in_belgium, *(trip.back for trip in of_two if trip.back <= day)])
        good = day not in away and years_after(since, 5) <= day and years_after(settled, 2) <= day
        if good and day >= on:
            return answer or day
        answer = (answer or day) if good else None
    return None
