"""Dates as people type them: three boxes, or a text in any one of them. What is left out makes the date a rough one.

``parse`` gives the value for the case file (see ``belgian_residence.told.facts``): ``"2021-03-15"``, ``"2021-03"``,
``"2021"`` or ``{"earliest": …, "latest": …}``. ``boxes`` is its reverse: what to show in the three boxes again.
Nothing here knows a word that is shown to a person.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from belgian_residence.engine.dates import DAY, add_months
from screens import date_words
from screens.date_words import FIRST_YEAR, LAST_YEAR, SEASONS


@dataclass(frozen=True)
class DateProblem(Exception):
    """A date that cannot be used: which box to correct (day, month or year), the message key and its values."""

    box: str
    key: str
    values: tuple[tuple[str, Any], ...] = ()


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
"""Signs without a shape that come along with a copied text: marks of its direction, spaces without width."""


def visible(text: str) -> str:
    """A text without signs that nobody sees and nobody could take out."""
    return text.translate(_INVISIBLE).strip()


def parse(day: str, month: str, year: str) -> str | dict[str, str]:
    """Read the three boxes. A month or a year alone is a rough date; so is what ``date_words`` can read in one box.

    Raises DateProblem. All three empty is the problem ``date.missing``.
    """
    day, month, year = visible(day), visible(month), visible(year)
    filled = [text for text in (day, month, year) if text]
    if not filled:
        raise DateProblem("day", "date.missing")
    try:
        return _three_boxes(day, month, year)
    except DateProblem as problem:
        if not _may_be_text(day, month, year):
            raise
        found = _text(filled, problem)
        if found is not None:
            return found
        if len(filled) > 1 or filled[0].isalnum():
            raise
        box = next(name for name, text in (("day", day), ("month", month), ("year", year)) if text)
        raise DateProblem(box, "date.not_read") from None


def boxes(value: object) -> dict[str, str]:
    """What to show in the boxes for a value of the case file: day, month and year.

    Some days in a row that are neither a month, a year nor a season stand as text in the box for the month.
    """
    if isinstance(value, str):
        parts = [str(int(part)) for part in value.split("-")] if value[:1].isdigit() else []
        year, month, day = [*parts, "", "", ""][:3]
        return {"day": day, "month": month, "year": year}
    if isinstance(value, dict):
        first, last = days(value)
        for season in SEASONS:
            for candidate in (last.year, last.year - 1):
                if date_words.season_days(season, candidate) == (first, last):
                    return {"day": "", "month": season, "year": str(candidate)}
        return {"day": "", "month": f"{_numbers(first)} – {_numbers(last)}", "year": ""}
    return {"day": "", "month": "", "year": ""}


def days(value: str | dict[str, str]) -> tuple[date, date]:
    """The first and the last day that a date of the case file can be: the same day twice where it is exact."""
    if isinstance(value, dict):
        return days(value["earliest"])[0], days(value["latest"])[1]
    year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    first = date(year, month or 1, 1)
    return first, add_months(first, 1 if month else 12) - DAY


def _numbers(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year:04}"


def _three_boxes(day: str, month: str, year: str) -> str | dict[str, str]:
    """One thing in each box, the unknown ones left empty."""
    season = date_words.season(month)
    if season and not day:
        return _value(*date_words.season_days(season, _year(year)))
    number_of_month = _month(month) if month else 0
    missing = [name for name, text in (("month", month), ("year", year)) if not text]
    if day and missing:
        raise DateProblem(missing[0], "date.missing_" + "_and_".join(missing))
    number_of_year = _year(year)
    if not month:
        return f"{number_of_year:04}"
    if not day:
        return f"{number_of_year:04}-{number_of_month:02}"
    number_of_day = _day(day)
    last = monthrange(number_of_year, number_of_month)[1]
    if number_of_day > last:
        where = (("month", number_of_month), ("year", number_of_year), ("last", last))
        raise DateProblem("day", "date.no_such_day", where)
    return date(number_of_year, number_of_month, number_of_day).isoformat()


def _may_be_text(day: str, month: str, year: str) -> bool:
    """Does a box hold more than its own part of a date? Two numbers in two boxes are never put together."""
    sign, letter, long = r"\W", r"[^\W\d]", r"\d{3}"
    more = ((day, f"{sign}|{letter}|{long}"), (month, f"{sign}|{long}"), (year, f"{sign}|{letter}"))
    return any(re.search(pattern, text) for text, pattern in more)


def _text(filled: list[str], problem: DateProblem) -> str | dict[str, str] | None:
    """A whole date, exact or rough, in words or in numbers; None where it is none. Raises DateProblem."""
    if any(date_words.dangles(text) for text in filled):
        return None
    try:
        found = date_words.read(" ".join(filled))
    except date_words.NoSuchDate as wrong:
        box = wrong.box if len(filled) > 1 or wrong.key == "date.missing_year" else problem.box
        raise DateProblem(box, wrong.key, tuple(wrong.values.items())) from None
    return _value(*found) if found else None


def _value(first: date, last: date) -> str | dict[str, str]:
    """The shortest form for the case file."""
    whole = first.isoformat()
    for form in (whole, whole[:7], whole[:4]):
        if days(form) == (first, last):
            return form
    return {"earliest": whole, "latest": last.isoformat()}


def _year(text: str) -> int:
    if not text:
        raise DateProblem("year", "date.missing_year")
    if not text.isdecimal() or len(text) != 4 or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise DateProblem("year", "date.bad_year")
    return int(text)


def _month(text: str) -> int:
    number = text.rstrip(".")
    if number.isdecimal() and 1 <= int(number) <= 12:
        return int(number)
    found = date_words.month_of(text)
    if found is None:
        raise DateProblem("month", "date.bad_month")
    return found


def _day(text: str) -> int:
    number = re.fullmatch(r"(\d{1,2})(st|nd|rd|th|er|e|ste|de|\.)?", date_words.plain(text) or text.casefold())
    if number is None or not 1 <= int(number[1]) <= 31:
        raise DateProblem("day", "date.bad_day")
    return int(number[1])
