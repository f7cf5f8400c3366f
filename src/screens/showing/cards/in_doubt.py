"""What alone keeps a card from being open: an amount that is not confirmed, or absences that nobody remembers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from belgian_residence.told.facts import OF_EARLY_GROUNDS

if TYPE_CHECKING:
    from belgian_residence import answer_types


def only_an_amount(one: answer_types.Route, on: date) -> bool:
    """Everything is settled but one condition, and what settles that one is an amount that is not confirmed. ``one``:
    the part of a route in the answer of the rules."""
    unknown = [item["id"] for item in one["conditions"] if item["value"] == "unknown"]
    complete = one["clock"] is not None and date.fromisoformat(one["clock"]) <= on
    return complete and len(unknown) == 1 and not one["missing"] and "check-amount" in one["next_steps"]


def only_absences(one: answer_types.Route, on: date) -> bool:
    """Would the card be open if no absence went beyond a limit? Then whatever is in doubt waits for the absences, or
    could only open the card earlier. Papers that decide, and a card that has ended, are a doubt of their own."""
    limits = one["within_limits"]
    if one["status"] != "unsettled" or not limits or date.fromisoformat(limits) > on:
        return False
    unknown = [set(item["missing"]) for item in one["conditions"] if item["value"] == "unknown"]
    allowed = OF_EARLY_GROUNDS | {"absences"}
    return all(waits and waits <= allowed for waits in (set(one["missing"]), *unknown))
