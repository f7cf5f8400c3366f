"""The limits of the law that the routes count with, and what an Annex 15 can cover (DOC-15, L-PROC-3, reading 26)."""

from __future__ import annotations

from datetime import timedelta

from belgian_residence.counting.first_cards import longest_annex_15
from belgian_residence.counting.limits import limit
from belgian_residence.counting.periods import in_belgium, seam_not_told
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY
from belgian_residence.told.person import Stay

__all__ = ["bridge", "limit", "longest_annex_15", "one_chain", "seam_asked"]


def bridge(situation: Situation) -> timedelta:
    """The gap between two stays that counts as covered under the conventions of the situation."""
    return longest_annex_15(situation.on) if situation.conventions.short_gaps_covered else timedelta(0)


def one_chain(situation: Situation) -> Situation:
    """The same, counted as if an Annex 15 had covered every gap that it can cover."""
    return situation.under(situation.conventions.but(short_gaps_covered=True))


def seam_asked(situation: Situation, first: Stay) -> tuple[str, ...]:
    """The fact that says how the first stay that counts follows the one before it: where a gap lies between that an
    Annex 15 may have covered, and nothing was told of it."""
    stays = situation.person.stays or ()
    told = any((stay.index, stay.start) == (first.index, first.start) for stay in stays)
    asked = seam_not_told(stays, first) if told else ()
    if not asked or situation.conventions.short_gaps_covered:
        return ()
    before = max(stay.end for stay in in_belgium(stays) if stay.end and stay.end < first.start)
    return asked if first.start - before - DAY <= longest_annex_15(situation.on) else ()
