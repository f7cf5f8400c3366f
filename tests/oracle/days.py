"""The calendar, by walking. Shares nothing with the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

ONE_DAY = timedelta(days=1)
FAR = date(2099, 12, 31)  # "still running", "not back yet"


@cache
def years_after(day: date, years: int) -> date:
    """The same day, years later; where there is no 29 February, the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@cache
def months_after(day: date, months: int) -> date:
    """The same day, months later or earlier; where the month has no such day, its last day."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def whole_months(start: date, end: date) -> tuple[int, int]:
    """How many whole calendar months fit, and the days left over."""
    months = 0
    while months_after(start, months + 1) <= end:
        months += 1
    return months, (end - months_after(start, months)).days


def length(start: date, end: date) -> Fraction:
    """Months: the whole ones, and the days left over as a part of the month they fall in."""
    if end <= start:
        return Fraction(0)
    months, days = whole_months(start, end)
    this_month = months_after(start, months + 1) - months_after(start, months)
    return months + Fraction(days, this_month.days)


def walk(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


@dataclass(frozen=True)
class Trip:
    """An absence: the day of departure, the day of return, the reason."""

    out: date
    back: date
    reason: str = "ordinary"
    outside_eu: bool | None = None


def read(day: str | None) -> date:
    """An exact date of a case; no date: far away."""
    return FAR if day is None else date.fromisoformat(day)


def trips(case: dict[str, Any], *, whole_days: bool = False) -> list[Trip]:
    """The absences of a case, in order. ``whole_days``: the day of departure is not a day of absence (reading 22)."""
    found = []
    for entry in case.get("absences", []):
        out, back = read(entry["from"]), read(entry.get("to"))
        out = min(out + ONE_DAY, back) if whole_days else out
        found.append(Trip(out, back, entry.get("reason") or "ordinary", entry.get("outside_eu")))
    return sorted(found, key=lambda trip: (trip.out, trip.back))


TRIFLE = Fraction(1, 5)
"""Left-over days are parts of months of other lengths, so two windows that differ by a day can differ by a trifle for
the calendar alone. A window that ends while a trip goes on is such a one between: the one that ends with the trip, or
on the day that is asked about, holds the most. In the windows between, a trifle is let pass."""


def more_than(limit: int, travels: Iterable[Trip], first: date, last: date, *, between: bool = False) -> bool:
    """Do the parts of the trips between two days add up to more than so many months?"""
    parts = [(max(trip.out, first), min(trip.back, last)) for trip in travels]
    days = sum((end - start).days for start, end in parts if end > start)
    if days < 28 * limit:  # quick, and never wrong: no month is shorter
        return False
    let_pass = TRIFLE if between else 0
    return sum((length(start, end) for start, end in parts), Fraction(0)) > limit + let_pass
