"""A stay whose first day is not known: between which days it can lie.

Such a stay is read like one that is known roughly, so the rules only ever see exact days (see ``answers``). What bounds
it is used: it began after the stay before it ended, or after birth, and no later than its first card, its own last day,
the card held now where it still runs, and the day asked about.
"""

from __future__ import annotations

from datetime import date

from belgian_residence.told.values import Days, Values

OLDEST = date(1900, 1, 1)
"""The oldest day that a case can hold."""
KNOWN = "start_known"
"""In the values of a stay: false where its first day was told as not known, so that its bounds are not taken for an
answer."""


def bounded(values: Values, on: date) -> Values:
    """The values with the days between which each first day lies that is not known."""
    stays = values.get("stays") or []
    if all("from" in stay for stay in stays):
        return values
    birth = values.get("birth_date")
    oldest = birth.earliest if isinstance(birth, Days) else OLDEST
    found = [
        stay
        if "from" in stay
        else {**stay, "from": _between(stay, _others(stay, stays), oldest, _held_on(stay, values, on)), KNOWN: False}
        for stay in stays
    ]
    return {**values, "stays": found}


def _held_on(stay: Values, values: Values, on: date) -> date:
    """The last day on which a stay can have begun: of one that runs, the issue of the card held now."""
    issued = values.get("card_issued")
    runs_here = "to" not in stay and stay.get("country", "BE") == "BE"
    return min(on, issued.latest) if runs_here and isinstance(issued, Days) else on


def _others(stay: Values, stays: list[Values]) -> list[Values]:
    return [one for one in stays if one is not stay and one.get("country", "BE") == stay.get("country", "BE")]


def _between(stay: Values, others: list[Values], oldest: date, last: date) -> Days:
    """``last``: the last day that it can be, whatever else was told.

    A stay that ended before this one can have begun was before it: no two in one country run at once. Bounds that cross
    cannot be true together; the last day is then kept, and the contradiction is told (see ``order``).
    """
    latest = min([last, *(stay[limit].latest for limit in ("first_card_issued", "to") if limit in stay)])
    ends = [other["to"].earliest for other in others if "to" in other and other["to"].earliest <= latest]
    return Days(min(max([oldest, *ends]), latest), latest)
