"""The trip on which somebody is on the day asked about: said on what goes to the municipality, which asks who is here.

Days are read as the rules read them (``circumstances.abroad``): on the days of departure and return nobody is abroad,
and a rough day counts as the one that makes the trip longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from screens.typed_dates import days
from screens.words import Words

Trip = Mapping[str, Any]


def running(case: Mapping[str, Any], on: date) -> Trip | None:
    """The trip that runs on a day, by what was told; of several the one that ends last. None: there is none."""
    trips = [one for one in case.get("absences") or () if days(one["from"])[0] < on < _back(one)]
    return max(trips, key=_back, default=None)


def _back(trip: Trip) -> date:
    return days(trip["to"])[1] if trip.get("to") else date.max


def on_the_sheet(trip: Trip, words: Words) -> str:
    """That somebody is abroad, and that the request is for afterwards: for the sheet."""
    return words("abroad.sheet", **_days(trip, words))


def in_a_letter(trip: Trip | None, words: Words) -> str:
    """The same as a sentence of a letter; "" where no trip runs."""
    return words("abroad.letter", **_days(trip, words)) if trip else ""


def _days(trip: Trip, words: Words) -> dict[str, str]:
    back = words.rough(trip["to"]) if trip.get("to") else words("abroad.not_known")
    return {"start": words.rough(trip["from"]), "back": back}
