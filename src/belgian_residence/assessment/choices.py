"""One result of a route from many: the outcome for each choice of days for the rough dates, put together.

What holds for every choice is the answer; where they differ, it is not settled, and the dates that decide are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from belgian_residence.counting.conventions import MOST_FAVOURABLE, SAFE_READING
from belgian_residence.counting.situation import Condition
from belgian_residence.engine import UNKNOWN, Finding
from belgian_residence.routes.nationality.declaration import with_grounds_of
from belgian_residence.routes.outcome import Bounds, Outcome, latest_of_all
from belgian_residence.told.trips import CAME_BACK


@dataclass(frozen=True)
class Result:
    """The outcome of one route for a whole case. ``between``: first and last date, where rough dates leave several."""

    outcome: Outcome
    between: tuple[date, date] | None = None


def together(tried: list[tuple[tuple[date, ...], Outcome]], rough: list[str]) -> Result:
    """Join the outcomes of one route on each choice of exact days for the rough ones.

    ``tried``: the days chosen, in the order of ``rough`` (the names of the dates known by month or year), with the
    outcome on them; at least one. What does not agree becomes not certain, and names the dates that decide.
    """
    outcomes = [outcome for _, outcome in tried]
    first = outcomes[0]
    if len(outcomes) == 1:
        return Result(first)
    days = [outcome.earliest for outcome in outcomes if outcome.earliest is not None]
    complete = len(days) == len(outcomes)
    same = len({outcome.status for outcome in outcomes}) == 1
    decisive = _turning(tried, rough) if same else _decisive(tried, rough)
    missing = tuple(dict.fromkeys([name for outcome in outcomes for name in outcome.missing] + list(decisive)))
    whole = replace(
        first,
        status=first.status if same else "unsettled",
        earliest=latest_of_all((outcome.status, outcome.earliest) for outcome in outcomes),
        clock=_latest_clock(outcomes),
        soonest=_soonest(outcomes),
        readings=_latest(outcomes),
        conditions=_conditions(outcomes),
        missing=missing,
        bounds=_widest(outcomes),
        day_within_limits=partial(_latest_within_limits, outcomes),
    )
    whole = with_grounds_of(whole, outcomes)
    return Result(whole, (min(days), max(days)) if complete and len(set(days)) > 1 else None)


def _latest_within_limits(outcomes: list[Outcome]) -> date | None:
    """The latest day of all, where every choice gives one."""
    found = [outcome.within_limits for outcome in outcomes if outcome.within_limits]
    return max(found) if len(found) == len(outcomes) else None


def _soonest(outcomes: list[Outcome]) -> date | None:
    """The first day of all, where every choice gives one: a choice without a day can lie before it."""
    found = [outcome.first_day for outcome in outcomes if outcome.first_day]
    return min(found) if len(found) == len(outcomes) else None


def _latest_clock(outcomes: list[Outcome]) -> date | None:
    """The latest day of all, where every choice gives one: a choice without a day can lie after it."""
    found = [outcome.clock for outcome in outcomes if outcome.clock]
    return max(found) if len(found) == len(outcomes) else None


def _widest(outcomes: list[Outcome]) -> Bounds | None:
    """The latest day of all, where every choice gives one."""
    found = [outcome.bounds for outcome in outcomes if outcome.bounds]
    if len(found) < len(outcomes):
        return None
    likely = [bounds.probably for bounds in found if bounds.probably]
    facts = tuple(dict.fromkeys(fact for bounds in found for fact in bounds.confirmed_by))
    return Bounds(max(bounds.at_latest for bounds in found), max(likely, default=None), facts)


def _decisive(tried: list[tuple[tuple[date, ...], Outcome]], rough: list[str]) -> tuple[str, ...]:
    """The rough dates of which an exact day could change the status, all other choices the same, and whether trips that
    touch are one, where that could."""
    places = [place for place, name in enumerate(rough) if not name.endswith(CAME_BACK)]
    turning = _that_turn(tried, places, lambda outcome: outcome.status)
    return tuple(rough[place] for place in turning) + _turning(tried, rough) or tuple(rough)


def _turning(tried: list[tuple[tuple[date, ...], Outcome]], rough: list[str]) -> tuple[str, ...]:
    """The trips that touch, where the status or a day ahead turns on whether they are one. They are tried all as one,
    or none: so all are asked."""
    seams = [place for place, name in enumerate(rough) if name.endswith(CAME_BACK)]
    if not seams or all(outcome.status == "open" for _, outcome in tried):
        return ()
    seen: dict[tuple[date, ...], tuple[str, date | None]] = {}
    said = ((choice[: seams[0]], (outcome.status, outcome.earliest)) for choice, outcome in tried)
    turns = any(seen.setdefault(rest, answer) != answer for rest, answer in said)
    return tuple(rough[place] for place in seams) if turns else ()


def _that_turn(
    tried: list[tuple[tuple[date, ...], Outcome]], places: Iterable[int], said: Callable[[Outcome], str]
) -> list[int]:
    found = []
    for place in places:
        seen: dict[tuple[date, ...], str] = {}
        for choice, outcome in tried:
            rest = choice[:place] + choice[place + 1 :]
            if seen.setdefault(rest, said(outcome)) != said(outcome):
                found.append(place)
                break
    return found


def _latest(outcomes: list[Outcome]) -> dict[str, date]:
    """For each reading that gives a day of its own in some choice, the latest day in all; none where these agree."""
    possible = [outcome for outcome in outcomes if outcome.status != "closed"]
    names = dict.fromkeys(name for outcome in possible for name in outcome.readings)
    days = {name: [day for outcome in possible if (day := _day_under(name, outcome)) is not None] for name in names}
    latest = {name: max(found) for name, found in days.items()}
    return latest if len(set(latest.values())) > 1 or SAFE_READING not in latest else {}


def _day_under(name: str, outcome: Outcome) -> date | None:
    """The day of a reading; where it is not named it says the same as the safe one, or as the other favourable ones."""
    if not outcome.readings:
        return outcome.clock
    if name == MOST_FAVOURABLE and name not in outcome.readings:
        return min(outcome.readings.values())
    return outcome.readings.get(name, outcome.readings.get(SAFE_READING))


def _conditions(outcomes: list[Outcome]) -> tuple[tuple[Condition, Finding], ...]:
    """Each condition once: its answer where all choices agree, otherwise unknown."""
    merged: dict[str, tuple[Condition, Finding]] = {}
    for outcome in outcomes:
        for condition, finding in outcome.conditions:
            before = merged.get(condition.id)
            if before is not None and before[1].value is not finding.value:
                finding = finding._replace(value=UNKNOWN)
            merged[condition.id] = (condition, finding)
    return tuple(merged.values())
