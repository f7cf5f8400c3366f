"""The five years of EU+, F+ and M with permanent stay, day by day (EUP-5Y-*, EUP-ABS-*, FAM-5Y-2; readings 13 to 15).

The right arises by itself on the day five years are complete; what happens after that day does not undo it here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oracle.days import ONE_DAY, Trip, months_after, more_than, read, trips, walk, years_after

EXCUSED = {
    "pregnancy_or_childbirth",
    "serious_illness",
    "study_or_training",
    "posting",
    "other_important",
    "force_majeure",
}


@dataclass(frozen=True)
class Way:
    """A way of counting. The defaults are the safe one."""

    year: str = "any twelve months"  # or: calendar year, year from the annex
    clean_slate: bool = False
    """After a break, the months of absence before it no longer count in their year."""
    doubts_settled: bool = False
    """What only papers can decide is taken as proven."""
    arises_during_absence: bool = False
    """The right arises on the day, also during a trip that would break the five years if it were judged whole."""
    whole_days: bool = False
    """Only whole days abroad count."""


READINGS = {
    "safe": Way(),
    "calendar-year": Way(year="calendar year"),
    "year-from-annex": Way(year="year from the annex"),
    "clean-slate": Way(clean_slate=True),
    "doubts-settled": Way(doubts_settled=True),
    "right-arises-during-absence": Way(arises_during_absence=True),
    "whole-days-abroad": Way(whole_days=True),
}


def start_of_year(way: Way, day: date, annex: date) -> date:
    """Where the year begins to which the night before this day belongs."""
    if way.year == "any twelve months":
        return months_after(day, -12)
    if way.year == "calendar year":
        return date((day - ONE_DAY).year, 1, 1)
    years = 0
    while years_after(annex, years + 1) < day:
        years += 1
    return years_after(annex, years)


def closed_times(case: dict[str, Any], way: Way) -> list[tuple[date, date]]:
    """Times that do not count and interrupt: prison; and, unless papers settle it, what may have broken the stay. With
    the first day after them, from which the years run again (base, 11.1 step 2): the last day is still inside."""
    lists = ["prison"] if way.doubts_settled else ["prison", "free_movement_gaps", "register_gaps"]
    return [
        (read(entry["from"]), read(entry["to"]) + ONE_DAY)
        for name in lists
        for entry in case.get(name, [])
        if not entry.get("presence_proven")
    ]


def verdict(trip: Trip, back: date, excuse: Trip | None, way: Way) -> str:
    """What a trip is that lasts until ``back``: ordinary, excused, or broken (also where only papers can decide)."""
    if trip.reason not in EXCUSED or back <= months_after(trip.out, 6):
        return "ordinary"
    if back <= months_after(trip.out, 12):
        if excuse in (None, trip):
            return "excused"
    elif trip.reason != "posting":
        return "broken"
    return "excused" if way.doubts_settled else "broken"


def earliest(case: dict[str, Any], annex: date, on: date, horizon: date, way: Way) -> date | None:
    """The day on which five unbroken years are complete. Looking back from the date asked about, a trip under way has
    lasted until then: what is only planned has broken nothing. If the day still lies ahead, the plans count."""
    travels = trips(case, whole_days=way.whole_days)
    so_far = [replace(trip, back=min(trip.back, on)) for trip in travels if trip.out < on]
    today = complete_on(so_far, closed_times(case, way), annex, horizon, way)
    if today and today <= on:
        return today
    return complete_on(travels, closed_times(case, way), annex, horizon, way)


FAVOURABLE = Way("calendar year", clean_slate=True, doubts_settled=True, arises_during_absence=True, whole_days=True)
"""Every other choice at once."""
OLD_RULE_UNTIL = date(2013, 7, 10)


def old_right(case: dict[str, Any], annex: date, on: date, way: Way) -> bool:
    """Were three years complete while the law asked for three (EUP-5Y-8), not all of them as a student, and was there
    no absence of more than two years since (EUP-LOSS-1)?"""
    travels = [replace(trip, back=min(trip.back, on)) for trip in trips(case, whole_days=way.whole_days)]
    travels = [trip for trip in travels if trip.out < trip.back]
    day = complete_on(travels, closed_times(case, way), annex, OLD_RULE_UNTIL, way, years=3)
    if day is None or any(trip.back > day and months_after(trip.out, 24) < trip.back for trip in travels):
        return False
    studied = {
        night
        for stay in case["stays"]
        if stay["ground"] == "student"
        for night in walk(read(stay["from"]), min(read(stay.get("to")), OLD_RULE_UNTIL))
    }
    return not set(walk(years_after(day, -3), OLD_RULE_UNTIL)) <= studied


def still_there(case: dict[str, Any], annex: date, on: date, way: Way) -> bool:
    """Were five years complete, and was there no absence of more than two years since? Else: five new ones after it."""
    day = earliest(case, annex, on, on, way)
    if day is None:
        return False
    so_far = [replace(trip, back=min(trip.back, on)) for trip in trips(case, whole_days=way.whole_days)]
    lost = [trip.back for trip in so_far if trip.back > day and months_after(trip.out, 24) < trip.back]
    return not lost or still_there(case, max(lost), on, way)


def complete_on(
    travels: list[Trip],
    closed_at: list[tuple[date, date]],
    annex: date,
    horizon: date,
    way: Way,
    years: int = 5,
) -> date | None:
    """Walk from the annex until so many years are complete."""
    summed = [trip for trip in travels if trip.reason != "military_service" and trip.back > annex]
    abroad = {day: trip for trip in summed for day in walk(trip.out + ONE_DAY, trip.back)}
    closed = {day: last for first, last in closed_at for day in walk(first, last)}
    since = annex
    complete = years_after(annex, years)
    excuse: Trip | None = None  # the one long absence that the present five years allow
    for day in walk(annex, horizon):
        trip = abroad.get(day)
        broken: date | None = None
        if day in closed and since < closed[day] and day < complete:
            broken = closed[day]
        elif trip and since < day and trip.out < complete:
            back = min(trip.back, complete) if way.arises_during_absence else trip.back
            said = verdict(trip, back, excuse, way)
            if said == "excused":
                excuse = excuse or trip
                summed = [other for other in summed if other is not trip]
            elif said == "broken" or months_after(trip.out, 6) < day:
                broken = trip.back
            else:
                year = max(annex, start_of_year(way, day, annex), since if way.clean_slate else annex)
                between = way.year == "any twelve months" and day not in (trip.back, complete)
                if more_than(6, summed, year, day, between=between):
                    broken = trip.back
        if broken:
            since, complete, excuse = broken, years_after(broken, years), None
        underway = trip is not None and day < trip.back and trip.out < complete
        if complete <= day and (way.arises_during_absence or not underway):
            return complete
    return None
