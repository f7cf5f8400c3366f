"""The day of a card that waits for the trips alone, for somebody who was never away too long: what most people are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import belgian_residence as rules
from belgian_residence.told.facts import ABSENCES

if TYPE_CHECKING:
    from belgian_residence import answer_types

TRIPS = "absences"


def if_never_away(case: Mapping[str, Any], key: str, one: answer_types.SoFar, on: date) -> dict[str, Any] | None:
    """What the card is then: its status and its days. None where something else is open too, where the card would not
    be certain, and once anything was told of the trips. ``one``: what the rules say of the card so far; its day is the
    one without trips. Whether it is certain is asked with the ends of rough dates only: quick."""
    only_trips = one["status"] == "unsettled" and one["earliest"] and set(one["missing"]) == {TRIPS}
    if not only_trips or any(fact in case for fact in ABSENCES):
        return None
    then = rules.interview({**case, TRIPS: []}, on, (key,), ends_only=True)["so_far"][key]
    if then["status"] not in ("open", "later"):
        return None
    return {"status": then["status"], "earliest": one["earliest"], "between": one["between"]}
