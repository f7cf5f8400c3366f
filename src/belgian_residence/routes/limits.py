"""The limits of the law that the routes count with: whole numbers of years or months, by date."""

from __future__ import annotations

from datetime import date, timedelta

from belgian_residence.counting.first_cards import longest_annex_15 as longest_annex_15
from belgian_residence.counting.situation import Situation
from belgian_residence.law.amounts import amount


def bridge(situation: Situation) -> timedelta:
    """The gap between two stays that counts as covered under the conventions of the situation."""
    return longest_annex_15(situation.on) if situation.conventions.short_gaps_covered else timedelta(0)


def limit(name: str, on: date) -> int:
    """The limit in force on a day, in the unit of its amount. Raises NotConfirmed where none is known."""
    value = amount(name, on).value
    if not isinstance(value, int):
        raise TypeError(f"{name} is not a whole number: {value!r}")
    return value
