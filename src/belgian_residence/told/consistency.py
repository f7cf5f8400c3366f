"""Values of a case that cannot all be true: days out of order, entries that overlap, a card against a decision.

Each contradiction names the rule that it breaks (``RULES``), the provisions behind it, and the ways to put it right
or to keep both. What is only unusual is not refused: see ``oddities``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from belgian_residence.told import facts as vocabulary
from belgian_residence.told.faults import Fault, FaultKind


@dataclass(frozen=True)
class Days:
    """A date that is known to lie between two days, both included. An exact date has the same day twice."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


@dataclass(frozen=True)
class Rule:
    """A rule that answers can break: the provisions behind it (none: plain sense), and the ways out by id, the most
    likely first."""

    law: tuple[str, ...]
    ways: tuple[str, ...]


CORRECT = ("correct-this", "correct-other")
AGAINST_A_RELATION = ("leave-answer-out", "correct-this", "change-relation")
RULES: dict[str, Rule] = {
    "nothing-before-birth": Rule((), CORRECT),
    "first-day-before-last": Rule((), CORRECT),
    "card-within-its-stay": Rule((), ("correct-this", "correct-other", "other-stay")),
    "decision-after-request": Rule((), CORRECT),
    "protection-after-request": Rule(("B-REF-1", "B-SP-1"), CORRECT),
    "unlimited-stay-after-arrival": Rule(("B-GEN-1",), ("correct-this", "correct-other", "add-stay")),
    "one-stay-at-a-time": Rule((), ("end-on-change", "keep-the-one-on-the-card", "last-day-roughly")),
    "one-trip-at-a-time": Rule((), ("join-entries", "last-day-roughly")),
    "one-period-at-a-time": Rule((), ("join-entries", "last-day-roughly")),
    "limited-card": Rule(("B-GEN-1", "K-COND-1"), ("say-none", "card-b-in-the-making")),
    "unlimited-stay-has-a-day": Rule(("K-COND-1", "K-WHEN-1"), ("say-its-day", "change-ground")),
    "eu-card-for-eu-nationals": Rule(("EUP-SCOPE-1",), ("add-nationality", "change-card")),
    "no-decision-yet": Rule((), CORRECT),
    "not-ahead": Rule((), ("correct-this", "ask-about-a-later-day")),
    "related-to-somebody-else": Rule((), ("name-the-other-person", "leave-relation-out")),
    "dependants-of-relations": Rule(("L-INC-2",), AGAINST_A_RELATION),
    "household-of-relations": Rule(("FAM-HH-1",), AGAINST_A_RELATION),
    "early-sponsor-of-relations": Rule(("EUP-EARLY-7",), AGAINST_A_RELATION),
    "interruption-with-its-days": Rule((), ("say-that-it-happened", "leave-days-out")),
}
"""What cannot be true together, by id."""


def broken(
    rule: str, where: str, given: str, accepted: str, kind: FaultKind = "conflict", other: str | None = None
) -> Fault:
    """The fault of an answer that breaks a rule of ``RULES``."""
    known = RULES[rule]
    return Fault(where, given, accepted, kind, other, rule, known.law, known.ways)


PROTECTION = ("refugee", "subsidiary_protection")
Path = tuple[str | int, ...]
"""The place of a date in the values: a fact, or a list, the number of an entry and a field of it."""

Values = dict[str, Any]
"""The facts of a case that are known, by name; every date as ``Days``, a list as a list of such dicts."""


WITH_UNLIMITED_STAY = frozenset({"unlimited_stay", "settlement", "long_term_resident"})
"""Grounds of stay that begin with the grant of unlimited stay, or of more."""
EU_CARDS = frozenset({"E", "E+", "EU", "EU+", "annex_8", "annex_8bis"})
MAY_HOLD_EU_CARDS = vocabulary.EU_EEA_SWISS | {"EU", "GB", "non-EU"}


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
            for first, then in (("from", "to"), ("from", "first_card_issued"), ("first_card_issued", "to")):
                if isinstance(entry.get(first), Days) and isinstance(entry.get(then), Days):
                    found.append(((list_name, index, first), (list_name, index, then)))
    for list_name in ONE_AT_A_TIME:
        entries = values.get(list_name) or []
        ordered = sorted(range(len(entries)), key=lambda index: entries[index]["from"].earliest)
        for country in sorted({_country(entry) for entry in entries}):
            for i, k in pairwise(index for index in ordered if _country(entries[index]) == country):
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
        + _ground_against_decision(values)
        + _card_against_nationality(values)
        + _applications_against_themselves(values)
        + _interruptions_against_their_days(values)
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
    ("asylum_application", "permit_granted"),
    ("asylum_application", "unlimited_stay_since"),
    ("permit_granted", "unlimited_stay_since"),
)


def order_faults(values: Values) -> list[Fault]:
    """Days that cannot be true together, even with the most favourable choice of a rough date."""
    faults = [_before(_rule_of(first), then, values.get(then), first, values.get(first)) for first, then in _FIRST_THEN]
    birth = values.get("birth_date")
    for list_name in ("stays", "absences", "free_movement_gaps", "prison", "register_gaps"):
        for index, entry in enumerate(values.get(list_name) or ()):
            place = f"{list_name}[{index}]"
            start, end, card = entry.get("from"), entry.get("to"), entry.get("first_card_issued")
            faults.append(_before("first-day-before-last", f"{place}.to", end, f"{place}.from", start))
            faults.append(_before("card-within-its-stay", f"{place}.first_card_issued", card, f"{place}.from", start))
            faults.append(_after("card-within-its-stay", f"{place}.first_card_issued", card, f"{place}.to", end))
            faults.append(_before("nothing-before-birth", f"{place}.from", start, "birth_date", birth))
    return [fault for fault in faults if fault]


