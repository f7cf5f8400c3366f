"""What an absence does to the clocks of the routes: the day that it moves, and the day by which to be back for it.

The same person is worked out again as if the absence had not been, or as if it lasted until another day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any

from belgian_residence.counting.limits import limit
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.told.person import Absence, Person

Days = Mapping[str, date | None]
"""For each route the day on which its clock is complete; None: no such day."""


@dataclass(frozen=True)
class Clocks:
    """The clocks of the routes: as they are shown, and how to work them out for a person who was not away."""

    shown: Days
    """Those that can be answered for."""
    of: Callable[[Person, Collection[str], date], Days]
    """Some routes worked out in full, as asked on a day."""
    quick: Callable[[Person, date], Mapping[str, object]]
    """Only what each route counts on a day, under one reading: where it is the same, so is the clock."""


LIMITS: Mapping[str, tuple[str, ...]] = {
    "B": ("ABS-1",),
    "K": ("K-COUNT-2", "ABS-1"),
    "L": ("L-ABS-1", "L-ABS-2"),
    "EU+": ("EUP-ABS-1", "EUP-ABS-3"),
    "F+": ("FAM-ABS-1", "EUP-ABS-1", "EUP-ABS-3"),
    "M+": ("BRX-PR-2", "EUP-ABS-1", "EUP-ABS-3"),
    "nationality": ("NAT-TITLE-6",),
}
"""By what an absence can move the count of each route."""

NO_CLOCKS = Clocks({}, lambda person, routes, on: {}, lambda person, on: {})
"""For who only looks at what becomes of the card."""


def longest_away(people: list[Person]) -> Person:
    """Of the choices of rough days the one with the longest absences, for which the clocks are the latest; of several
    the last, in which all other days are the latest too."""

    def away(person: Person) -> tuple[int, int]:
        trips = person.absences or ()  # each of its own: those that touch are told one by one
        return len(trips), sum((one.back - one.departure).days for one in trips if one.back)

    return max(reversed(people), key=away)


class Moved:
    """The clocks that an absence moves: the same person is worked out again as if it had not been."""

    def __init__(self, person: Person, clocks: Clocks, on: date, *, exact: bool) -> None:
        self._person, self._clocks, self._on, self._exact = person, clocks, on, exact

    @cached_property
    def _with_today(self) -> Days:
        shown, person = self._clocks.shown, self._person
        return shown if self._exact else self._clocks.of(person, shown, self._on)

    @cached_property
    def _quick_today(self) -> Mapping[str, object]:
        return self._clocks.quick(self._person, self._on)

    def by(self, index: int) -> dict[str, dict[str, str | None]]:
        """For each route whose clock the absence moves: the day without it and the day with it.

        An absence that lies ahead is looked at from its return: until then it takes nothing away from who can ask now.
        """
        person, clocks = self._person, self._clocks
        absence = next(one for one in person.absences or () if one.index == index)
        other = person.but(absences=tuple(one for one in person.absences or () if one is not absence))
        then = max(self._on, absence.back) if absence.back else self._on
        # An absence of a year or more can end a stay, and with it a route, without moving the count.
        until = absence.back or max(self._on, absence.departure)
        short = add_months(absence.departure, 12 * limit("return.window", self._on)) > until
        wanted = list(clocks.shown)
        if short:
            without_it = clocks.quick(other, then)
            with_it = self._quick_today if then == self._on else clocks.quick(person, then)
            wanted = [route for route in wanted if without_it[route] != with_it[route]]
        if not wanted:
            return {}
        without = clocks.of(other, wanted, then)
        moved = self._with_today if then == self._on else clocks.of(person, wanted, then)
        return {
            route: {"without": iso(without[route]), "with": iso(moved[route])}
            for route in wanted
            if without[route] != moved[route]
        }

    def back_before(self, people: Collection[Person], index: int) -> list[dict[str, Any]]:
        """For an absence that runs, or of which no return is told: the first day on which a return moves the clock of a
        route, the day that the clock then has, and by what; the first of these days first. Left out where the absence
        ends before it as it is told, or has moved the clock already (see ``by``).

        Looked for within a year, in which only the count can move; what a longer one does to the stay is told with it.
        """
        person = _leaving_first(people, index)
        absence = _absence(person, index)
        if index != (absence.index, *absence.parts)[-1]:
            return []
        first = max(self._on, absence.departure)
        last = add_months(absence.departure, 12 * limit("return.window", self._on)) - DAY
        if absence.back is not None:
            if not absence.departure < self._on < absence.back:
                return []
            last = min(last, absence.back)
        running = [route for route, day in self._clocks.shown.items() if day]
        if last <= first or not running:
            return []
        other = person.but(absences=tuple(one for one in person.absences or () if one is not absence))

        def back_on(day: date) -> Person:
            trips = (replace(one, back=day) if one is absence else one for one in person.absences or ())
            return person.but(absences=tuple(trips))

        @cache
        def moved(day: date) -> Mapping[str, date | None]:
            """The clocks that a return on the day moves, as they then are."""
            away, clocks = back_on(day), self._clocks
            quick = clocks.quick(other, day), clocks.quick(away, day)
            wanted = [route for route in running if quick[0][route] != quick[1][route]]
            if not wanted:
                return {}
            without, with_it = clocks.of(other, wanted, day), clocks.of(away, wanted, day)
            return {route: with_it[route] for route in wanted if without[route] != with_it[route]}

        found: list[dict[str, Any]] = []
        for route in moved(last).keys() - moved(first).keys():
            free, day = first, last
            while day - free > DAY:
                middle = free + (day - free) // 2
                free, day = (free, middle) if route in moved(middle) else (middle, day)
            then = iso(moved(day)[route])
            found.append({"route": route, "day": day.isoformat(), "then": then, "provisions": list(LIMITS[route])})
        return sorted(found, key=lambda one: (str(one["day"]), running.index(str(one["route"]))))


def _leaving_first(people: Collection[Person], index: int) -> Person:
    """Of the choices of days one in which the absence begins the earliest: its limit is passed the earliest. Where it
    may be one with the absence before it, it begins with that one."""
    first = min(_absence(person, index).departure for person in people)
    return longest_away([person for person in people if _absence(person, index).departure == first])


def _absence(person: Person, index: int) -> Absence:
    """The absence of that place in the case, or the one of which it is a part."""
    return next(one for one in person.absences or () if index in (one.index, *one.parts))


def iso(day: date | None) -> str | None:
    """The day as it is written in an answer."""
    return day.isoformat() if day else None
