"""The day of a card that waits for the trips alone, for somebody who was never away too long: what most people are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import belgian_residence as rules
from belgian_residence.told.facts import ABSENCES

TRIPS = "absences"


def if_never_away(case: Mapping[str, Any], key: str, one: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    """What the rules say of the card then: its status and its days. None where something else is open too, where the
    card would not be certain, and once anything was told of the trips. ``one``: what they say of the card so far."""
    only_trips = one["status"] == "unsettled" and one["earliest"] and set(one["missing"]) == {TRIPS}
    if not only_trips or any(fact in case for fact in ABSENCES):
        return None
    then = rules.interview({**case, TRIPS: []}, on, (key,))["so_far"][key]
    return dict(then) if then["status"] in ("open", "later") and then["earliest"] else None
