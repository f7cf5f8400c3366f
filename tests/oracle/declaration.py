"""The years of lawful stay for nationality, day by day (NAT-TITLE-1, NAT-TITLE-4 to -6; reading 20).

On each day the question is: if the person declared today, was there lawful stay on every day of the last years, without
an absence of more than six months at a time?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from oracle.days import FAR, ONE_DAY, Trip, months_after, read, trips, walk, years_after

NO_LAWFUL_STAY = {"short_stay", "arrival_declaration", "special_card_convention", "special_card_other"}
"""Stay of up to three months (NAT-TITLE-1), and the cards of Foreign Affairs (NAT-TITLE-5)."""
ANNEX_15 = timedelta(135)
"""Forty-five days, and twice as many more."""


@dataclass(frozen=True)
class Way:
    """A way of counting. The defaults are the safe one."""

    from_registration: bool = False
    gaps_covered: bool = False
    """A gap between two stays that is no longer than an Annex 15 can last is no gap."""
    whole_days: bool = False
    """Only whole days abroad count."""


READINGS = {
    "safe": Way(),
    "stay-from-registration": Way(from_registration=True),
    "gap-covered": Way(gaps_covered=True),
    "whole-days-abroad": Way(whole_days=True),
}


@dataclass(frozen=True)
class Stay:
    """A stay that counts, from its first to its last day, and the day of its card."""

    first: date
    last: date
    card: date


def stays_that_count(case: dict[str, Any]) -> list[Stay]:
    """In order. Asylum time counts where it led to refugee status: from the application to the permit."""
    told = sorted(case["stays"], key=lambda stay: str(stay["from"]))
    refugee = any(stay["ground"] == "refugee" for stay in told)
    found = []
    for stay in told:
        first, last, card = read(stay["from"]), read(stay.get("to")), read(stay["first_card_issued"])
        if stay["ground"] in NO_LAWFUL_STAY or (stay["ground"] == "asylum_procedure" and not refugee):
            continue
        if stay["ground"] == "asylum_procedure":
            first, last = read(case["asylum_application"]), read(case["permit_granted"])
        found.append(Stay(first, last, card))
    return found


def start_of_stay(case: dict[str, Any], way: Way) -> dict[date, date]:
    """For each day of lawful stay the day on which that stay, without a gap before it, began to count."""
    began: dict[date, date] = {}
    before: tuple[date, date] | None = None  # the last day of the stay before, and when its run began
    others = [read(stay["from"]) for stay in case["stays"] if stay["ground"] in NO_LAWFUL_STAY]
    if not any(stay["ground"] == "refugee" for stay in case["stays"]):
        others += [read(stay["from"]) for stay in case["stays"] if stay["ground"] == "asylum_procedure"]
    for stay in stays_that_count(case):
        bridge = ANNEX_15 if way.gaps_covered else timedelta(0)
        follows = before is not None and stay.first <= before[0] + ONE_DAY + bridge
        between = before is not None and any(before[0] <= day <= stay.first for day in others)
        start = stay.first if way.from_registration else stay.card
        if follows and not between and before is not None:
            start = before[1]
            began.update(dict.fromkeys(walk(before[0], stay.first), start))
        began.update(dict.fromkeys(walk(stay.first, min(stay.last, date(2060, 1, 1))), start))
        before = stay.last, start
    return began


def earliest(case: dict[str, Any], years: int, on: date, horizon: date, way: Way) -> date | None:
    """The first day on which a declaration succeeds: of those that last until ``on``, or else after ``on``. A trip
    under way has lasted until then; if the day still lies ahead, the plans count too."""
    travels, began = trips(case, whole_days=way.whole_days), start_of_stay(case, way)
    so_far = [replace(trip, back=min(trip.back, on)) for trip in travels if trip.out < on]
    today = first_good_day(began, so_far, years, on, on)
    if today is not None:
        return today
    return first_good_day(began, travels, years, on, horizon)


def first_good_day(began: dict[date, date], travels: list[Trip], years: int, on: date, horizon: date) -> date | None:
    """Walk through the days; a break before ``on`` undoes what was reached."""
    too_long = [trip for trip in travels if months_after(trip.out, 6) < trip.back]
    away = {day: trip for trip in too_long for day in walk(trip.out + ONE_DAY, min(trip.back, FAR) - ONE_DAY)}
    answer = None
    for day in walk(min(began), horizon):
        good = day in began and day not in away
        if good:
            since = max([began[day], *(trip.back for trip in too_long if trip.back <= day)])
            good = years_after(since, years) <= day
        if good and day >= on:
            return answer or day
        answer = (answer or day) if good else None
    return None
