"""Which time makes up the years of a card, and whether it counts in full or for half: for a picture of the years.

The day is that of the route; nothing is decided here. Where the parts would not lead to that day, none are given.
"""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.conventions import Conventions
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import add_years
from belgian_residence.routes.k import regular_stay_complete
from belgian_residence.routes.l.stays import Span, completed_on
from belgian_residence.routes.l.years import counted_spans
from belgian_residence.routes.limits import limit
from belgian_residence.routes.outcome import Outcome
from belgian_residence.routes.registry import CARD_ROUTES
from belgian_residence.told.person import Person
from belgian_residence.told.values import SAME_DATE_WITHIN


def clock_parts(key: str, outcome: Outcome, person: Person, on: date, conventions: Conventions) -> list[dict[str, str]]:
    """The parts of the years of a card, in the order of time.

    Each: ``from`` (the first day), ``until`` (the day after the last one) and ``counts`` ("full" or "half", L-5Y-2).
    ``person``: with exact days, of a rough one the latest. Empty for a route without a day, for one that is closed, for
    nationality, and where rough days leave it open how a stay is weighed.
    """
    route = next((route for route in CARD_ROUTES if route.key == key), None)
    if route is None or outcome.clock is None or outcome.status == "closed":
        return []
    situation = Situation(person, on, conventions)
    if key == "K":
        day = regular_stay_complete(situation).day  # the clock itself may wait for unlimited stay
        return _window(day if day and day <= outcome.clock else None, limit("K.years", on))
    if key == "L":
        spans = counted_spans(situation)
        if any(span.weight < 1 for span in spans):
            ends = completed_on(spans, limit("L.years", on))
            lead_there = abs(outcome.clock - ends) <= SAME_DATE_WITHIN
            return [part for span in spans for part in _part(span, outcome.clock)] if lead_there else []
    return _window(outcome.clock, route.clock(situation).years)


def _part(span: Span, day: date) -> list[dict[str, str]]:
    until = min(span.end or day, day)
    if until <= span.start:
        return []
    counts = "full" if span.weight == 1 else "half"
    return [{"from": span.start.isoformat(), "until": until.isoformat(), "counts": counts}]


def _window(day: date | None, years: int | None) -> list[dict[str, str]]:
    """So many years before a day, all of them in full. Of a stay since 29 February the year may begin a day later."""
    if day is None or years is None:
        return []
    return [{"from": add_years(day, -years).isoformat(), "until": day.isoformat(), "counts": "full"}]
