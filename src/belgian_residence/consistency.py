"""Values of a case that cannot all be true: days out of order, entries that overlap, a card against a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from belgian_residence import facts as vocabulary
from belgian_residence.faults import Fault


@dataclass(frozen=True)
class Days:
    """A date that is known to lie between two days, both included. An exact date has the same day twice."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


PROTECTION = ("refugee", "subsidiary_protection")
Path = tuple[str | int, ...]
"""The place of a date in the values: a fact, or a list, the number of an entry and a field of it."""

Values = dict[str, Any]
"""The facts of a case that are known, by name; every date as ``Days``, a list as a list of such dicts."""


def orders(values: Values) -> list[tuple[Path, Path]]:
    """Pairs of dates of which the first cannot lie after the second."""
    found: list[tuple[Path, Path]] = [
        ((first,), (then,))
        for first, then in _FIRST_THEN
        if isinstance(values.get(first), Days) and isinstance(values.get(then), Days)
    ]
    for list_name in ("stays", "absences", "free_movement_gaps", "prison", "register_gaps"):
        entries = values.get(list_name) or []
        for index, entry in enumerate(entries):
            for first, then in (("from", "to"), ("from", "first_card_issued"), ("first_card_issued", "to")):
                if isinstance(entry.get(first), Days) and isinstance(entry.get(then), Days):
                    found.append(((list_name, index, first), (list_name, index, then)))
        ordered = sorted(range(len(entries)), key=lambda index: entries[index]["from"].earliest)
        for i, k in pairwise(ordered):
            if _can_follow(entries[i], entries[k]) and not _can_follow(entries[k], entries[i]):
                found.append(((list_name, i, "to"), (list_name, k, "from")))
    return found


def contradictions(values: Values) -> list[Fault]:
    """Everything in the values that cannot be true together, with the most favourable choice of each rough date."""
    return (
        order_faults(values)
        + _overlap_faults(values)
        + _stays_against_decisions(values)
        + _card_against_decision(values)
    )


_FIRST_THEN = (
    ("birth_date", "asylum_application"),
    ("birth_date", "annex_19"),
    ("birth_date", "annex_19ter"),
    ("birth_date", "annex_15"),
    ("birth_date", "medical_application"),
    ("birth_date", "permit_granted"),
    ("birth_date", "unlimited_stay_since"),
    ("asylum_application", "permit_granted"),
    ("asylum_application", "unlimited_stay_since"),
    ("permit_granted", "unlimited_stay_since"),
)


def order_faults(values: Values) -> list[Fault]:
    """Days that cannot be true together, even with the most favourable choice of a rough date."""
    faults = [_before(then, values.get(then), first, values.get(first)) for first, then in _FIRST_THEN]
    birth = values.get("birth_date")
    for list_name in ("stays", "absences", "free_movement_gaps", "prison", "register_gaps"):
        for index, entry in enumerate(values.get(list_name) or ()):
            place = f"{list_name}[{index}]"
            start, end, card = entry.get("from"), entry.get("to"), entry.get("first_card_issued")
            faults.append(_before(f"{place}.to", end, f"{place}.from", start))
            faults.append(_before(f"{place}.first_card_issued", card, f"{place}.from", start))
            faults.append(_after(f"{place}.first_card_issued", card, f"{place}.to", end))
            faults.append(_before(f"{place}.from", start, "birth_date", birth))
    return [fault for fault in faults if fault]


def _before(where: str, day: object, other: str, limit: object) -> Fault | None:
    """The fault of a day that lies before the day it must follow."""
    if not isinstance(day, Days) or not isinstance(limit, Days) or day.latest >= limit.earliest:
        return None
    accepted = f"a day on or after {limit.earliest} ({other})"
    return Fault(where, f"{day.latest}, which is before {other}", accepted, "before", other)


def _after(where: str, day: object, other: str, limit: object) -> Fault | None:
    """The fault of a day that lies after the day it must come before."""
    if not isinstance(day, Days) or not isinstance(limit, Days) or day.earliest <= limit.latest:
        return None
    accepted = f"a day on or before {limit.latest} ({other})"
    return Fault(where, f"{day.earliest}, which is after {other}", accepted, "after", other)


def _overlap_faults(values: Values) -> list[Fault]:
    """Entries of one list that cannot both be true. Two stays, or two trips, may share one day: that of the change."""
    faults = []
    for list_name in ("stays", "absences", "prison", "register_gaps"):
        entries = sorted(enumerate(values.get(list_name) or ()), key=lambda pair: pair[1]["from"].earliest)
        for (i, one), (k, two) in combinations(entries, 2):
            same_country = one.get("country", "BE") == two.get("country", "BE")
            if same_country and not _can_follow(one, two) and not _can_follow(two, one):
                ends = f"runs until {one['to'].earliest}" if one.get("to") else "has no last day"
                shown = f"starts on {two['from'].latest}, while {list_name}[{i}] {ends}"
                accepted = f"entries of {list_name} that do not overlap; a last day may be rough"
                faults.append(Fault(f"{list_name}[{k}].from", shown, accepted, "overlap", f"{list_name}[{i}]"))
    return faults


def _can_follow(one: Values, two: Values) -> bool:
    return one.get("to") is not None and bool(one["to"].earliest <= two["from"].latest)


def _stays_against_decisions(values: Values) -> list[Fault]:
    """Unlimited stay granted before the first stay; asylum asked after the protected stay began."""
    starts = {
        f"stays[{index}].from": (stay["from"], stay["ground"])
        for index, stay in enumerate(values.get("stays") or ())
        if stay.get("country", "BE") == "BE"
    }
    protected = {place: day for place, (day, ground) in starts.items() if ground in PROTECTION}
    since, asked = values.get("unlimited_stay_since"), values.get("asylum_application")
    faults: list[Fault | None] = []
    if starts:
        place, (first, _) = min(starts.items(), key=lambda one: one[1][0].earliest)
        faults.append(_before("unlimited_stay_since", since, place, first))
    if protected:
        place, last = max(protected.items(), key=lambda one: one[1].latest)
        faults.append(_after("asylum_application", asked, place, last))
    return [fault for fault in faults if fault]


def _card_against_decision(values: Values) -> list[Fault]:
    """A card for limited stay and a day on which unlimited stay was granted cannot both be true."""
    since, card = values.get("unlimited_stay_since"), values.get("card")
    if isinstance(since, Days) and card in vocabulary.LIMITED_STAY_CARDS:
        shown = f"{since.earliest}, while card {card} is for limited stay"
        accepted = '"none"; or card "B", also when the B card is still being made'
        return [Fault("unlimited_stay_since", shown, accepted, "conflict", "card")]
    return []
