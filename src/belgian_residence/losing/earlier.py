"""A status that an absence ended, and the stay that began after it: where the years begin again.

``stay`` looks at the present status only, because a new decision followed what came before. That the earlier status was
lost still matters to who counts years: the time told on it after the loss was no legal stay (L-5Y-1, NAT-TITLE-1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.periods import Trip, all_stays, in_belgium, trips
from belgian_residence.counting.situation import Situation
from belgian_residence.losing.groups import LIMITED_STAY, group_of_stay
from belgian_residence.losing.not_told import as_kept, verdict_of
from belgian_residence.told.facts import UNLIMITED_STAY_GROUNDS
from belgian_residence.told.person import Stay


def since_a_loss(run: Sequence[Stay], situation: Situation) -> list[Stay]:
    """Of stays that follow each other, those since an unlimited one that was lost: an absence ended it (ABS-1, ABS-3,
    ABS-L-1), and a limited stay came after it.

    Where such an absence can have ended the status, the limited stay after it says that it did; where what is not told
    of it can also mean that it did not, that is a doubt: see ``if_not_lost``. An absence that surely ended nothing
    leaves the run whole.
    """
    for place in range(len(run) - 1, 0, -1):
        if _limited_again(run[place - 1], run[place]) and _lost(run[:place], situation):
            return list(run[place:])
    return list(run)


def if_not_lost(situation: Situation) -> tuple[Situation, tuple[str, ...]] | None:
    """The same person, with what is not told of absences as it must have been if they ended no unlimited stay before
    the limited one of today; and the facts that would tell it. None where nothing that is not told could mean that."""
    person, on = situation.person, situation.on
    run = [stay for stay in in_belgium(all_stays(person)) if stay.start <= on]
    kept, asked = list(person.absences or ()), dict[str, None]()
    for place, (before, after) in enumerate(pairwise(run), 1):
        if not kept or not _limited_again(before, after):
            continue
        for stay, trip, earlier in _held_during(run[:place], situation):
            judge = group_of_stay(None, stay.ground).judge
            verdict, without = verdict_of(judge, trip, earlier, person, on), as_kept(judge, trip, earlier, person, on)
            if verdict.stay != "kept" and verdict.missing and without is not None:
                kept[kept.index(trip.absence)] = without
                asked |= dict.fromkeys(verdict.missing)
    if not asked:
        return None
    return Situation(person.but(absences=tuple(kept)), on, situation.conventions), tuple(asked)


def _limited_again(before: Stay, after: Stay) -> bool:
    return before.ground in UNLIMITED_STAY_GROUNDS and group_of_stay(None, after.ground) is LIMITED_STAY


def _lost(run: Sequence[Stay], situation: Situation) -> bool:
    """Did an absence end the last of these stays, which is unlimited?"""
    person, on = situation.person, situation.on
    return any(
        verdict_of(group_of_stay(None, stay.ground).judge, trip, earlier, person, on).stay != "kept"
        for stay, trip, earlier in _held_during(run, situation)
    )


def _held_during(run: Sequence[Stay], situation: Situation) -> Iterator[tuple[Stay, Trip, tuple[Trip, ...]]]:
    """The absences that began during the unlimited stay that ends the run, each with the stay that ran then and the
    absences before it."""
    # One way of counting the days of travel is enough: what only they decide is open (see ``not_told``).
    every = trips(situation.person.absences or (), SAFE, situation.on)
    for index, trip in enumerate(every):
        stay = _held_on(run, trip)
        if stay is not None:
            yield stay, trip, tuple(every[:index])


def _held_on(run: Sequence[Stay], trip: Trip) -> Stay | None:
    """The unlimited stay that ran on the day of departure, if only unlimited stays came after it."""
    for stay in reversed(run):
        if stay.ground not in UNLIMITED_STAY_GROUNDS:
            return None
        if stay.start <= trip.absence.departure:
            return stay if stay.end is None or trip.absence.departure <= stay.end else None
    return None
