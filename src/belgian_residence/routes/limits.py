"""The limits of the law that the routes count with, and what an Annex 15 can cover."""

from __future__ import annotations

from datetime import timedelta

from belgian_residence.counting.first_cards import longest_annex_15
from belgian_residence.counting.limits import limit
from belgian_residence.counting.situation import Situation

__all__ = ["bridge", "limit", "longest_annex_15"]


def bridge(situation: Situation) -> timedelta:
    """The gap between two stays that counts as covered under the conventions of the situation."""
    return longest_annex_15(situation.on) if situation.conventions.short_gaps_covered else timedelta(0)
