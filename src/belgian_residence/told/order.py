"""Which day cannot lie after which, and which entries of a list cannot overlap."""

from __future__ import annotations

from itertools import combinations, pairwise

from belgian_residence.told.contradictions import broken
from belgian_residence.told.faults import Fault
from belgian_residence.told.first_days import KNOWN
from belgian_residence.told.values import Days, Path, Values

ONE_AT_A_TIME = ("stays", "absences", "prison", "register_gaps")
"""The lists of which no two entries can be true at once; of stays only those in one country."""


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
            for first, then in _OF_AN_ENTRY:
                if isinstance(entry.get(first), Days) and isinstance(entry.get(then), Days):
                    found.append(((list_name, index, first), (list_name, index, then)))
    if isinstance(values.get("card_issued"), Days):
        found += [(("stays", index, "first_card_issued"), ("card_issued",)) for index, _ in _first_cards(values)]
    for list_name in ONE_AT_A_TIME:
        entries = values.get(list_name) or []
        ordered = sorted(range(len(entries)), key=lambda index: entries[index]["from"].earliest)
        for country in sorted({_country(entry) for entry in entries}):
            for i, k in pairwise(index for index in ordered if _country(entries[index]) == country):
                if _can_follow(entries[i], entries[k]) and not _can_follow(entries[k], entries[i]):
                    found.append(((list_name, i, "to"), (list_name, k, "from")))
    return found


_OF_AN_ENTRY = (
    ("from", "to"),
    ("from", "first_card_issued"),
    ("first_card_issued", "to"),
    ("granted", "first_card_issued"),
    ("granted", "to"),
    ("attestation", "first_card_issued"),
    ("attestation", "to"),
)
_FIRST_THEN = (
    ("birth_date", "asylum_application"),
    ("birth_date", "annex_19"),
    ("birth_date", "annex_19ter"),
    ("birth_date", "annex_15"),
    ("birth_date", "medical_application"),
    ("birth_date", "permit_granted"),
    ("birth_date", "unlimited_stay_since"),
    ("birth_date", "spouse_of_belgian_since"),
    ("birth_date", "card_issued"),
    ("birth_date", "removal_decision"),
    ("birth_date", "household_ended"),
    ("card_issued", "card_expiry"),
    ("asylum_application", "permit_granted"),
    ("asylum_application", "unlimited_stay_since"),
    ("permit_granted", "unlimited_stay_since"),
)


def order_faults(values: Values) -> list[Fault]:
    """Days that cannot be true together, even with the most favourable choice of a rough date."""
    faults = [before(_rule_of(first), then, values.get(then), first, values.get(first)) for first, then in _FIRST_THEN]
    issued = values.get("card_issued")
    for index, card in _first_cards(values):
        place = f"stays[{index}].first_card_issued"
        faults.append(after("first-card-before-card-now", place, card, "card_issued", issued))
    birth = values.get("birth_date")
    for list_name in ("stays", "absences", "free_movement_gaps", "prison", "register_gaps"):
        for index, entry in enumerate(values.get(list_name) or ()):
            place = f"{list_name}[{index}]"
            start, end, card = entry.get("from"), entry.get("to"), entry.get("first_card_issued")
            faults.append(before("first-day-before-last", f"{place}.to", end, f"{place}.from", start))
            faults.append(before("card-within-its-stay", f"{place}.first_card_issued", card, f"{place}.from", start))
            faults.append(after("card-within-its-stay", f"{place}.first_card_issued", card, f"{place}.to", end))
            for decision in ("granted", "attestation"):
                day, limits = entry.get(decision), (("first_card_issued", card), ("to", end))
                faults += [
                    after(f"{decision}-before-card", f"{place}.{decision}", day, f"{place}.{limit}", last)
                    for limit, last in limits
                ]
                faults.append(before("nothing-before-birth", f"{place}.{decision}", day, "birth_date", birth))
            # Of a first day that is not known only its bounds can lie before birth, and these were told.
            for field in ("from",) if entry.get(KNOWN, True) else ("first_card_issued", "to"):
                faults.append(before("nothing-before-birth", f"{place}.{field}", entry.get(field), "birth_date", birth))
    return [fault for fault in faults if fault]


def _first_cards(values: Values) -> list[tuple[int, Days]]:
    """The first cards of stays here that go on: the card held now is the same one or a later one."""
    return [
        (index, stay["first_card_issued"])
        for index, stay in enumerate(values.get("stays") or ())
        if isinstance(stay.get("first_card_issued"), Days) and "to" not in stay and _country(stay) == "BE"
    ]


def _rule_of(first: str) -> str:
    return {"birth_date": "nothing-before-birth", "card_issued": "card-issued-before-it-ends"}.get(
        first, "protection-after-request"
    )


def before(rule: str, where: str, day: object, other: str, limit: object) -> Fault | None:
    """The fault of a day that lies before the day it must follow."""
    if not isinstance(day, Days) or not isinstance(limit, Days) or day.latest >= limit.earliest:
        return None
    accepted = f"a day on or after {limit.earliest} ({other})"
    return broken(rule, where, f"{day.latest}, which is before {other}", accepted, "before", other)


def after(rule: str, where: str, day: object, other: str, limit: object) -> Fault | None:
    """The fault of a day that lies after the day it must come before."""
    if not isinstance(day, Days) or not isinstance(limit, Days) or day.earliest <= limit.latest:
        return None
    accepted = f"a day on or before {limit.latest} ({other})"
    return broken(rule, where, f"{day.earliest}, which is after {other}", accepted, "after", other)


_AT_A_TIME = {"stays": "one-stay-at-a-time", "absences": "one-trip-at-a-time"}


def overlap_faults(values: Values) -> list[Fault]:
    """Entries of one list that cannot both be true. Two stays, or two trips, may share one day: that of the change."""
    faults = []
    for list_name in ONE_AT_A_TIME:
        entries = sorted(enumerate(values.get(list_name) or ()), key=lambda pair: pair[1]["from"].earliest)
        for (i, one), (k, two) in combinations(entries, 2):
            if _country(one) == _country(two) and not _can_follow(one, two) and not _can_follow(two, one):
                ends = f"runs until {one['to'].earliest}" if one.get("to") else "has no last day"
                shown = f"starts on {two['from'].latest}, while {list_name}[{i}] {ends}"
                accepted = f"entries of {list_name} that do not overlap; a last day may be rough"
                rule = _AT_A_TIME.get(list_name, "one-period-at-a-time")
                faults.append(broken(rule, f"{list_name}[{k}].from", shown, accepted, "overlap", f"{list_name}[{i}]"))
    return faults


def _country(entry: Values) -> str:
    return str(entry.get("country", "BE"))


def _can_follow(one: Values, two: Values) -> bool:
    return one.get("to") is not None and bool(one["to"].earliest <= two["from"].latest)
