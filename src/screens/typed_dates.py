"""Dates as people type them: three boxes, month names in four languages, seasons, or only roughly known.

``parse`` gives the value for the case file (see ``belgian_residence.told.facts``): ``"2021-03-15"``, ``"2021-03"``,
``"2021"`` or ``{"earliest": …, "latest": …}``. ``boxes`` is its reverse: what to show in the three boxes again.
Nothing here knows a word that is shown to a person; the names below are only read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

# English, Dutch, French, German; without accents. People write the month as on their papers, in any of them.
MONTHS = (
    "january januari janvier januar",
    "february februari fevrier februar",
    "march maart mars marz maerz mrt",
    "april avril",
    "may mei mai",
    "june juni juin",
    "july juli juillet",
    "august augustus aout",
    "september septembre",
    "october oktober octobre",
    "november novembre",
    "december decembre dezember",
)
SEASONS = {
    "spring": "spring lente voorjaar printemps fruhling fruehling fruhjahr fruehjahr",
    "summer": "summer zomer ete sommer",
    "autumn": "autumn fall herfst najaar automne herbst",
    "winter": "winter hiver",
}
SHORTEST = 3
"""Letters needed to recognise a name; "ma" could be March or May."""

_NO_ACCENTS = str.maketrans("àâäáéèêëîïíôöóûùüúç", "aaaaeeeeiiiooouuuuc")
_MARKS = re.compile("[\u0300-\u036f]")
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class DateProblem(Exception):
    """A date that cannot be used: which box to correct (day, month or year), the message key and its values."""

    box: str
    key: str
    values: tuple[tuple[str, Any], ...] = ()


def parse(day: str, month: str, year: str, *, rough: bool = False) -> str | dict[str, str]:
    """Read the three boxes. ``rough``: the person says that only the month, season or year is known.

    Raises DateProblem. All three empty is the problem ``date.missing``.
    """
    day, month, year = _spread(day.strip(), month.strip(), year.strip())
    if not (day or month or year):
        raise DateProblem("day", "date.missing")
    season = _season(month)
    if season and not day:
        return _season_days(season, _year(year))
    if not rough or day:
        _nothing_missing(day, month, year)
    if rough and day:
        raise DateProblem("day", "date.rough_but_full")
    number_of_year = _year(year)
    if not month:
        return f"{number_of_year:04}"
    number_of_month = _month(month)
    if not day:
        return f"{number_of_year:04}-{number_of_month:02}"
    number_of_day = _day(day)
    last = monthrange(number_of_year, number_of_month)[1]
    if number_of_day > last:
        where = (("month", number_of_month), ("year", number_of_year), ("last", last))
        raise DateProblem("day", "date.no_such_day", where)
    return date(number_of_year, number_of_month, number_of_day).isoformat()


def boxes(value: object) -> dict[str, str]:
    """What to show in the boxes for a value of the case file: day, month, year, and rough ("yes" or "").

    An interval that is not a season cannot be shown in boxes: they stay empty.
    """
    if isinstance(value, str):
        parts = [str(int(part)) for part in value.split("-")] if value[:1].isdigit() else []
        year, month, day = [*parts, "", "", ""][:3]
        return {"day": day, "month": month, "year": year, "rough": "yes" if parts and not day else ""}
    if isinstance(value, dict):
        for season in SEASONS:
            year = str(value.get("latest", ""))[:4]
            for candidate in (year, str(int(year) - 1)) if year.isdigit() else ():
                if _season_days(season, int(candidate)) == value:
                    return {"day": "", "month": season, "year": candidate, "rough": "yes"}
    return {"day": "", "month": "", "year": "", "rough": ""}


def _spread(day: str, month: str, year: str) -> tuple[str, str, str]:
    """A whole date in the first box ("15/03/2021", "2021-03-15", "15 mars 2021") goes to the three boxes."""
    if month or year:
        return day, month, year
    parts = re.split(r"[\s/.,\-]+", day.strip(" .,"))
    if len(parts) != 3:
        return day, month, year
    if len(parts[0]) == 4 and parts[0].isdigit():
        parts.reverse()
    return parts[0], parts[1], parts[2]


def _nothing_missing(day: str, month: str, year: str) -> None:
    missing = [name for name, text in (("day", day), ("month", month), ("year", year)) if not text]
    if missing:
        raise DateProblem(missing[0], "date.missing_" + "_and_".join(missing))


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
    found = {index for index, names in enumerate(MONTHS, start=1) if _matches(text, names)}
    if len(found) != 1:
        raise DateProblem("month", "date.bad_month")
    return found.pop()


def _day(text: str) -> int:
    number = re.fullmatch(r"(\d{1,2})(st|nd|rd|th|er|e|ste|de|\.)?", without_accents(text) or text.casefold())
    if number is None or not 1 <= int(number[1]) <= 31:
        raise DateProblem("day", "date.bad_day")
    return int(number[1])


def _season(text: str) -> str | None:
    return next((season for season, names in SEASONS.items() if _matches(text, names, whole=True)), None)


def _season_days(season: str, year: int) -> dict[str, str]:
    """The days of a season. "Winter 2021" may be the one that began or the one that ended in 2021: both are taken."""
    ends = {"spring": ("03-01", "05-31"), "summer": ("06-01", "08-31"), "autumn": ("09-01", "11-30")}
    if season == "winter":
        return {"earliest": f"{year - 1}-12-01", "latest": f"{year + 1}-02-{monthrange(year + 1, 2)[1]}"}
    first, last = ends[season]
    return {"earliest": f"{year}-{first}", "latest": f"{year}-{last}"}


def without_accents(text: str) -> str:
    """Lower case, no accents, no full stop."""
    return _MARKS.sub("", text.casefold().translate(_NO_ACCENTS)).strip(" .")


def _matches(text: str, names: str, *, whole: bool = False) -> bool:
    typed = without_accents(text)
    if len(typed) < SHORTEST:
        return False
    return any(name == typed if whole else name.startswith(typed) for name in names.split())
