"""The years of the B card, day by day, by reason of stay (B-GEN-1, B-FAM-1, B-REF-1, B-SP-1, B-9TER-1, B-WORK-1,
B-UAM-1, B-STL-1, B-LTR2-1; readings 7, 18 and 36).

On each day the question is: has the present reason of stay lasted, without a day between, since a day that lies so many
years back: its first card, or the paper from which the law counts?
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from oracle.days import ONE_DAY, read, walk, years_after

BY_FAVOUR = {"self_employed", "researcher", "humanitarian_9bis", "other_limited_stay"}
BEFORE_A_FAVOUR = BY_FAVOUR | {"single_permit", "blue_card", "family_of_limited_stay", "intra_corporate_transferee"}
COUNT_TOGETHER = dict.fromkeys(BY_FAVOUR, BEFORE_A_FAVOUR) | {"blue_card": {"blue_card", "single_permit"}}
PROTECTED, ABROAD_BEFORE = {"refugee", "subsidiary_protection"}, {"long_term_resident_other_state"}
RIGHTS = PROTECTED | ABROAD_BEFORE | {"family_of_unlimited_stay", "medical_9ter", "unaccompanied_minor", "stateless"}
"""Reasons on which the Act itself gives unlimited stay, on the day of the years."""
AFTER_THE_DAY = {"single_permit", "blue_card"}
STATELESS_RULE = date(2024, 9, 1)
ANNEX_15 = 135
"""Forty-five days, and twice as many more."""
READINGS = {"safe": 0, "gap-covered": ANNEX_15}
"""How many days between two stays are no gap."""


def earliest(case: dict[str, Any], on: date, horizon: date, bridged: int) -> date | None:
    """The first day of the years being complete, for the reason of stay that holds on the date asked about."""
    stays = sorted(case["stays"], key=lambda stay: str(stay["from"]))
    present = [stay for stay in stays if read(stay["from"]) <= on <= read(stay.get("to"))][-1]
    own = of_stay(case, stays, present, on, horizon, bridged)
    if own is not None and (own < on if present["ground"] in AFTER_THE_DAY else own <= on):
        return own
    return right_before(case, stays, present, on, bridged) or own


def right_before(
    case: dict[str, Any], stays: list[dict[str, Any]], present: dict[str, Any], on: date, bridged: int
) -> date | None:
    """The day of the years on an earlier reason that gives a right, if it lies on a day on which that reason held; the
    newest such reason. Not after a year in which no stay ran."""
    for stay in reversed(stays):
        withdrawn = stay["ground"] in PROTECTED and case.get("protection_ended") == "withdrawn"
        if stay is present or stay["ground"] not in RIGHTS or withdrawn or read(stay["from"]) > on:
            continue
        if stay["ground"] in ABROAD_BEFORE and case["other_state_purpose"] in ("salaried", "study"):
            continue
        years, last = 5, min(read(stay["to"]), on)
        if stay["ground"] == "unaccompanied_minor":
            years, last = 3, min(last, years_after(read(case["birth_date"]), 18) - ONE_DAY)
        day = years_after(start_of_years(case, stays, stay, bridged), years)
        if day <= last and not a_year_without(stays, stay, on):
            return day
    return None


def a_year_without(stays: list[dict[str, Any]], stay: dict[str, Any], on: date) -> bool:
    """Did more than a year follow without any stay?"""
    without = ONE_DAY * 0
    for day in walk(read(stay["to"]), on):
        held = any(read(one["from"]) <= day <= read(one.get("to")) for one in stays)
        without = ONE_DAY * 0 if held else without + ONE_DAY
        if years_after(day - without, 1) < day:
            return True
    return False


def of_stay(
    case: dict[str, Any],
    stays: list[dict[str, Any]],
    present: dict[str, Any],
    on: date,
    horizon: date,
    bridged: int,
) -> date | None:
    """The first day of the years being complete on the reason of this stay."""
    starts = start_of_years(case, stays, present, bridged)
    years = 5
    if present["ground"] == "unaccompanied_minor":
        of_age = years_after(read(case["birth_date"]), 18)
        if on < of_age and years_after(starts, 3) < of_age:
            years = 3
        else:
            starts = read(first_of_reason(stays, present, bridged)["first_card_issued"])
    return next((day for day in walk(starts, horizon) if years_after(starts, years) <= day), None)


def start_of_years(case: dict[str, Any], stays: list[dict[str, Any]], present: dict[str, Any], bridged: int) -> date:
    """The day from which the law counts for the reason of stay."""
    ground = present["ground"]
    if ground in ("refugee", "subsidiary_protection"):
        return read(case["asylum_application"])
    if ground == "medical_9ter":
        return read(case["medical_application"])
    first = first_of_reason(stays, present, bridged)
    if ground in ("unaccompanied_minor", "stateless"):
        grant = read(first["granted"])
        return max(grant, STATELESS_RULE) if ground == "stateless" else grant
    if ground == "family_of_unlimited_stay" and first["attestation"] != "none":
        return read(first["attestation"])
    return read(first["first_card_issued"])


def first_of_reason(stays: list[dict[str, Any]], present: dict[str, Any], bridged: int) -> dict[str, Any]:
    """The stay with which the reason began: back through every day on which a stay that counts with it ran."""
    together = COUNT_TOGETHER.get(present["ground"], {present["ground"]})
    first, at = present, read(present["from"])
    while True:
        reach = {at - timedelta(back) for back in range(bridged + 2)}
        before = [stay for stay in stays if stay is not first and read(stay["from"]) < at]
        last = before[-1] if before else None
        if last is None or last["ground"] not in together:
            return first
        if not reach & set(walk(read(last["from"]), read(last["to"]))) and read(last["to"]) + ONE_DAY < at:
            return first
        first, at = last, read(last["from"])
