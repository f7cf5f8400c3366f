"""Reading a case file: from JSON values to answers, with a clear fault for each thing that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.told import facts as vocabulary
from belgian_residence.told.answers import Answers, too_rough
from belgian_residence.told.consistency import contradictions
from belgian_residence.told.contradictions import broken
from belgian_residence.told.facts import ABSENCE_BOUNDS, BY_NAME, FACTS, Fact, Kind
from belgian_residence.told.faults import CaseError, Fault, shown
from belgian_residence.told.first_days import bounded
from belgian_residence.told.values import Days, Values

NONE = "none"
"""Said of the day of a paper or decision: there is no such paper or decision."""


def read_case(case: object, on: date) -> Answers:
    """Read a case file (a JSON object) for the date ``on``. Raises CaseError with every fault found."""
    faults: list[Fault] = []
    if not isinstance(case, Mapping):
        raise CaseError([Fault("case", shown(case), "a JSON object of facts (see the command schema)")])
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
    if "absences" in values and answered.intersection(ABSENCE_BOUNDS):
        values["other_absences"] = True
    if "protection_request_pending" in answered - values.keys():
        values["protection_request_not_known"] = True
    if not faults:
        values = bounded(values, on)
        faults = contradictions(values, on) or too_rough(values, on)
    if faults:
        raise CaseError(faults)
    return Answers(values, frozenset(answered), on)


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
        faults.append(Fault(where, shown(raw), accepted))
    return good


def _accepted(kind: Kind, may_be_unknown: bool = False) -> str:
    """What is accepted for a date or for a fact that must be given; null is told only where it could be forgotten."""
    if may_be_unknown:
        return _accepted(kind) + ", or null for not known"
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
    days = days_of(raw)
    if days is None:
        faults.append(Fault(where, shown(raw), _accepted(kind)))
    elif days.earliest > days.latest:
        faults.append(Fault(where, shown(raw), "earliest on or before latest"))
    elif days.earliest > on:
        if not kind.future:
            given, accepted = f"{shown(raw)}, which is after {on}", f"a day on or before {on}"
            faults.append(broken("not-ahead", where, given, accepted, "future", "on"))
    elif kind.begun_if_it_can_be or not kind.future:
        return Days(days.earliest, min(days.latest, on))
    return days


def days_of(raw: Any) -> Days | None:
    """The days between which a date of a case file lies; None for what is no date."""
    if isinstance(raw, Mapping):
        if set(raw) != {"earliest", "latest"}:
            return None
        ends = days_of(raw["earliest"]), days_of(raw["latest"])
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
        faults.append(Fault(where, shown(raw), "a list of at most 200 entries, [] for none"))
        return None
    known: dict[str, Fact] = {field.name: field for field in kind.fields}
    entries: list[Values] = []
    for index, item in enumerate(raw):
        place = f"{where}[{index}]"
        if not isinstance(item, Mapping):
            faults.append(Fault(place, shown(item), "an object with " + ", ".join(known)))
            continue
        for key in item:
            if key not in known:
                faults.append(Fault(f"{place}.{key}", "an unknown fact", "one of " + ", ".join(known)))
        entry: Values = {}
        for field in kind.fields:
            if field.required and item.get(field.name) is None and not (field.may_be_unknown and field.name in item):
                accepted = _accepted(field.kind, field.may_be_unknown)
                faults.append(Fault(f"{place}.{field.name}", "nothing", accepted))
            elif field.name in item:
                answered.add(f"{place}.{field.name}")
                value = _read(item[field.name], field.kind, f"{place}.{field.name}", on, faults, answered)
                if value is not None or field.name == "reason":
                    entry[field.name] = value
        entries.append(entry)
    return entries
