"""What became of the stay of somebody with an A, B, K, EU or L card, day by day (ABS-1, ABS-3, ABS-L-1, CARD-ABS-3).

Whether the days of departure and return count is open (reading 22): what is lost by one of them alone is unsettled.

Walk through the days abroad and write down when the right to come back ends; then look at the card: one that ended
meanwhile is a risk, one that was given on the return or later shows that the stay went on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from oracle.days import ONE_DAY, months_after, read, walk


def last_safe_day(card: str, out: date, outside_eu: bool) -> date:
    """The last day on which a return is in time for everybody: a year less a day; L in the EU six years less one."""
    months = 72 if card == "L" and not outside_eu else 12
    return months_after(out, months) - ONE_DAY


def one_trip(card: str, trip: dict[str, Any]) -> str:
    """What one absence did, with everything told of it. It lies behind; prepared in full it is kept (ABS-3)."""
    out, back = read(trip["from"]), read(trip["to"])
    days_late = [day for day in walk(out, back) if day > last_safe_day(card, out, trip["outside_eu"])]
    if not days_late:
        return "kept"
    if card == "L":  # at the limit itself the status is gone (ABS-L-1)
        return "lost" if len(days_late) > 1 else "unsettled"
    prepared = all(trip[part] for part in ("annex_18", "centre_of_interests_proven", "card_valid_on_return"))
    if card in ("B", "K") and prepared:
        return "kept" if trip["return_reported"] else "at_risk"  # the report comes after the right was used in time
    return ("at_risk", "unsettled", "lost")[min(len(days_late), 3) - 1]  # exactly a year is a risk (reading 19)


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
