"""L for who moved between states with a Blue Card: five years in the EU, the last two of them in Belgium (L-BLUE-1;
Act art. 15bis §2 al. 5).

Only Blue Card time in member states of the EU is added up: no Belgian rule was found for what else art. 18(2) of the
Directive names (L-BLUE-2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from belgian_residence.counting.conventions import Conventions
from belgian_residence.counting.first_cards import first_card
from belgian_residence.counting.periods import Trip, chain, returns_not_known
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.routes.l.absences import (
    AbsenceLimits,
    blue_card_limits,
    first_day,
    is_outside_eu,
    outside_eu_not_known,
    restart,
    slide,
)
from belgian_residence.routes.l.stays import clock_start
from belgian_residence.routes.limits import limit
from belgian_residence.routes.status import When
from belgian_residence.told.person import Stay

NOT_IN_THE_EU = frozenset({"CH", "IS", "LI", "NO"})
"""States that follow the EU rules on free movement and are no members: Blue Card time there is not added up."""


def years_in_the_eu(situation: Situation) -> When | None:
    """When the five years in the EU and the two in Belgium are complete. None: did not move with a Blue Card.

    Where the day of a first card is not known, the latest it can be is taken, ``earliest`` is with the one that gives
    the soonest day, and ``confirmed_by`` names it.
    """
    run, here = _run(situation)
    if len(run) < 2 or here is None:
        return None
    ends, limits = (run[0], here), blue_card_limits(situation.on)
    first_days = _first_day(run[0], situation), _first_day(here, situation)
    starts = tuple(clock_start(stay, situation) for stay in ends)
    soonest = _day(situation, first_days, limits, best=True, until=(starts[0], starts[1]))
    cards = () if situation.conventions.clock_from_registration else _cards_not_known(ends, situation)
    outside = outside_eu_not_known(situation.person) if soonest and soonest <= situation.on else ()
    day = _day(situation, (starts[0], starts[1]), limits)
    # An early first day takes in more of the absences, so it can give the later day.
    day = max(day, _day(situation, first_days, limits) or day) if day and cards else day
    returns = returns_not_known(situation.person.absences or ())
    if returns and day != _day(situation, (starts[0], starts[1]), limits, returned=True):
        day = None  # it is the date asked about that stands in for the return
    cards = () if day == soonest else cards  # an absence since then began the years again: no first card moves them
    return When(day, missing=(*outside, *returns), earliest=soonest, confirmed_by=cards)


def _run(situation: Situation) -> tuple[list[Stay], Stay | None]:
    """The Blue Card stays in the EU that follow each other up to the date, and the first of those in Belgium."""
    blue = [stay for stay in situation.person.stays or () if stay.ground == "blue_card"]
    here = chain(blue, situation.on)
    if not here:
        return [], None
    run = [here[0]]
    elsewhere = [stay for stay in blue if stay not in here and stay.country not in NOT_IN_THE_EU]
    for stay in sorted(elsewhere, key=lambda stay: stay.start, reverse=True):
        if stay.start < run[0].start and stay.end is not None and stay.end + DAY >= run[0].start:
            run.insert(0, stay)
    return run, here[0]


def _first_day(stay: Stay, situation: Situation) -> date | None:
    """The first day that can count: of the card, or where that is not known of the stay."""
    if situation.conventions.clock_from_registration:
        return clock_start(stay, situation)
    return first_card(stay, situation.person, situation.on).earliest


def _cards_not_known(stays: tuple[Stay, ...], situation: Situation) -> tuple[str, ...]:
    found = (first_card(stay, situation.person, situation.on) for stay in stays)
    return tuple(card.fact for card in found if not card.known)


def _day(
    situation: Situation,
    starts: tuple[date | None, date | None],
    limits: AbsenceLimits,
    *,
    best: bool = False,
    until: tuple[date | None, date | None] = (None, None),
    returned: bool = False,
) -> date | None:
    """The first day with both. ``starts``: in the EU, and in Belgium. ``best``: trips of which it is not known whether
    they were outside the EU were not. ``until``: with the best of the days from each start to this one. ``returned``:
    only the trips whose return is known."""
    in_eu, in_belgium = starts
    if in_eu is None or in_belgium is None:
        return None
    conventions = situation.conventions
    here = replace(limits, years=limit("L.blue.years_in_belgium", situation.on))

    def day_with(known: list[Trip]) -> date:
        away = [trip for trip in known if is_outside_eu(trip, not_known_is_in_eu=best)]
        # Trips inside the EU in the two years here: absences with the same limits, or none that the law counts.
        ways = ((in_eu, away, limits), (in_belgium, away if conventions.blue_card_limits else known, here))
        return max(
            _soonest(partial(_complete, trips, bounds, conventions), start, last or start, bounds.years)
            for (start, trips, bounds), last in zip(ways, until, strict=True)
        )

    only_eu = replace(limits, only_outside_eu=False)
    return first_day(situation, only_eu, day_with, only_known_returns=returned)


def _complete(trips: list[Trip], limits: AbsenceLimits, conventions: Conventions, start: date) -> date:
    """The first day with the years of the limits behind it, counted from ``start``."""
    begin = restart(trips, start, limits, conventions)
    day = add_years(begin, limits.years)
    return day if conventions.ten_months_restart else slide(day, trips, begin, limits)


def _soonest(complete: Callable[[date], date], first: date, last: date, years: int) -> date:
    """The soonest day on which the years are complete, for any start between these two.

    A late start leaves early absences out: from some day on they are no longer too many, and every later start only
    loses time. So that day is the best one; where absences are too many from every start, the last.
    """
    low, high = first, last
    while low < high:
        middle = low + timedelta(days=(high - low).days // 2)
        if complete(middle) == add_years(middle, years):
            high = middle
        else:
            low = middle + DAY
    return complete(low)
