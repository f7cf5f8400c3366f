"""The five years of the L card, day by day (L-5Y-1 to L-5Y-9, L-ABS-1, L-ABS-2, L-BLUE-1; readings 2, 5, 6, 41)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oracle.days import FAR, ONE_DAY, Trip, months_after, more_than, read, trips, walk, whole_months, years_after

NONE, HALF, FULL = 0, 1, 2
HALF_GROUNDS = {"student", "vocational_training"}  # L-5Y-2
UNCOUNTED_GROUNDS = {  # L-5Y-7
    "posted_worker",
    "seasonal_worker",
    "au_pair",
    "special_card_convention",
    "arrival_declaration",
    "short_stay",
}
NOT_ON_THE_LIST = {"temporary_protection", "asylum_procedure"}
"""Not on the list of what does not count; how it is counted was not seen (L-5Y-7, reading 41)."""
CANNOT_APPLY = {*HALF_GROUNDS, *UNCOUNTED_GROUNDS, *NOT_ON_THE_LIST, "search_year"}
"""Grounds from which no application can be made (L-EXC-1)."""
PROTECTION = {"refugee", "subsidiary_protection"}


@dataclass(frozen=True)
class Piece:
    """A stretch of lawful stay with one weight, up to but not including the day ``end``."""

    start: date
    end: date
    weight: int


@dataclass(frozen=True)
class Way:
    """A way of counting. The defaults are the safe one."""

    ten_months_restart: bool = True
    """Else: the five years before the application slide on until they hold at most ten months."""
    from_registration: bool = False
    uncounted_stay_pauses: bool = False
    """A stay that does not count is only left out; else it breaks the five years."""
    whole_days: bool = False
    """Only whole days abroad count."""
    other_protection_counts: bool = False
    """Temporary protection, and asylum time without protection, count in full."""


READINGS = {
    "safe": Way(),
    "ten-months-slide": Way(ten_months_restart=False),
    "from-registration": Way(from_registration=True),
    "uncounted-stay-pauses": Way(uncounted_stay_pauses=True),
    "whole-days-abroad": Way(whole_days=True),
    "other-protection-counts": Way(other_protection_counts=True),
}


@dataclass(frozen=True)
class Limits:
    """How long one may be away: so many months at a time, and in all."""

    single: int
    total: int
    exactly_is_fine: bool = False

    def too_long(self, out: date, day: date) -> bool:
        """Has an absence lasted too long by that day?"""
        end = months_after(out, self.single)
        return end < day if self.exactly_is_fine else end <= day


ORDINARY, BLUE_CARD = Limits(6, 10), Limits(12, 18, exactly_is_fine=True)


def limits_of(case: dict[str, Any], on: date) -> Limits:
    """Wider ones for who holds a Blue Card on the day (L-BLUE-1)."""
    running = [
        stay
        for stay in sorted(case["stays"], key=lambda stay: str(stay["from"]))
        if read(stay["from"]) <= on <= read(stay.get("to")) and stay.get("country", "BE") == "BE"
    ]
    return BLUE_CARD if running and running[-1]["ground"] == "blue_card" else ORDINARY


def pieces(case: dict[str, Any], way: Way) -> list[Piece]:
    """The stays in order; the asylum time of a later beneficiary is one piece, weighed as a whole (L-5Y-4)."""
    found: list[Piece] = []

    def add(piece: Piece) -> None:
        before = found[-1] if found else None
        if before and before.weight != NONE == piece.weight and before.end > piece.start:
            piece = replace(piece, start=before.end)  # the last day of a stay that counts is not taken from it
        elif before and before.end >= piece.start:
            found[-1] = before = replace(before, end=piece.start)  # a last day may also be a first day
            if before.weight == piece.weight != NONE:
                found[-1] = Piece(before.start, piece.end, piece.weight)  # one stay on two cards is one stay
                return
        found.append(piece)

    applied, granted = case.get("asylum_application"), case.get("permit_granted")
    began = False  # has time that counts begun, without a break since?
    for stay in sorted(case["stays"], key=lambda stay: str(stay["from"])):
        ground, start, end = stay["ground"], read(stay["from"]), read(stay.get("to"))
        end = end if end == FAR else end + ONE_DAY
        if ground == "asylum_procedure" and applied and granted:
            continue  # it is counted below, from the application to the permit
        if applied and granted and (ground in PROTECTION or (ground == "unlimited_stay" and at_once(case, stay))):
            long = months_after(read(applied), 18) < read(granted)
            add(Piece(read(applied), read(granted), NONE if withdrawn(case) else FULL if long else HALF))
            start = read(granted)  # the permit gives the stay, the card only follows
            began = not withdrawn(case)
        weight = NONE if ground in UNCOUNTED_GROUNDS else HALF if ground in HALF_GROUNDS else FULL
        if ground in PROTECTION and withdrawn(case):
            weight = NONE
        if ground in NOT_ON_THE_LIST and not way.other_protection_counts:
            weight = NONE
        linked = bool(found) and found[-1].end >= start and began
        began = (linked and (weight != NONE or way.uncounted_stay_pauses)) or weight != NONE
        if weight and not linked and not way.from_registration and ground != "asylum_procedure":
            start = read(stay["first_card_issued"])
        add(Piece(start, end, weight))
    return found


def withdrawn(case: dict[str, Any]) -> bool:
    """Was protection taken away for exclusion, fraud or conduct? Then neither its time nor the procedure counts."""
    return case.get("protection_ended") == "withdrawn"


def at_once(case: dict[str, Any], stay: dict[str, Any]) -> bool:
    """Refugees recognised before 8 July 2016 had unlimited stay at once (B-REF-1). Others with protection waited five
    years from the application; so what came sooner came with the recognition, and nothing else can lie between."""
    applied, granted, start = read(case["asylum_application"]), read(case["permit_granted"]), read(stay["from"])
    others = [one for one in case["stays"] if one["ground"] != "asylum_procedure" and one is not stay]
    none_between = all(read(one.get("to")) <= granted or read(one["from"]) > start for one in others)
    sooner = start < years_after(applied, 5) or start <= granted + ONE_DAY
    return granted < date(2016, 7, 8) and granted <= start and sooner and none_between


def breaking_days(
    travels: list[Trip], since: date, on: date, horizon: date, limits: Limits, years: int = 5
) -> dict[Trip, date]:
    """The trips that break a lawful stay that began on ``since``, each with the day of the trip on which it does."""
    found = {}
    for trip in travels:
        for day in walk(max(trip.out, since) + ONE_DAY, min(trip.back, horizon)):
            # A single absence is one absence, also the part of it before the stay began to count.
            too_long = limits.too_long(trip.out, day)
            # Years that end on a day of this trip: it is the last one in them.
            window = max(since, years_after(day, -years))
            if too_long or more_than(limits.total, travels, window, day, between=day not in (trip.back, on)):
                found[trip] = day
                break
    return found


def barred_by_ground(case: dict[str, Any]) -> set[date]:
    """Days of a stay from which no application can be made; the day of a change belongs to the new stay."""
    found: set[date] = set()
    for stay in sorted(case["stays"], key=lambda stay: str(stay["from"])):
        first, last = read(stay["from"]), read(stay.get("to"))
        found.discard(first)
        if stay["ground"] in CANNOT_APPLY:
            found.update(walk(first, last))
    return found


def barred_by_trips(breaking: dict[Trip, date], on: date) -> set[date]:
    """Days abroad on which no application succeeds: the five years are broken; or, after the day asked about, the trip
    will break them. (An application is made in person; what is only planned has broken nothing yet.)"""
    return {
        day
        for trip, broken in breaking.items()
        for day in walk(trip.out + ONE_DAY, trip.back - ONE_DAY)
        if day >= broken or day > on
    }


def restarts(breaking: dict[Trip, date], way: Way, limits: Limits) -> list[date]:
    """The returns on which the five years begin again. When they slide instead, only a single long trip does it."""
    return [trip.back for trip in breaking if way.ten_months_restart or limits.too_long(trip.out, trip.back)]


def five_years(chain: list[Piece], since: date, day: date) -> bool:
    """Looking back from a day to ``since``: do the weighted pieces make five years?"""
    months = days = 0
    running = day
    for piece in chain:
        start, end = max(piece.start, since), min(piece.end, day)
        if start >= end or piece.weight == NONE:
            continue
        if piece.weight == FULL and piece.end > day:
            running = start  # still running: what it needs is counted in whole calendar months, below
            continue
        m, d = whole_months(start, end)
        months += m if piece.weight == FULL else m // 2
        days += d if piece.weight == FULL else (m % 2) * 15 + d // 2
    if months == 0:
        return years_after(running, 5) <= day + days * ONE_DAY
    return months >= 60 or months_after(running, 60 - months) <= day + days * ONE_DAY


def earliest(case: dict[str, Any], on: date, horizon: date, way: Way) -> date | None:
    """The first day on which an application succeeds: of the days that last until ``on``, or else after ``on``."""
    limits = limits_of(case, on)
    waiting, travels = pieces(case, way), trips(case, whole_days=way.whole_days)
    if limits is BLUE_CARD:
        travels = [trip for trip in travels if trip.outside_eu is not False]
    chain: list[Piece] = []
    returns: list[date] = []
    barred: set[date] = set()
    since = answer = None
    for day in walk(waiting[0].start, horizon):
        if waiting and waiting[0].start <= day:
            piece = waiting.pop(0)
            breaks = piece.weight == NONE and not way.uncounted_stay_pauses
            if breaks or (chain and chain[-1].end < piece.start):
                chain = []  # a gap, or time that does not count, breaks the five years
            if piece.weight or (chain and way.uncounted_stay_pauses):
                chain.append(piece)
                breaking = breaking_days(travels, chain[0].start, on, horizon, limits)
                barred = barred_by_ground(case) | barred_by_trips(breaking, on)
                returns = restarts(breaking, way, limits)
                since = max([chain[0].start, *(back for back in returns if back <= day)])
        if day in returns:
            since = day
        good = False
        if chain and since and chain[-1].end >= day and day not in barred and (day - since).days > 4 * 365:
            good = five_years(chain, since, day)
            if good and not way.ten_months_restart:
                between = day != on and any(trip.out < day < trip.back for trip in travels)
                good = not more_than(limits.total, travels, max(since, years_after(day, -5)), day, between=between)
        if good:
            answer = answer or day
            if day >= on:
                return answer
        elif day <= on:
            answer = None
    return None
