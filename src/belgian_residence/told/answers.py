"""A case that has been read. Dates may be rough: ``Answers.people`` then gives the person once for each choice of days
that can matter, so that the rules themselves only ever see exact days.

Longer than most modules: which days can matter and the person on each of them are one thought.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

from belgian_residence.engine.dates import DAY, add_months, add_years
from belgian_residence.told.facts import NO_RIGHT
from belgian_residence.told.faults import Fault
from belgian_residence.told.first_days import KNOWN
from belgian_residence.told.order import order_faults, orders
from belgian_residence.told.person import Absence, Application, Period, Person, Stay
from belgian_residence.told.seams import as_one_chain, in_one_piece, last_days_tied, tied_day, without_seams
from belgian_residence.told.trips import CAME_BACK, as_one, in_time, seams_not_told, that_meet, told_as_one
from belgian_residence.told.values import SAME_DATE_WITHIN, Days, Path, Values

MOST_COMBINATIONS = 32
"""Up to this many combinations of rough dates all days on which a result could turn are tried together (documented in
``people``): each is worked out like a case of its own, and a person waits for the answer."""

MOST_IN_THREES = 6
"""So many dates at most are also tried three at a time (see ``_three_at_a_time``)."""

LIMITS = (1, 2, 3, 4, 5, 6, 10, 12, 18, 24, 36, 60, 72, 120)
"""The months that the rules count from one day to another, as ``law/amounts`` has them: a test compares."""

COUNTED_HALF = frozenset({"student", "vocational_training", "asylum_procedure"})
"""The grounds of stays of which L counts half (L-5Y-2, L-5Y-4): a test compares. Half a month is rounded (reading 5),
so while the day on which such time begins or ends moves one way, the date that follows can also move the other."""

MOST_WORK = 250_000
"""Combinations of rough dates, times the square of the entries that each is counted with. Ten seconds of a slow phone;
a case beyond it is refused, because fewer combinations would leave days out that can matter (see ``too_rough``)."""

NEVER_COUNTED = ("applications",)
"""Facts of whose days the routes look at the latest only (see ``person.Application``): no other is tried."""


@dataclass(frozen=True)
class Answers:
    """A case file that has been read: its values (dates as ``Days``), and which facts were answered at all."""

    values: Values
    answered: frozenset[str]
    """Paths of the facts that stand in the file, also those that stand there as null ("I don't know")."""
    on: date
    """The date asked about."""

    def rough_paths(self) -> list[str]:
        """The names of the facts that are only roughly known, in the order of the file."""
        return [name(path) for path, days in _dates(self.values) if not days.exact]

    def open_paths(self) -> list[str]:
        """The names of the facts of which ``people`` tries more than one value: those of ``rough_paths``, and whether
        the person came back between two trips that touch (see ``trips``)."""
        seams = seams_not_told(self.values)
        return [*self.rough_paths(), *(f"absences[{seam.second}].{CAME_BACK}" for seam in seams)]

    def latest_person(self, *, trips_as_one: bool = False) -> Person:
        """The person with the longest trips that the rough dates allow: gone on the first day, back on the last.
        ``trips_as_one``: also where trips that touch can be one."""
        seams = seams_not_told(self.values) if trips_as_one else []
        values = as_one_chain(told_as_one(self.values))
        values = that_meet(values, seams) if seams else values
        for path, days in _dates(values):
            day = days.earliest if path[0] == "absences" and path[-1] == "from" else days.latest
            values = _with(values, path, Days(day, day))
        return _person(values, self.on, [seam.second for seam in seams])

    def people(self) -> Sequence[tuple[tuple[date, ...], Person]]:
        """The person, once for each choice of days for the rough dates, with that choice.

        First each interval is narrowed by what it must lie before or after. Every result is a step function of each
        date, and it can only step where two days of the case meet, at the ends of the interval, or at a limit counted
        from another date. The ends of all intervals are tried together. Then, the shortest interval first and as long
        as there are not too many combinations, every other date of the case that falls inside with its neighbours, the
        days eighteen months from it (L-5Y-4), and those from which a stay of five or ten years is complete on the date
        asked about; where time that counts half begins or ends, also the neighbours of the ends (``COUNTED_HALF``). And
        then, the shortest first again, every day near a limit: one month alone always has them. Where the ends alone
        are too many, one date at a time is moved from one end to the other, with all others at their first or at their
        last day, and of six dates any three are set on their ends in every way. Combinations in which days are out of
        order cannot be true. Stays whose rough days can meet are one chain (see ``seams``). Trips that touch, where it
        is not told whether they are one, are tried apart and as one (see ``trips``).
        """
        return self._people

    @cached_property
    def circumstances(self) -> dict[date, frozenset[str]]:
        """What the answers were found to show, on each day that was asked (see ``dossier.circumstances.shown``)."""
        return {}

    @cached_property
    def _people(self) -> tuple[tuple[tuple[date, ...], Person], ...]:
        return tuple(self._each_choice())

    def _each_choice(self) -> Iterator[tuple[tuple[date, ...], Person]]:
        seams, values = seams_not_told(self.values), told_as_one(self.values)
        for days, chosen in self._tried(values):
            yield (*days, *(seam.day for seam in seams)), _person(chosen, self.on)
        if seams:  # as one trip, each of them begins before its own day
            seconds = [seam.second for seam in seams]
            for days, chosen in self._tried(that_meet(values, seams)):
                yield (*days, *(seam.day - DAY for seam in seams)), _person(chosen, self.on, seconds)

    def _tried(self, values: Values) -> Iterator[tuple[tuple[date, ...], Values]]:
        """Each choice of days for the rough dates, in the order of the file, with the values on these days. ``values``:
        those of the case, perhaps with some of its rough dates exact."""
        tied = last_days_tied(values)
        values = _narrowed(as_one_chain(values))
        rough = [path for path, days in _dates(self.values) if not days.exact]
        narrow = dict(_dates(values))
        free = [path for path in rough if path not in tied]
        for choice in _choices([(path, narrow[path]) for path in free], values, self.on):
            days = dict(zip(free, choice, strict=True))
            chosen = values
            for path, day in days.items():
                chosen = _with(chosen, path, Days(day, day))
            for path, place in tied.items():
                day = tied_day(narrow[path], chosen["stays"][place]["from"].earliest)
                chosen = _with(chosen, path, Days(day, day))
            if not order_faults(chosen):
                # A day that follows from another one is no choice: it is the same in every one of them.
                yield tuple(days.get(path, narrow[path].latest) for path in rough), chosen


def too_rough(values: Values, on: date) -> list[Fault]:
    """The fault of a case with so many rough dates, among so many entries, that it cannot be worked out."""
    tied = last_days_tied(values)
    rough = [(path, days) for path, days in _dates(values) if not days.exact and path not in tied]
    entries = _entries(values)
    combinations = sum(1 for _ in _choices(rough, values, on))
    if not rough or combinations * entries**2 <= MOST_WORK:
        return []
    given = f"one of {len(rough)} dates that are known only roughly, in lists with {entries} entries"
    return [Fault(name(rough[-1][0]), given, "exact days for more of them, or only the entries of the last ten years")]


def _narrowed(values: Values) -> Values:
    """The values with each rough date cut to the days that can be true beside the others."""
    exact = {path for path, days in _dates(values) if days.exact}
    pairs = [(first, then) for first, then in orders(values) if not {first, then} <= exact]
    for _ in range(3):  # a limit can pass from one date on to the next
        for first, then in pairs:
            known = dict(_dates(values))
            before, after = known[first], known[then]
            latest, earliest = min(before.latest, after.latest), max(after.earliest, before.earliest)
            if before.earliest <= latest and earliest <= after.latest:
                values = _with(values, first, Days(before.earliest, latest))
                values = _with(values, then, Days(earliest, after.latest))
    return values


def _entries(values: Values) -> int:
    return sum(len(value) for value in values.values() if isinstance(value, list))


def _choices(rough: list[tuple[Path, Days]], values: Values, on: date) -> Iterator[tuple[date, ...]]:
    """The choices of days that are tried, for the rough dates in their order (see ``Answers.people``)."""
    tried = [sorted({days.earliest, days.latest}) for _, days in rough]
    if prod(map(len, tried)) > MOST_COMBINATIONS:
        yield from dict.fromkeys((*_one_at_a_time(rough), *_three_at_a_time(rough)))
        return
    shortest_first = sorted(enumerate(rough), key=lambda one: one[1][1].latest - one[1][1].earliest)
    for more_days in (_turning_days, _near_a_limit):
        for place, (path, days) in shortest_first:
            closely = [*tried[:place], more_days(path, days, values, on), *tried[place + 1 :]]
            combinations = prod(map(len, closely))
            if combinations <= MOST_COMBINATIONS and combinations * _entries(values) ** 2 <= MOST_WORK:
                tried = closely
    yield from product(*tried)


def _one_at_a_time(rough: list[tuple[Path, Days]]) -> Iterator[tuple[date, ...]]:
    longest = [days.earliest if path[-1] == "from" else days.latest for path, days in rough]
    shortest = [days.latest if path[-1] == "from" else days.earliest for path, days in rough]
    yield tuple(longest)
    yield tuple(shortest)
    for base in ([days.earliest for _, days in rough], [days.latest for _, days in rough]):
        yield tuple(base)
        for place, (_, days) in enumerate(rough):
            for day in (days.earliest, days.latest):
                yield (*base[:place], day, *base[place + 1 :])


def _three_at_a_time(rough: list[tuple[Path, Days]]) -> Iterator[tuple[date, ...]]:
    """Sixteen choices of ends. Whichever three of the dates one looks at, each of their eight combinations is among
    these: the rows of an orthogonal array of strength three. None where there are more than ``MOST_IN_THREES``."""
    wide = [place for place, (_, days) in enumerate(rough) if not days.exact]
    for row in range(16) if len(wide) <= MOST_IN_THREES else ():
        at_last = {place for number, place in enumerate(wide) if (row & (2 * number + 1)).bit_count() % 2}
        yield tuple(days.latest if place in at_last else days.earliest for place, (_, days) in enumerate(rough))


def _turning_days(path: Path, days: Days, values: Values, on: date) -> list[date]:
    points = _other_days(days, values)
    points |= {add_months(day, months) for day in points for months in (18, -18)}
    points |= {add_years(on, -years) for years in (5, 10)}
    return _within(days, _around(points | _rounded(path, days, values)))


def _near_a_limit(path: Path, days: Days, values: Values, on: date) -> list[date]:
    """Every day of the interval on which a result could turn: its ends and the ends of months, around the other days of
    the case and where these become one date with it, and around each day that lies one of the ``LIMITS`` from these or
    from the date asked about. Of more than ``MOST_COMBINATIONS`` only as many as show that: then nobody tries them."""
    others = _other_days(days, values) | {on}
    first, last = _in_months(days.earliest), _in_months(days.latest)
    limits = {
        add_months(day, months)
        for day in others
        for number in LIMITS
        for months in (number, -number)
        if first - 1 <= _in_months(day) + months <= last + 1
    }
    one_date = {day + apart for day in others for apart in (SAME_DATE_WITHIN, -SAME_DATE_WITHIN)}
    apart = {day + apart for day in others for apart in (SAME_DATE_WITHIN + DAY, -SAME_DATE_WITHIN - DAY)}
    new_months = {date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)}
    tried = _around(others | limits | _rounded(path, days, values)) | one_date | apart | new_months
    return _within(days, tried | {day - DAY for day in new_months})[: MOST_COMBINATIONS + 1]


def _around(points: set[date]) -> set[date]:
    """The days, with the day before and the day after each."""
    return {near for day in points for near in (day - DAY, day, day + DAY)}


def _within(days: Days, points: set[date]) -> list[date]:
    """The ends of an interval, and of some days those within it, in their order."""
    return sorted(day for day in points | {days.earliest, days.latest} if days.earliest <= day <= days.latest)


def _other_days(days: Days, values: Values) -> set[date]:
    """The first and the last day that each other date can be."""
    return {day for _, other in _dates(values) if other is not days for day in (other.earliest, other.latest)}


def _rounded(path: Path, days: Days, values: Values) -> set[date]:
    """The ends of the interval, where time that counts half can begin or end on them (see ``COUNTED_HALF``)."""
    grounds = {entry["ground"] for entry in values.get("stays", ())}
    asylum = "asylum_application" in values or "asylum_procedure" in grounds  # it ends with a permit, or its card
    of_a_stay = path[0] == "stays" and path[-1] in ("from", "to")
    return {days.earliest, days.latest} if asylum or (of_a_stay and grounds & COUNTED_HALF) else set()


def _in_months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _dates(values: Values) -> list[tuple[Path, Days]]:
    found: list[tuple[Path, Days]] = []
    for key, value in values.items():
        if key in NEVER_COUNTED:
            continue
        if isinstance(value, Days):
            found.append(((key,), value))
        elif isinstance(value, list):
            found += [
                ((key, index, field), item)
                for index, entry in enumerate(value)
                for field, item in entry.items()
                if isinstance(item, Days)
            ]
    return found


def name(path: Path) -> str:
    """A path as it is written in messages: ``stays[0].from``."""
    return str(path[0]) if len(path) == 1 else f"{path[0]}[{path[1]}].{path[2]}"


def _with(values: Values, path: Path, days: Days) -> Values:
    if len(path) == 1:
        return {**values, str(path[0]): days}
    key, index, field = str(path[0]), int(path[1]), str(path[2])
    entries = list(values[key])
    entries[index] = {**entries[index], field: days}
    return {**values, key: entries}


def _exact(value: Any) -> Any:
    return value.earliest if isinstance(value, Days) else value


def _latest(value: Days | None) -> date | None:
    return value.latest if value else None


def _person(values: Values, on: date, one_trip: Collection[int] = ()) -> Person:
    """The person of values in which every date is exact; lists in the order of time. ``one_trip``: the places of trips
    that are one with the trip before (see ``trips``)."""
    known: dict[str, Any] = {field.name: _exact(values[field.name]) for field in fields(Person) if field.name in values}
    if "stays" in values:
        told = sorted(
            (_stay(entry, index) for index, entry in enumerate(values["stays"])),
            key=lambda stay: (stay.start, stay.end or date.max),
        )
        stays = [stay for stay in without_seams(_after_breaks(told)) if stay.ground != NO_RIGHT]
        known["stays"] = tuple(in_one_piece([stay for stay in stays if stay.start <= on]))
        known["planned_stays"] = tuple(stay for stay in stays if stay.start > on)
        known["without_right"] = tuple(stay for stay in told if stay.ground == NO_RIGHT)
    if "absences" in values:
        trips = sorted((_absence(entry, i) for i, entry in enumerate(values["absences"])), key=in_time)
        known["absences"] = as_one(trips, one_trip)
    if "applications" in values:
        in_order = sorted(values["applications"], key=lambda entry: _latest(entry.get("filed")) or date.min)
        known["applications"] = tuple(
            Application(entry["route"], entry.get("decision"), _latest(entry.get("notified"))) for entry in in_order
        )
    for list_name in ("free_movement_gaps", "prison", "register_gaps"):
        if list_name in values:
            known[list_name] = tuple(
                sorted(
                    (
                        Period(_exact(entry["from"]), _exact(entry["to"]), entry.get("presence_proven"))
                        for entry in values[list_name]
                    ),
                    key=lambda period: period.start,
                )
            )
    return _without_named_interruptions(Person(**known))


def _without_named_interruptions(person: Person) -> Person:
    """What the person did not name did not happen: its list is empty (see ``facts.INTERRUPTIONS``)."""
    named = person.interruptions
    if named is None:
        return person
    lists = {"free_movement_gap": "free_movement_gaps", "prison": "prison", "register_gap": "register_gaps"}
    known: dict[str, Any] = {
        field: () for kind, field in lists.items() if kind not in named and getattr(person, field) is None
    }
    for kind, fact in (("removal", "removal_enforced"), ("appeal_pending", "suspensive_appeal_pending")):
        if getattr(person, fact) is None:
            known[fact] = kind in named
    return replace(person, **known)


def _after_breaks(told: list[Stay]) -> list[Stay]:
    """The stays in the order of time; one that comes next after a time without a right, in one country, follows a
    break."""
    before: dict[str, str] = {}  # for each country: the ground of the latest one so far
    found = []
    for stay in told:
        found.append(replace(stay, before="break") if before.get(stay.country) == NO_RIGHT else stay)
        before[stay.country] = stay.ground
    return found


def _stay(entry: Values, index: int) -> Stay:
    return Stay(
        start=_exact(entry["from"]),
        end=_exact(entry.get("to")),
        ground=entry["ground"],
        card=entry.get("card"),
        first_card=_exact(entry.get("first_card_issued")),
        country=entry.get("country", "BE"),
        index=index,
        start_known=entry.get(KNOWN, True),
        granted=_exact(entry.get("granted")),
        attestation=_exact(entry.get("attestation")),
        before=entry.get("before"),
        before_paper=entry.get("before_paper"),
    )


def _absence(entry: Values, index: int) -> Absence:
    return Absence(
        departure=_exact(entry["from"]),
        back=_exact(entry.get("to")),
        reason=entry.get("reason", "ordinary"),  # not given: ordinary; null: not known
        outside_eu=entry.get("outside_eu"),
        annex_18=entry.get("annex_18"),
        centre_of_interests_proven=entry.get("centre_of_interests_proven"),
        card_valid_on_return=entry.get("card_valid_on_return"),
        return_reported=entry.get("return_reported"),
        in_belgium_before=entry.get(CAME_BACK),
        index=index,
    )
