"""A what-if beside today: each card before and after, with its day; and the longest trip that costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import belgian_residence as rules
from belgian_residence import CaseError
from belgian_residence.engine.dates import add_months
from screens.questions.flow import CARDS
from screens.questions.places import Place
from screens.questions.what_if import LONGEST_TRIED, OPENERS, Case, WhatIf, all_applied, applied, trip_of
from screens.showing.answers import option
from screens.words import Words


@dataclass(frozen=True)
class Side:
    """One card under one life."""

    status: str
    status_word: str
    day: str


@dataclass(frozen=True)
class Pair:
    """One card today and then. ``differs``: does the what-if change it?"""

    card: str
    today: Side
    then: Side
    differs: bool


@dataclass(frozen=True)
class Compared:
    """Today and then side by side. ``keep``: what it does to the card that is held, or ""."""

    lines: tuple[str, ...]
    pairs: tuple[Pair, ...]
    keep: str
    on: str
    same: bool


@dataclass(frozen=True)
class Opener:
    """A change that would open cards: what it is, and what comes of it."""

    text: str
    cards: str


def line(change: WhatIf, words: Words) -> str:
    """A what-if in one line."""
    kind = change["kind"]
    if kind == "trip":
        return words("what_if.trip_line", start=words.day(change["from"]), end=words.day(change["to"]))
    if kind == "income":
        return words("what_if.income_line", amount=words.number(change["income"]))
    day = words.day(change["from"])
    if kind == "separation":
        return words("what_if.separation_line", day=day)
    return words("what_if.stay_line", what=_stay(change["ground"], words), day=day)


def view(case: Case, changes: list[dict[str, Any]], on: date, words: Words, today: date | None) -> Compared:
    """Today and then. Raises CaseError where the what-ifs cannot be true together with what was told."""
    then_case, then_on = all_applied(case, changes, on)
    before = rules.assess(case, on, today=today)
    after = rules.assess(then_case, then_on, today=today)
    pairs = []
    for key in CARDS:
        one, two = before["routes"][key], after["routes"][key]
        if one["status"] == two["status"] == "closed":
            continue
        differs = (one["status"], one["earliest"] or one["clock"]) != (two["status"], two["earliest"] or two["clock"])
        pairs.append(Pair(words(f"route.{key}.short"), _side(one, on, words), _side(two, then_on, words), differs))
    kept = [(one["keep"] or {}).get("status") for one in (before, after)]
    keep = words("what_if.keep", word=words(f"keep.status.{kept[1]}")) if kept[1] and kept[0] != kept[1] else ""
    return Compared(
        tuple(line(change, words) for change in changes),
        tuple(pairs),
        keep,
        words.day(then_on) if then_on != on else "",
        not keep and not any(pair.differs for pair in pairs),
    )


def _side(one: dict[str, Any], on: date, words: Words) -> Side:
    day = one["earliest"] or (one["clock"] if one["status"] == "unsettled" else None)
    since = "result.since" if day and date.fromisoformat(day) <= on else "result.from"
    return Side(one["status"], words(f"status.{one['status']}"), words(since, day=words.day(day)) if day else "")


def longest_free_trip(case: Case, start: date, on: date) -> int | None:
    """The length in days of the longest trip from a day that moves no date and puts no card at risk; at most
    ``LONGEST_TRIED`` months. None where it cannot be said: other trips are not known. Found by halving: a longer trip
    is never better (one more day abroad never gives a better status)."""
    if case.get("absences") is None:
        return None
    before = _worth(case, on)

    def is_free(days: int) -> bool:
        try:
            return days == 0 or _worth(applied(case, trip_of(start, days), on)[0], on) == before
        except CaseError:
            return False

    low, high = 0, (add_months(start, LONGEST_TRIED) - start).days
    if is_free(high):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_free(middle) else (low, middle)
    return low


def _worth(case: Case, on: date) -> tuple[Any, ...]:
    """Everything that a trip can cost: the status of the card held, and for each card status, day and readings."""
    whole = rules.assess(case, on)
    routes = tuple(
        (one["status"], one["earliest"], one["clock"], tuple(sorted(one["readings"].items())))
        for key, one in whole["routes"].items()
    )
    return (_worst_trip(whole["keep"]), *routes)


def _worst_trip(kept: dict[str, Any] | None) -> bool:
    """Is there a trip that does anything but leave the card kept?"""
    trips = (kept or {}).get("absences") or []
    return bool((kept or {}).get("status") in ("lost",)) or any(one["status"] != "kept" for one in trips[-1:])


def free_trip_line(start: date, days: int | None, words: Words) -> str:
    """The longest trip that costs nothing, in words."""
    if days is None:
        return words("what_if.free_unknown")
    if days == 0:
        return words("what_if.free_none", day=words.day(start))
    return words("what_if.free", start=words.day(start), end=words.day(start + timedelta(days=days)))


def openers(case: Case, on: date, words: Words) -> tuple[Opener, ...]:
    """What would open a card to somebody who has none: each change tried with the rules, the soonest card first."""
    found = []
    for ground in OPENERS:
        change = {"kind": "stay", "ground": ground, "from": on.isoformat()}
        try:
            routes = rules.assess(applied(case, change, on)[0], on)["routes"]
        except CaseError:
            continue  # it cannot be true of this person: an EU citizen with a single permit
        days = [
            (one["earliest"] or one["clock"], words(f"route.{key}.short"))
            for key, one in routes.items()
            if key in CARDS and key != "K" and one["status"] != "closed" and (one["earliest"] or one["clock"])
        ]
        if days:
            cards = [words("what_if.opens", card=card, day=words.day(day)) for day, card in sorted(days)]
            found.append((min(days), Opener(_stay(ground, words), words.every_of(cards))))
    return tuple(opener for _, opener in sorted(found, key=lambda one: one[0]))


def _stay(ground: str, words: Words) -> str:
    return option(Place("stays", 0, "ground"), ground, words)
