"""Calendar arithmetic: 29 February, ends of months, and lengths that can be added up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belgian_residence.engine.dates import add_months, add_years, month_fraction, months_and_days
from trying import trying

DAY = timedelta(days=1)
days = st.dates(date(2008, 1, 1), date(2032, 12, 31))
lengths = st.integers(0, 1500).map(timedelta)
quick = trying(300)


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        ("2019-03-15", 5, "2024-03-15"),
        ("2016-02-29", 5, "2021-03-01"),  # no 29 February: 1 March (reading 23)
        ("2016-02-29", 4, "2020-02-29"),
        ("2096-02-29", 4, "2100-03-01"),  # 2100 is a common year
        ("2019-02-28", 5, "2024-02-28"),  # not the end of the month: the same day
        ("2024-03-01", -5, "2019-03-01"),
        ("2024-02-29", -5, "2019-03-01"),
        ("2019-12-31", 1, "2020-12-31"),
    ],
)
def test_years_later(day: str, years: int, then: str) -> None:
    assert add_years(date.fromisoformat(day), years) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2021-01-15", 6, "2021-07-15"),
        ("2021-08-31", 6, "2022-02-28"),  # end of month: the last day of the shorter month (reading 23)
        ("2023-08-31", 6, "2024-02-29"),
        ("2023-08-29", 6, "2024-02-29"),
        ("2022-08-29", 6, "2023-02-28"),
        ("2021-02-28", 6, "2021-08-28"),  # not carried to the 31st
        ("2020-02-29", 12, "2021-02-28"),
        ("2021-10-15", 3, "2022-01-15"),  # over the end of a year
        ("2021-11-30", 1, "2021-12-30"),
        ("2021-12-31", 0, "2021-12-31"),
        ("2022-01-31", -1, "2021-12-31"),
        ("2021-03-31", -1, "2021-02-28"),
        ("2021-01-15", -12, "2020-01-15"),
        ("2021-01-15", -13, "2019-12-15"),
    ],
)
def test_months_later(day: str, months: int, then: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ("2021-01-15", "2021-07-15", 6),
        ("2021-01-15", "2021-07-16", 6 + Fraction(1, 31)),  # 15 July to 15 August has 31 days
        ("2021-01-31", "2021-02-28", 1),
        ("2021-02-01", "2021-02-15", Fraction(14, 28)),
        ("2024-02-01", "2024-02-15", Fraction(14, 29)),
        ("2020-02-29", "2021-02-28", 12),
        ("2020-02-29", "2021-03-01", 12 + Fraction(1, 29)),  # 28 February to 29 March
        ("2021-05-05", "2021-05-05", 0),
        ("2021-05-05", "2021-05-04", 0),  # never less than nothing
    ],
)
def test_length_in_months(start: str, end: str, length: Fraction | int) -> None:
    assert month_fraction(date.fromisoformat(start), date.fromisoformat(end)) == length


@quick
@given(days, lengths)
def test_months_and_days_lead_back_to_the_end(start: date, length: timedelta) -> None:
    months, left = months_and_days(start, start + length)
    assert add_months(start, months) + timedelta(days=left) == start + length
    assert months >= 0
    assert 0 <= left <= 30
    assert add_months(start, months + 1) > start + length, "one more whole month would have fitted"


def test_months_and_days_up_to_the_last_day_of_the_calendar() -> None:
    """No day beyond the end is looked at on the way: there is none after 9999."""
    assert months_and_days(date(2021, 1, 15), date(9999, 12, 31)) == (7978 * 12 + 11, 16)


@quick
@given(days, lengths)
def test_a_longer_time_is_never_shorter(start: date, length: timedelta) -> None:
    whole = month_fraction(start, start + length)
    assert month_fraction(start, start + length + DAY) > whole
    assert month_fraction(start - DAY, start + length) >= whole  # equal where both days are ends of months


@quick
@given(days, st.integers(0, 48))
def test_whole_months_are_whole_numbers(start: date, months: int) -> None:
    assert month_fraction(start, add_months(start, months)) == months


@quick
@given(days.filter(lambda day: day.day <= 28), st.integers(0, 24), lengths)
def test_lengths_add_up_at_whole_months(start: date, months: int, length: timedelta) -> None:
    middle = add_months(start, months)
    end = middle + length
    assert month_fraction(start, middle) + month_fraction(middle, end) == month_fraction(start, end)


@quick
@given(days, lengths, lengths)
def test_lengths_nearly_add_up_anywhere(start: date, first: timedelta, second: timedelta) -> None:
    """The days left over fall in months of other lengths, so a split may move the sum, by less than an eighth."""
    middle, end = start + first, start + first + second
    apart = month_fraction(start, middle) + month_fraction(middle, end) - month_fraction(start, end)
    assert abs(apart) < Fraction(1, 8)
