"""The years of lawful stay for nationality, day by day (NAT-TITLE-1, NAT-TITLE-4 to -6; reading 20).

On each day the question is: if the person declared today, was there lawful stay on every day of the last years, without
an absence of more than six months at a time, and with no more than one fifth of these years away in all?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from oracle.days import FAR, ONE_DAY, Trip, months_after, more_than, read, trips, walk, years_after

NO_LAWFUL_STAY = {"short_stay", "arrival_declaration"}
"""Stay of up to three months (NAT-TITLE-1)."""
SPECIAL = {"special_card_convention", "special_card_other"}
"""The cards of Foreign Affairs, on which two courts of appeal differ (NAT-TITLE-5)."""
REQUEST = {"eu_citizen": "annex_19", "family_of_eu_or_belgian": "annex_19ter"}
"""The paper of the request from which the Code counts the stay of EU citizens and of their family (NAT-TITLE-4)."""
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
    restart: bool = True
    """More than one fifth away starts the years again on the return; else the years before a day are looked at."""
    special_cards: bool = False
    """Time on a special card is lawful stay."""


READINGS = {
    "safe": Way(),
    "stay-from-registration": Way(from_registration=True),
    "gap-covered": Way(gaps_covered=True),
    "whole-days-abroad": Way(whole_days=True),
    "one-fifth-slides": Way(restart=False),
    "special-card-counts": Way(special_cards=True),
}


@dataclass(frozen=True)
class Stay:
    """A stay that counts, from its first to its last day, and the day of its card."""

    first: date
    last: date
    card: date


def does_not_count(stay: dict[str, Any], way: Way) -> bool:
    """Is it a stay of no use for nationality?"""
    return stay["ground"] in NO_LAWFUL_STAY or (stay["ground"] in SPECIAL and not way.special_cards)


def stays_that_count(case: dict[str, Any], way: Way) -> list[Stay]:
    """In order. Asylum time counts where it led to refugee status: from the application to the permit. The time from
    the request counts for an EU citizen and family of one; for family of a Belgian if another stay ran until then."""
    told = sorted(case["stays"], key=lambda stay: (str(stay["from"]), str(stay.get("to", "later"))))
    refugee = any(stay["ground"] == "refugee" for stay in told)
    found: list[Stay] = []
    asked: set[str] = set()
    for stay in told:
        first, last, card = read(stay["from"]), read(stay.get("to")), read(stay["first_card_issued"])
        if does_not_count(stay, way) or (stay["ground"] == "asylum_procedure" and not refugee):
            continue
        if stay["ground"] == "asylum_procedure":
            first = card = read(case["asylum_application"])
            last = read(case["permit_granted"])
        paper = REQUEST.get(stay["ground"], "")
        if paper in case and paper not in asked:
            asked.add(paper)
            request, named = read(case[paper]), paper == "annex_19" or not case["sponsor_belgian"]
            until_then = any(one.first <= request <= one.last + ONE_DAY for one in found)
            if named or until_then or way.from_registration:
                first = min(first, request)
            if named:
                card = first
        found.append(Stay(first, last, card))
    return found


def start_of_stay(case: dict[str, Any], way: Way) -> dict[date, date]:
    """For each day of lawful stay the day on which that stay, without a gap before it, began to count."""
    began: dict[date, date] = {}
    before: tuple[date, date] | None = None  # the last day of the stay before, and when its run began
    others = [read(stay["from"]) for stay in case["stays"] if does_not_count(stay, way)]
    if not any(stay["ground"] == "refugee" for stay in case["stays"]):
        others += [read(stay["from"]) for stay in case["stays"] if stay["ground"] == "asylum_procedure"]
    for stay in stays_that_count(case, way):
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
    today = first_good_day(began, so_far, years, on, on, way)
    if today is not None:
        return today
    return first_good_day(began, travels, years, on, horizon, way)


def breaking(began: dict[date, date], travels: list[Trip], years: int, way: Way) -> list[Trip]:
    """The trips that break the years: those of more than six months, and the last one of any years of which more than
    one fifth was spent away, as far as the stay counted by then."""
    found = []
    for trip in travels:
        start = began.get(trip.back)
        too_much = (
            way.restart
            and start is not None
            and trip.out < trip.back
            and more_than(12 * years // 5, travels, max(start, years_after(trip.back, -years)), trip.back)
        )
        if too_much or months_after(trip.out, 6) < trip.back:
            found.append(trip)
    return found


def first_good_day(
    began: dict[date, date], travels: list[Trip], years: int, on: date, horizon: date, way: Way
) -> date | None:
    """Walk through the days; a break before ``on`` undoes what was reached."""
    broken = breaking(began, travels, years, way)
    away = {day: trip for trip in broken for day in walk(trip.out + ONE_DAY, min(trip.back, FAR) - ONE_DAY)}
    answer = None
    for day in walk(min(began), horizon):
        good = day in began and day not in away
        if good:
            since = max([began[day], *(trip.back for trip in broken if trip.back <= day)])
            good = years_after(since, years) <= day
            if good and not way.restart:
                under_way = [trip for trip in travels if trip.out < day < trip.back]
                # What is planned counts whole, so a day during a trip must also fit on the return.
                ends = [day, *(trip.back for trip in under_way if day > on)]
                good = not any(
                    more_than(
                        12 * years // 5,
                        travels,
                        max(since, years_after(end, -years)),
                        end,
                        between=end == day != on and bool(under_way),
                    )
                    for end in ends
                )
        if good and day >= on:
            return answer or day
        answer = (answer or day) if good else None
    return None
