"""Calendar arithmetic: years, months and days as the law counts them, never as 30 days.

Conventions (each is a decision of the project, named and cited in ``conventions``):

* ``add_years``: same day and month; from 29 February, 1 March in a common year (reading 23).
* ``add_months``: same day; at month ends the last day of the shorter month (reading 23).
* ``month_fraction``: whole calendar months, and the days left over as a part of the month in which they fall, so
  that lengths can be added up without ever pretending that a month has 30 days.

Nothing here reads a clock.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

DAY = timedelta(days=1)


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 1 March in a common year (reading 23)."""
    year = day.year + years
    if day.month == 2 and day.day == 29 and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return day.replace(year=year)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier); the last day of a month that is too short (reading 23)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = 28 if day.day <= 28 else monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """Whole calendar months from ``start`` to ``end``, and the days left over. ``end`` must not be before ``start``."""
    months = (end.year - start.year) * 12 + end.month - start.month
    while add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


@lru_cache(maxsize=8192)  # the same trips are weighed under every reading
def month_fraction(start: date, end: date) -> Fraction:
    """The length from ``start`` to ``end`` in months, exactly; zero when ``end`` is not after ``start``."""
    if end <= start:
        return Fraction(0)
    months, days = months_and_days(start, end)
    month_length = (add_months(start, months + 1) - add_months(start, months)).days
    return Fraction(months) + Fraction(days, month_length)


def added_up(lengths: Iterable[Fraction]) -> Fraction:
    """The sum of lengths in months. Months have four lengths, so few fractions are left to add."""
    parts: dict[int, int] = {}
    for length in lengths:
        parts[length.denominator] = parts.get(length.denominator, 0) + length.numerator
    return sum((Fraction(part, whole) for whole, part in parts.items()), Fraction(0))
