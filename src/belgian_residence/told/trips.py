"""Trips that touch: back on a day, gone again on the same day. Did the person come back in between?

Who did has two trips, and was present between them; who did not has one longer trip, whatever was told of it in two
parts (ABS-1, L-ABS-1, EUP-ABS-1). Where that is not told, both can be true.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from belgian_residence.told.person import Absence
from belgian_residence.told.values import Days, Values

CAME_BACK = "in_belgium_before"
"""The fact that tells it, of the second trip."""


def seams_not_told(values: Values) -> tuple[int, ...]:
    """The places of the trips that begin on the exact day on which another one ends, where nothing was told of it."""
    trips = values.get("absences") or []
    ends = {trip["to"].earliest for trip in trips if isinstance(trip.get("to"), Days) and trip["to"].exact}
    return tuple(
        place
        for place, trip in enumerate(trips)
        if trip["from"].exact
        and trip["from"].earliest in ends
        and trip.get(CAME_BACK) is None
        and trip.get("to") != trip["from"]
    )


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
