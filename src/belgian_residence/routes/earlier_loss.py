"""Years that began again because an unlimited stay seems to have been lost, with a limited one after it (L-5Y-1,
K-COUNT-2, NAT-TITLE-1): what is not told of an absence can mean that it was not."""

from __future__ import annotations

from collections.abc import Callable

from belgian_residence.counting.situation import Situation
from belgian_residence.losing.earlier import if_not_lost
from belgian_residence.routes.status import When


def unless_not_lost(when: When, situation: Situation, again: Callable[[Situation], When]) -> When:
    """The day, with what is not told of an absence missing where it could give an earlier one. ``again``: counts the
    same years for another situation."""
    if when.day is not None and when.day <= situation.on:
        return when
    without = if_not_lost(situation)
    if without is None:
        return when
    then, asked = again(without[0]), without[1]
    soonest = then.earliest or then.day
    if soonest is None or (when.day is not None and soonest >= when.day):
        return when
    known = when.earliest or (None if when.missing else when.day)
    missing = tuple(dict.fromkeys((*when.missing, *asked)))
    return when._replace(missing=missing, earliest=min(soonest, known) if known else None)
