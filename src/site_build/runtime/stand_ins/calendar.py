"""In the place of ``calendar``, which is made to print calendars: the one thing that is asked of it here. A test
compares it with the original for every month that Python knows."""

from datetime import date

FEBRUARY = 2
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def monthrange(year: int, month: int) -> tuple[int, int]:
    """The weekday of the first day, Monday as 0, and how many days the month has. Raises ValueError for no month."""
    first = date(year, month, 1)
    is_longer = month == FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return first.weekday(), DAYS[month - 1] + is_longer
