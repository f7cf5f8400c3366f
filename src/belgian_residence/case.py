"""Reading a case file: from JSON values to a typed person, with a clear fault for each thing that cannot be read.

Dates may be rough. A rough date stays an interval in ``Answers``; ``Answers.people`` then gives the person once for
each choice of days that can matter, so that the rules themselves only ever see exact days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise, product
from typing import Any

from belgian_residence import facts as vocabulary
from belgian_residence.dates import DAY, add_months
from belgian_residence.facts import BY_NAME, FACTS, Fact, Kind

NONE = "none"
MAX_COMBINATIONS = 64
"""Above this many combinations of rough dates only the extreme days are tried together (documented in ``people``)."""


@dataclass(frozen=True)
class Fault:
    """One thing in the input that cannot be used: where it stands, what was given, what is accepted."""

    where: str
    given: str
    accepted: str

    def __str__(self) -> str:
        return f"{self.where}: {self.given}; accepted: {self.accepted}"


class CaseError(ValueError):
    """The case cannot be read. ``faults`` lists every fault found, in the order of the case file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Days:
    """A date that is known to lie between two days, both included. An exact date has the same day twice."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


@dataclass(frozen=True)
class Stay:
    """A stay on one ground. ``end`` is its last day, None while it runs; ``first_card`` None when not known."""

    start: date
    end: date | None
    ground: str
    card: str | None = None
    first_card: date | None = None
    country: str = "BE"
    index: int = 0
    """The place of the stay in the case file, for naming what is missing."""


@dataclass(frozen=True)
class Absence:
    """A trip abroad: ``departure`` and ``back`` are its first and last day, ``back`` None when not known."""

    departure: date
    back: date | None
    reason: str | None = "ordinary"
    outside_eu: bool | None = None
    annex_18: bool | None = None
    centre_of_interests_proven: bool | None = None
    index: int = 0


@dataclass(frozen=True)
class Period:
    """A period from its first to its last day."""

    start: date
    end: date
    presence_proven: bool | None = None


@dataclass(frozen=True)
class Person:
    """What is known of one person, with exact days. None means: not known. ``"none"``: there is no such paper."""

    nationality: frozenset[str] | None = None
    card: str | None = None
    card_expiry: date | None = None
    birth_date: date | None = None
    stays: tuple[Stay, ...] | None = None
    absences: tuple[Absence, ...] | None = None
    asylum_application: date | str | None = None
    permit_granted: date | str | None = None
    medical_application: date | str | None = None
    unlimited_stay_since: date | str | None = None
    identity_established: bool | None = None
    public_order: bool | None = None
    income: float | None = None
    dependants: int | None = None
    health_insurance: bool | None = None
    annex_19: date | str | None = None
    annex_19ter: date | str | None = None
    annex_15: date | str | None = None
    interruptions: frozenset[str] | None = None
    free_movement_gaps: tuple[Period, ...] | None = None
    prison: tuple[Period, ...] | None = None
    register_gaps: tuple[Period, ...] | None = None
    removal_enforced: bool | None = None
    joint_household: bool | None = None
    retention_ground: str | None = None
    early_ground: str | None = None
    stopped_working: date | str | None = None
    sponsor_early_permanent: bool | None = None
    withdrawal_agreement: bool | None = None


Values = dict[str, Any]
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
            if not _order_faults(values):
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


def read_case(case: object, on: date) -> Answers:
    """Read a case file (a JSON object) for the date ``on``. Raises CaseError with every fault found."""
    faults: list[Fault] = []
    if not isinstance(case, Mapping):
        raise CaseError([Fault("case", _shown(case), "a JSON object of facts (see the command schema)")])
    values: Values = {}
    answered: set[str] = set()
    for key in case:
        if key not in BY_NAME:
            faults.append(Fault(str(key), "an unknown fact", "one of " + ", ".join(BY_NAME)))
    for fact in FACTS:
        if fact.name not in case:
            continue
        answered.add(fact.name)
        value = _read(case[fact.name], fact.kind, fact.name, on, faults, answered)
        if value is not None:
            values[fact.name] = value
    if not faults:
        faults = _order_faults(values) + _overlap_faults(values) + _contradictions(values)
    if faults:
        raise CaseError(faults)
    return Answers(values, frozenset(answered))


# --- reading one value -------------------------------------------------------------------------------------------


def _read(raw: Any, kind: Kind, where: str, on: date, faults: list[Fault], answered: set[str]) -> Any:
    if raw is None:
        return None
    if kind.name == "list":
        return _read_list(raw, kind, where, on, faults, answered)
    if kind.name == "date":
        return _read_date(raw, kind, where, on, faults)
    accepted, good = _plain(raw, kind)
    if good is None:
        faults.append(Fault(where, _shown(raw), accepted))
    return good


def _accepted(kind: Kind) -> str:
    """What is accepted for a date or for a fact that must be given."""
    if kind.name != "date":
        return _plain(None, kind)[0]
    accepted = 'a date such as "2021-03-15", a month "2021-03", a year "2021", or {"earliest": …, "latest": …}'
    return accepted + ', or "none"' if kind.may_be_none else accepted


def _plain(raw: Any, kind: Kind) -> tuple[str, Any]:
    """What is accepted for a fact that is not a date and not a list, and the value (None when it is not accepted)."""
    if kind.name == "yes_no":
        return "true, false, or null for not known", raw if isinstance(raw, bool) else None
    if kind.name == "choice":
        return "one of " + ", ".join(kind.options), raw if raw in kind.options and isinstance(raw, str) else None
    if kind.name == "choices":
        good = isinstance(raw, list) and all(isinstance(item, str) and item in kind.options for item in raw)
        return "a list of " + ", ".join(kind.options), frozenset(raw) if good else None
    if kind.name == "money":
        number = isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 <= raw < 10_000_000
        return "an amount in euro a month, zero or more", float(raw) if number else None
    if kind.name == "count":
        number = isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 50
        return "a whole number from 0 to 50", raw if number else None
    assert kind.name == "nationality", kind
    codes = [raw] if isinstance(raw, str) else raw
    accepted = "a two-letter country code such as MA, a list of them, or EU, non-EU, stateless"
    if not isinstance(codes, list) or not codes or not all(isinstance(code, str) for code in codes):
        return accepted, None
    known = {vocabulary.NATIONALITY_ALIASES.get(code, code) for code in codes}
    return accepted, frozenset(known) if known <= vocabulary.COUNTRIES | set(vocabulary.NATIONALITY_GROUPS) else None


def _read_date(raw: Any, kind: Kind, where: str, on: date, faults: list[Fault]) -> Days | str | None:
    if raw == NONE and kind.may_be_none:
        return NONE
    days = _days(raw)
    if days is None:
        faults.append(Fault(where, _shown(raw), _accepted(kind)))
    elif days.earliest > days.latest:
        faults.append(Fault(where, _shown(raw), "earliest on or before latest"))
    elif not kind.future:
        if days.earliest > on:
            faults.append(Fault(where, f"{_shown(raw)}, which is after {on}", f"a day on or before {on}"))
        return Days(days.earliest, min(days.latest, on))
    return days


def _days(raw: Any) -> Days | None:
    if isinstance(raw, Mapping):
        if set(raw) != {"earliest", "latest"}:
            return None
        ends = _days(raw["earliest"]), _days(raw["latest"])
        return Days(ends[0].earliest, ends[1].latest) if ends[0] and ends[1] else None
    if not isinstance(raw, str):
        return None
    parts = raw.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(
        part.isascii() and part.isdigit() for part in parts
    ):
        return None
    numbers = [int(part) for part in parts]
    if not 1900 <= numbers[0] <= 2200:
        return None
    try:
        if len(numbers) == 3:
            day = date(*numbers)
            return Days(day, day)
        if len(numbers) == 2:
            first = date(numbers[0], numbers[1], 1)
            return Days(first, add_months(first, 1) - DAY)
        return Days(date(numbers[0], 1, 1), date(numbers[0], 12, 31))
    except ValueError:
        return None


def _read_list(
    raw: Any, kind: Kind, where: str, on: date, faults: list[Fault], answered: set[str]
) -> list[Values] | None:
    if not isinstance(raw, list) or len(raw) > 200:
        faults.append(Fault(where, _shown(raw), "a list of at most 200 entries, [] for none"))
        return None
    known: dict[str, Fact] = {field.name: field for field in kind.fields}
    entries: list[Values] = []
    for index, item in enumerate(raw):
        place = f"{where}[{index}]"
        if not isinstance(item, Mapping):
            faults.append(Fault(place, _shown(item), "an object with " + ", ".join(known)))
            continue
        for key in item:
            if key not in known:
                faults.append(Fault(f"{place}.{key}", "an unknown fact", "one of " + ", ".join(known)))
        entry: Values = {}
        for field in kind.fields:
            if field.required and item.get(field.name) is None:
                faults.append(Fault(f"{place}.{field.name}", "nothing", _accepted(field.kind)))
            elif field.name in item:
                answered.add(f"{place}.{field.name}")
                value = _read(item[field.name], field.kind, f"{place}.{field.name}", on, faults, answered)
                if value is not None or field.name == "reason":
                    entry[field.name] = value
        entries.append(entry)
    return entries


def _shown(raw: Any) -> str:
    text = repr(raw)
    return text if len(text) <= 80 else text[:77] + "…"


# --- days in order, and no overlap -------------------------------------------------------------------------------

_FIRST_THEN = (
    ("birth_date", "asylum_application"),
    ("birth_date", "annex_19"),
    ("birth_date", "annex_19ter"),
    ("asylum_application", "permit_granted"),
    ("asylum_application", "unlimited_stay_since"),
    ("permit_granted", "unlimited_stay_since"),
)


def _order_faults(values: Values) -> list[Fault]:
    """Days that cannot be true together, even with the most favourable choice of a rough date."""
    faults = []
    for first, then in _FIRST_THEN:
        a, b = values.get(first), values.get(then)
        if isinstance(a, Days) and isinstance(b, Days) and a.earliest > b.latest:
            faults.append(
                Fault(then, f"{b.latest}, which is before {first}", f"a day on or after {first} ({a.earliest})")
            )
    birth = values.get("birth_date")
    for list_name in ("stays", "absences", "free_movement_gaps", "prison", "register_gaps"):
        for index, entry in enumerate(values.get(list_name) or ()):
            start, end, card = entry.get("from"), entry.get("to"), entry.get("first_card_issued")
            place = f"{list_name}[{index}]"
            if start and end and start.earliest > end.latest:
                faults.append(
                    Fault(
                        f"{place}.to",
                        f"{end.latest}, which is before from",
                        f"a day on or after {start.earliest}",
                    )
                )
            if start and card and start.earliest > card.latest:
                faults.append(
                    Fault(
                        f"{place}.first_card_issued",
                        f"{card.latest}, which is before from",
                        f"a day on or after {start.earliest}",
                    )
                )
            if end and card and card.earliest > end.latest:
                faults.append(
                    Fault(
                        f"{place}.first_card_issued",
                        f"{card.earliest}, which is after to",
                        f"a day on or before {end.latest}",
                    )
                )
            if isinstance(birth, Days) and start and start.latest < birth.earliest:
                faults.append(
                    Fault(
                        f"{place}.from",
                        f"{start.latest}, which is before birth_date",
                        f"a day on or after {birth.earliest}",
                    )
                )
    return faults


def _overlap_faults(values: Values) -> list[Fault]:
    """Entries of one list that cannot both be true. Two stays, or two trips, may share one day: that of the change."""
    faults = []
    for list_name in ("stays", "absences", "prison", "register_gaps"):
        entries = [(entry, index) for index, entry in enumerate(values.get(list_name) or ())]
        entries.sort(key=lambda pair: (pair[0]["from"].latest, pair[0]["from"].earliest))
        for (one, i), (two, k) in pairwise(entries):
            same_country = one.get("country", "BE") == two.get("country", "BE")
            ends = one["to"].earliest if one.get("to") else None
            if same_country and (ends is None or ends > two["from"].latest):
                shown = f"starts on {two['from'].latest}, while {list_name}[{i}] " + (
                    f"runs until {ends}" if ends else "has no last day"
                )
                faults.append(Fault(f"{list_name}[{k}].from", shown, f"entries of {list_name} that do not overlap"))
    return faults


def _contradictions(values: Values) -> list[Fault]:
    """A card for limited stay and a day on which unlimited stay was granted cannot both be true."""
    since, card = values.get("unlimited_stay_since"), values.get("card")
    if isinstance(since, Days) and card in vocabulary.LIMITED_STAY_CARDS:
        shown = f"{since.earliest}, while card {card} is for limited stay"
        return [Fault("unlimited_stay_since", shown, '"none"; or card "B", also when the B card is still being made')]
    return []


# --- from values to a person -------------------------------------------------------------------------------------


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