def _rule_of(first: str) -> str:
    return "nothing-before-birth" if first == "birth_date" else "protection-after-request"


def _before(rule: str, where: str, day: object, other: str, limit: object) -> Fault | None:
    """The fault of a day that lies before the day it must follow."""
    if not isinstance(day, Days) or not isinstance(limit, Days) or day.latest >= limit.earliest:
        return None
    accepted = f"a day on or after {limit.earliest} ({other})"
    return broken(rule, where, f"{day.latest}, which is before {other}", accepted, "before", other)


def _after(rule: str, where: str, day: object, other: str, limit: object) -> Fault | None:
    """The fault of a day that lies after the day it must come before."""
    if not isinstance(day, Days) or not isinstance(limit, Days) or day.earliest <= limit.latest:
        return None
    accepted = f"a day on or before {limit.latest} ({other})"
    return broken(rule, where, f"{day.earliest}, which is after {other}", accepted, "after", other)


_AT_A_TIME = {"stays": "one-stay-at-a-time", "absences": "one-trip-at-a-time"}


def _overlap_faults(values: Values) -> list[Fault]:
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
        faults.append(_before("unlimited-stay-after-arrival", "unlimited_stay_since", since, place, first))
    if protected:
        place, last = max(protected.items(), key=lambda one: one[1].latest)
        faults.append(_after("protection-after-request", "asylum_application", asked, place, last))
    return [fault for fault in faults if fault]


def _card_against_decision(values: Values) -> list[Fault]:
    """A card for limited stay and a day on which unlimited stay was granted cannot both be true."""
    since, card = values.get("unlimited_stay_since"), values.get("card")
    if isinstance(since, Days) and card in vocabulary.LIMITED_STAY_CARDS:
        shown = f"{since.earliest}, while card {card} is for limited stay"
        accepted = '"none"; or card "B", also when the B card is still being made'
        return [broken("limited-card", "unlimited_stay_since", shown, accepted, other="card")]
    return []


def _ground_against_decision(values: Values) -> list[Fault]:
    """A stay that rests on unlimited stay and still runs, and "no decision that grants it"."""
    if values.get("unlimited_stay_since") != "none":
        return []
    accepted = "the day on which it was granted, or null for not known; or another ground of that stay"
    return [
        broken(
            "unlimited-stay-has-a-day",
            "unlimited_stay_since",
            f"none, while stays[{index}] is {values['stays'][index]['ground']}",
            accepted,
            other=f"stays[{index}]",
        )
        for index in _running_with_unlimited_stay(values)
    ]


def _running_with_unlimited_stay(values: Values) -> list[int]:
    """The places of the stays in Belgium that rest on unlimited stay and have no last day."""
    return [
        index
        for index, stay in enumerate(values.get("stays") or ())
        if stay["ground"] in WITH_UNLIMITED_STAY and stay.get("to") is None and stay.get("country", "BE") == "BE"
    ]


def _card_against_nationality(values: Values) -> list[Fault]:
    """A card of the EU rules and nationalities none of which follows these rules (EUP-SCOPE-1).

    British people held such cards until 2022, and who only says "non-EU" may be British: unusual, not impossible.
    """
    nationality, card = values.get("nationality"), values.get("card")
    if not nationality or card not in EU_CARDS or nationality & MAY_HOLD_EU_CARDS:
        return []
    shown = f"{card}, while nationality is {', '.join(sorted(nationality))}"
    accepted = "another card; or, in nationality, also the one of the EU, EEA or Switzerland"
    return [broken("eu-card-for-eu-nationals", "card", shown, accepted, other="nationality")]


def _applications_against_themselves(values: Values) -> list[Fault]:
    """A decision before the request, and a day of decision where there is none yet."""
    faults: list[Fault | None] = []
    for index, entry in enumerate(values.get("applications") or ()):
        place = f"applications[{index}]"
        notified = entry.get("notified")
        filed = entry.get("filed")
        faults.append(_before("decision-after-request", f"{place}.notified", notified, f"{place}.filed", filed))
        if isinstance(notified, Days) and entry.get("decision") == "pending":
            shown = f"{notified.earliest}, while the decision is pending"
            accepted = "nothing; or another decision than pending"
            faults.append(broken("no-decision-yet", f"{place}.notified", shown, accepted, other=f"{place}.decision"))
    return [fault for fault in faults if fault]


_DAYS_OF = {
    "free_movement_gap": "free_movement_gaps",
    "prison": "prison",
    "register_gap": "register_gaps",
    "removal": "removal_enforced",
}


def _interruptions_against_their_days(values: Values) -> list[Fault]:
    """Days of an interruption that is not among those that happened. Named without its days it is only not told yet."""
    named = values.get("interruptions")
    if named is None:
        return []
    return [
        broken(
            "interruption-with-its-days",
            "interruptions",
            f"without {kind}, while {fact} is told",
            f"also {kind}; or nothing in {fact}",
            other=fact,
        )
        for kind, fact in _DAYS_OF.items()
        if kind not in named and values.get(fact)
    ]
