"""The five years of the K card, day by day (K-COND-1, K-COUNT-1, K-COUNT-2, K-WHEN-1; reading 12)."""

from __future__ import annotations

from datetime import date
from typing import Any

from oracle.days import ONE_DAY, read, walk, years_after

READINGS = {"safe": False, "asylum-from-application": True}
"""Does asylum time begin with the application (the first day of that stay), or with the first orange card (safe)?"""


def lawful_days(case: dict[str, Any], horizon: date, from_application: bool) -> set[date]:
    """Every day of regular stay: all grounds in full. Where asylum time comes first, it begins with the orange card."""
    found: set[date] = set()
    for stay in sorted(case["stays"], key=lambda stay: str(stay["from"])):
        first = read(stay["from"])
        comes_first = first not in found and first - ONE_DAY not in found
        if stay["ground"] == "asylum_procedure" and comes_first and not from_application:
            first = read(stay["first_card_issued"])
        found.update(walk(first, min(read(stay.get("to")), horizon)))
    return found


def earliest(case: dict[str, Any], on: date, horizon: date, from_application: bool) -> date | None:
    """The first day with unlimited stay and five regular years just before it, that holds until ``on`` or after."""
    lawful = lawful_days(case, horizon, from_application)
    unlimited = read(case["unlimited_stay_since"])
    answer = None
    since = None
    for day in walk(min(lawful), horizon):
        if day not in lawful:
            since = None
        elif since is None:
            since = day
        good = since is not None and years_after(since, 5) <= day and unlimited <= day
        if good and answer is None:
            answer = day
        if not good and day <= on:
            answer = None
        if answer is not None and day > on:
            return answer
    return answer
