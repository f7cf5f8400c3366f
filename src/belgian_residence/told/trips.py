"""Trips that touch: back on a day, gone again on the same day. Did the person come back in between?

Who did has two trips, and was present between them; who did not has one longer trip, whatever was told of it in two
parts (ABS-1, L-ABS-1, EUP-ABS-1). Where that is not told, both can be true. So too where one of the two days is rough
and can be the other: "back in March 2022, gone again on 20 March 2022".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from belgian_residence.told.person import Absence
from belgian_residence.told.values import Days, Values

CAME_BACK = "in_belgium_before"
"""The fact that tells it, of the second trip."""


class Seam(NamedTuple):
    """Two trips, by their places, and the day on which the first can have ended and the second begun."""

    first: int
    second: int
    day: date


def seams_not_told(values: Values) -> list[Seam]:
    """The trips that can touch, where nothing was told of it."""
    return [seam for seam in _seams(values) if values["absences"][seam.second].get(CAME_BACK) is None]


def told_as_one(values: Values) -> Values:
    """The values in which two trips meet where it was told that nobody came back in between."""
    seams = [seam for seam in _seams(values) if values["absences"][seam.second].get(CAME_BACK) is False]
    return that_meet(values, seams) if seams else values


def that_meet(values: Values, seams: Collection[Seam]) -> Values:
    """The values in which the first trip of each seam ends, and the second begins, on the day of the seam: of one trip
    in two parts no day between them matters."""
    trips = list(values["absences"])
    for seam in seams:
        trips[seam.first] = {**trips[seam.first], "to": Days(seam.day, seam.day)}
        trips[seam.second] = {**trips[seam.second], "from": Days(seam.day, seam.day)}
    return {**values, "absences": trips}


def _seams(values: Values) -> list[Seam]:
    """Each trip that can begin on the very day on which the one before it ends. Of these two days one is exact: two
    months that are the same say of no day that it was the same, and are only unusual (see ``oddities``)."""
    trips = values.get("absences") or []
    in_order = sorted(range(len(trips)), key=lambda place: _first_and_last(trips[place]))
    found = []
    for first, second in pairwise(in_order):
        back, gone = trips[first].get("to"), trips[second]["from"]
        if not isinstance(back, Days) or not (back.exact or gone.exact) or trips[second].get("to") == gone:
            continue
        day = back.earliest if back.exact else gone.earliest
        if max(back.earliest, gone.earliest) <= day <= min(back.latest, gone.latest):
            found.append(Seam(first, second, day))
    return found


def _first_and_last(trip: Values) -> tuple[date, date]:
    back = trip.get("to")
    return trip["from"].earliest, back.latest if isinstance(back, Days) else date.max


def in_time(trip: Absence) -> tuple[date, date]:
    """The order of trips: by departure; of two that begin together the one that ends first."""
    return trip.departure, trip.back or date.max


def as_one(trips: Sequence[Absence], seconds: Collection[int] = ()) -> tuple[Absence, ...]:
    """The trips in the order of time; one that touches the trip before it is put together with it where it was told
    that nobody came back in between. ``seconds``: also these, by their places in the case file."""
    found: list[Absence] = []
    for trip in trips:
        apart = trip.in_belgium_before is not False and trip.index not in seconds
        if apart or not found or found[-1].back != trip.departure:
            found.append(trip)
        else:
            found[-1] = _together(found[-1], trip)
    return tuple(found)


def _together(one: Absence, two: Absence) -> Absence:
    """One trip of two: what is done before leaving was done, or not, before the first; the return is that of the
    second. Reasons that differ excuse nothing, and a part outside the EU makes it a trip there."""
    outside = {one.outside_eu, two.outside_eu}
    return replace(
        two,
        departure=one.departure,
        reason=one.reason if one.reason == two.reason else None if None in (one.reason, two.reason) else "ordinary",
        outside_eu=True if True in outside else None if None in outside else False,
        annex_18=one.annex_18,
        centre_of_interests_proven=one.centre_of_interests_proven,
        in_belgium_before=one.in_belgium_before,
        index=one.index,
        parts=(*one.parts, two.index),
    )
