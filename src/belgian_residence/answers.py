"""A case that has been read. Dates may be rough: ``Answers.people`` then gives the person once for each choice of days
that can matter, so that the rules themselves only ever see exact days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import product
from typing import Any

from belgian_residence.consistency import Days, Values, order_faults
from belgian_residence.dates import DAY, add_months
from belgian_residence.person import Absence, Period, Person, Stay

MAX_COMBINATIONS = 64
"""Above this many combinations of rough dates only the extreme days are tried together (documented in ``people``)."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Answers:
    """A case file that has been read: its values (dates as ``Days``), and which facts were answered at all."""

    values: Values
    answered: frozenset[str]
    """Paths of the facts that stand in the file, also those that stand there as null ("I don't know")."""

    def rough_paths(self) -> list[str]:
        """The names of the facts that are only roughly known, in the order of the file."""
        return [name(path) for path, days in _dates(self.values) if not days.exact]

    def latest_person(self) -> Person:
        """The person with the longest trips that the rough dates allow: gone on the first day, back on the last."""
        values = self.values
        for path, days in _dates(values):
            day = days.earliest if path[0] == "absences" and path[-1] == "from" else days.latest
            values = _with(values, path, Days(day, day))
        return _person(values)

    def people(self) -> Iterator[tuple[tuple[date, ...], Person]]:
        """The person, once for each choice of days for the rough dates, with that choice.

        Every result is a step function of each date, and it can only step where two days of the case meet, at the
        ends of the interval, or at a limit counted from another date of the case. So the ends of each interval are
        tried, every other date of the case that falls inside it with its neighbours, and the day that is eighteen
        months after the asylum application with its neighbours (L-5Y-4). Combinations in which days are out of
        order are left out: they cannot be true.
        """
        rough = [(path, days) for path, days in _dates(self.values) if not days.exact]
        if not rough:
            yield (), _person(self.values)
            return
        candidates = [self._candidates(path, days) for path, days in rough]
        combinations = 1
        for days_tried in candidates:
            combinations *= len(days_tried)
        if combinations > MAX_COMBINATIONS:
            candidates = [[days.earliest, days.latest] for _, days in rough]
        for choice in product(*candidates):
            values = self.values
            for (path, _), day in zip(rough, choice, strict=True):
                values = _with(values, path, Days(day, day))
            if not order_faults(values):
                yield choice, _person(values)

    def _candidates(self, path: Path, days: Days) -> list[date]:
        turning = {days.earliest, days.latest}
        for other_path, other in _dates(self.values):
            if other_path == path:
                continue
            for day in (other.earliest, other.latest):
                for point in (day, add_months(day, 18), add_months(day, -18)):
                    turning |= {point - DAY, point, point + DAY}
        return sorted(day for day in turning if days.earliest <= day <= days.latest)


def _dates(values: Values) -> list[tuple[Path, Days]]:
    found: list[tuple[Path, Days]] = []
    for key, value in values.items():
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


def _person(values: Values) -> Person:
    """The person of values in which every date is exact; lists in the order of time."""
    known: dict[str, Any] = {field.name: _exact(values[field.name]) for field in fields(Person) if field.name in values}
    if "stays" in values:
        known["stays"] = tuple(
            sorted(
                (_stay(entry, index) for index, entry in enumerate(values["stays"])),
                key=lambda stay: stay.start,
            )
        )
    if "absences" in values:
        known["absences"] = tuple(
            sorted(
                (_absence(entry, i) for i, entry in enumerate(values["absences"])),
                key=lambda trip: trip.departure,
            )
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
    """An interruption that the person did not name did not happen: its list is empty (see ``facts.INTERRUPTIONS``)."""
    named = person.interruptions
    if named is None:
        return person
    lists = {"free_movement_gap": "free_movement_gaps", "prison": "prison", "register_gap": "register_gaps"}
    known: dict[str, Any] = {
        field: () for kind, field in lists.items() if kind not in named and getattr(person, field) is None
    }
    if person.removal_enforced is None:
        known["removal_enforced"] = "removal" in named
    return replace(person, **known)


def _stay(entry: Values, index: int) -> Stay:
    return Stay(
        start=_exact(entry["from"]),
        end=_exact(entry.get("to")),
        ground=entry["ground"],
        card=entry.get("card"),
        first_card=_exact(entry.get("first_card_issued")),
        country=entry.get("country", "BE"),
        index=index,
    )


def _absence(entry: Values, index: int) -> Absence:
    return Absence(
        departure=_exact(entry["from"]),
        back=_exact(entry.get("to")),
        reason=entry.get("reason", "ordinary"),  # not given: ordinary; null: not known
        outside_eu=entry.get("outside_eu"),
        annex_18=entry.get("annex_18"),
        centre_of_interests_proven=entry.get("centre_of_interests_proven"),
        index=index,
    )
