"""The longest absence from a day on that costs nothing: no date of a route moves, and the card stays as it is.

It is looked for with one choice of rough days, the one in which the absences are the longest and the clocks the latest:
no other shows a loss sooner. Every choice is worked out for the length that is found, and only where that costs
something are shorter ones tried. A longer absence is never better: one more day abroad gives no better status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from belgian_residence.assessment.one_person import decide_all, every_choice, read_person, work_out
from belgian_residence.keeping.clocks import NO_CLOCKS, longest_away
from belgian_residence.keeping.exact_days import kept
from belgian_residence.keeping.keep import keep
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.faults import CaseError
from belgian_residence.told.values import Days


def longest_absence(case: Mapping[str, Any], start: date, on: date, most: int) -> int | None:
    """For one person: the days from ``start`` to the return, at most ``most``; 0: every absence costs something. None
    where the other absences are not known.

    What the absence does to the card is looked at ``on`` the date asked about, while it is planned; what it does to the
    routes on the day of the return, where that is later, beside a life without it. It never goes past the last day of
    the card, of a rough one the first that it can be: who is away then may need a visa to come back, and cannot renew
    it (ABS-2, ABS-4, CARD-ABS-7). Raises CaseError.
    """
    if case.get("absences") is None:
        return None

    card_ends = read_person(case, on).values.get("card_expiry")
    if isinstance(card_ends, Days):
        most = min(most, (card_ends.earliest - start).days)
    if most <= 0:
        return 0

    def tried(costs_nothing: Callable[[dict[str, Any], date], bool]) -> Callable[[int], bool]:
        def is_free(days: int) -> bool:
            try:
                return costs_nothing(*_then(case, start, days))
            except CaseError:  # it runs into an absence that is told
                return False

        return is_free

    is_likely = tried(lambda then, back: _costs_nothing_in_one_choice(then, back, on))
    is_free = tried(lambda then, back: _costs_nothing(case, then, back, on))
    likely = most if is_likely(most) else _halve(0, most, is_likely)
    return likely if likely == 0 or is_free(likely) else _halve(0, likely, is_free)


def _halve(free: int, not_free: int, is_free: Callable[[int], bool]) -> int:
    """The last free number between one that is and one that is not."""
    while not_free - free > 1:
        middle = (free + not_free) // 2
        free, not_free = (middle, not_free) if is_free(middle) else (free, middle)
    return free


def _then(case: Mapping[str, Any], start: date, days: int) -> tuple[dict[str, Any], date]:
    """The case with the absence, told as the last one, and the day of the return."""
    back = start + timedelta(days=days)
    return {**case, "absences": [*case["absences"], {"from": start.isoformat(), "to": back.isoformat()}]}, back


def _costs_nothing_in_one_choice(then: Mapping[str, Any], back: date, on: date) -> bool:
    """The same as ``_costs_nothing``, for one choice of rough days."""
    day, index = max(on, back), len(then["absences"]) - 1
    person = longest_away([one for _, one in every_choice(read_person(then, day))])
    at_home = person.but(absences=tuple(one for one in person.absences or () if one.index != index))
    found = kept(person, on)
    if found and any(away.verdict.status != "kept" for away in found.aways if away.index == index):
        return False
    return _said(decide_all(person, day)) == _said(decide_all(at_home, day))


def _costs_nothing(case: Mapping[str, Any], then: Mapping[str, Any], back: date, on: date) -> bool:
    """Is the card kept over the absence, and is each route what it would be without it?"""
    day, index = max(on, back), len(then["absences"]) - 1
    card = keep(read_person(then, on), on, NO_CLOCKS)
    if card and any(one["status"] != "kept" for one in card["absences"] if one["absence"] == index):
        return False
    with_it, without = (work_out(read_person(one, day), day) for one in (then, case))
    return _said({key: one.outcome for key, one in with_it.items()}) == _said(
        {key: one.outcome for key, one in without.items()}
    )


def _said(outcomes: Mapping[str, Outcome]) -> dict[str, tuple[object, ...]]:
    """What of a route must stay the same."""
    return {key: (one.status, one.earliest, one.clock, one.readings) for key, one in outcomes.items()}
