"""A status that an absence ended, and the stay that began after it: where the years begin again.

``stay`` looks at the present status only, because a new decision followed what came before. That the earlier status was
lost still matters to who counts years: the time told on it after the loss was no legal stay (L-5Y-1, NAT-TITLE-1).
"""

from __future__ import annotations

from collections.abc import Sequence

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.periods import Trip, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.losing.groups import LIMITED_STAY, group_of_stay
from belgian_residence.losing.not_told import effect_of
from belgian_residence.told.facts import UNLIMITED_STAY_GROUNDS
from belgian_residence.told.person import Stay


def since_a_loss(run: Sequence[Stay], situation: Situation) -> list[Stay]:
    """Of stays that follow each other, those since an unlimited one that was lost: an absence ended it (ABS-1, ABS-3,
    ABS-L-1), and a limited stay came after it.

    Whether such an absence ended the status can hang on what is not told; the limited stay after it says that it did.
    An absence that surely ended nothing leaves the run whole.
    """
    for place in range(len(run) - 1, 0, -1):
        before, after = run[place - 1], run[place]
        limited = group_of_stay(None, after.ground) is LIMITED_STAY
        if before.ground in UNLIMITED_STAY_GROUNDS and limited and _lost(run[:place], situation):
            return list(run[place:])
    return list(run)


def _lost(run: Sequence[Stay], situation: Situation) -> bool:
    """Did an absence end the last of these stays, which is unlimited?"""
    person, on = situation.person, situation.on
    if not person.absences:
        return False
    every = trips(person.absences, SAFE, on)  # what is lost is lost whatever is counted of the days of travel
    return any(
        effect_of(group_of_stay(None, stay.ground).judge, trip, tuple(every[:index]), person, on).stay != "kept"
        for index, trip in enumerate(every)
        if (stay := _held_on(run, trip)) is not None
    )


def _held_on(run: Sequence[Stay], trip: Trip) -> Stay | None:
    """The unlimited stay that ran on the day of departure, if only unlimited stays came after it."""
    for stay in reversed(run):
        if stay.ground not in UNLIMITED_STAY_GROUNDS:
            return None
        if stay.start <= trip.absence.departure:
            return stay if stay.end is None or trip.absence.departure <= stay.end else None
    return None
