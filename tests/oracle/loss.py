"""What became of the stay of somebody with an A, B, K, EU or L card, day by day (ABS-1, ABS-3, ABS-L-1, CARD-ABS-3).

Whether the days of departure and return count is open (reading 22): what is lost by one of them alone is unsettled.

Walk through the days abroad and write down when the right to come back ends; then look at the card: one that ended
meanwhile is a risk, one that was given on the return or later shows that the stay went on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from oracle.days import ONE_DAY, months_after, read, walk


def by_one_count(card: str, first: date, back: date, outside_eu: bool) -> str:
    """What an absence did whose first day is told: beyond a year it is lost, exactly a year is a risk (reading 19).

    L lasts six years within the EU, and at the limit itself it is gone (ABS-L-1).
    """
    limit = months_after(first, 72 if card == "L" and not outside_eu else 12)
    days_late = len(list(walk(limit, back)))
    return ("kept", "lost" if card == "L" else "at_risk", "lost")[min(days_late, 2)]


def one_trip(card: str, trip: dict[str, Any]) -> str:
    """What one absence did, with everything told of it. It lies behind; prepared in full it is kept (ABS-3)."""
    out, back = read(trip["from"]), read(trip["to"])
    with_departure, whole_days = (by_one_count(card, first, back, trip["outside_eu"]) for first in (out, out + ONE_DAY))
    if with_departure == "kept":
        return "kept"
    prepared = all(trip[part] for part in ("annex_18", "centre_of_interests_proven", "card_valid_on_return"))
    if card in ("B", "K") and prepared:
        return "kept" if trip["return_reported"] else "at_risk"  # the report comes after the right was used in time
    return "unsettled" if with_departure == "lost" != whole_days else with_departure


def became(case: dict[str, Any], since: date) -> str:
    """Of the absences since the status was given the worst, unless the present card was given after the return."""
    order = ("kept", "at_risk", "unsettled", "lost")
    worst = "kept"
    for trip in case["absences"]:
        out, back, issued = read(trip["from"]), read(trip["to"]), read(case["card_issued"])
        if back <= since or issued >= back:
            continue
        said = one_trip(case["card"], trip)
        if said == "kept" and not trip["card_valid_on_return"] and months_after(out, 3) < back:
            said = "at_risk"  # only up to three months does a card that ended abroad not matter (ABS-4)
        if said == "lost" and out < issued:
            said = "unsettled"  # a card is handed over in person: perhaps it was not one absence
        worst = max(worst, said, key=order.index)
    return worst
