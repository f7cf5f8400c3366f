"""A date in words, as people write it: "March 2020", "début 2019", "around 5 March 2020", "between March and May 2020".

English, Dutch, French and German, with or without accents; people write the month as on their papers, in any of them.
The words are only read, never shown. Own code, because no library fits: dateparser gives one day, knows no season and
brings megabytes of tables; edtf knows rough dates, but English alone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from belgian_residence.engine.dates import DAY, add_months


def _table(text: str) -> frozenset[str]:
    """A table of words as they are read: a line of text."""
    return frozenset(text.split())


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
PARTS = {
    "early": "early start beginning begin vroeg debut anfang beginn fruh",
    "mid": "mid middle half halverwege midden medio mi milieu mitte",
    "late": "late end eind einde fin ende spat",
}
ABOUT = _table(
    "about around approximately approx ca circa ~ ± ? rond ongeveer omstreeks vers environ etwa ungefahr zirka"
)
BETWEEN = _table("and en et und or ou oder to tot bis until till jusque jusqu a –")
"""Words that stand between the first and the last day. At the beginning of a text they say nothing ("en 2019")."""
PUNCTUATION = set(",.'’-")
SAYS_NOTHING = _table(
    "the of in on at since from between the year month de het van sinds vanaf in op tussen jaar maand le la l d du des "
    "depuis entre au aux mois annee am im von vom seit zwischen des jahres monats"
)
SHORTEST = 3
"""Letters needed to recognise a name; "ma" could be March or May."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
WEEK = timedelta(7)

_MARKS = dict.fromkeys(range(0x0300, 0x0370))  # accents that are letters of their own
_NO_ACCENTS = str.maketrans("àâäáéèêëîïíôöóûùüúç", "aaaaeeeeiiiooouuuuc") | _MARKS
# Compiled when somebody has typed a date:
_DANGLING = r"(?s:\s*[-–—]|.*[-–—]\s*$)"
_SIGNED = r"(?<!\w)-(?=\d)"
"""A dash that holds nothing together and stands before a number: "-5" is no day."""
_PIECE = r"\d+(?:[./-]\d+)*(?:er|st|nd|rd|th|ste|de|e)?(?!\w)|[^\W\d_]+|[~±?]|\S"


class NoSuchDate(ValueError):
    """The text is a date, but there is none such: ``box`` (day or year), the key of the message, its values."""

    def __init__(self, box: str, key: str, **values: int) -> None:
        super().__init__(key)
        self.box, self.key, self.values = box, key, values


@dataclass
class _Told:
    """What the words of one date say."""

    day: int | None = None
    month: int | None = None
    season: str | None = None
    year: int | None = None
    until_year: int | None = None
    part: str | None = None
    about: bool = False
    numbers: list[int] = field(default_factory=list)


def read(text: str) -> tuple[date, date] | None:
    """The first and the last day that a text can mean; None where it is no date. Raises NoSuchDate."""
    dashed = _dashes(plain(text))
    if re.search(_SIGNED, dashed):
        return None
    words = [word for word in re.findall(_PIECE, dashed) if word not in PUNCTUATION]
    for place, word in enumerate(words):
        first, then = words[:place], words[place + 1 :]
        if _is_between(word, first) and then and any(one not in SAYS_NOTHING for one in first):
            return _range(first, then)
    told = _tell(words)
    return _days(told) if told else None


def dangles(text: str) -> bool:
    """Does a text begin or end with a dash? Then it is a sign ("-5"), or half of what was meant ("2020 –")."""
    return re.match(_DANGLING, text) is not None


def _dashes(text: str) -> str:
    """The text with one sign, "–", for "from … to …", and none for what only holds a date together."""
    text = re.sub(r"(\d{1,2})\s*([-/])\s*(\d{1,2})\s*\2\s*(\d{4})", r"\1/\3/\4", text)
    text = re.sub(r"(\d{1,2})\s*-\s*([^\W\d_]+)\s*-\s*(\d{4})", r"\1 \2 \3", text)
    return re.sub(r"\s[-–—]+\s|[–—]|(?<=/\d{4})-(?=\d)|(?<=\.\d{4})-(?=\d)", " – ", text)


def _is_between(word: str, first: list[str]) -> bool:
    """Dutch "of" is "or" between two months, and English "of" says nothing."""
    return word in BETWEEN or (word == "of" and bool(first) and month_of(first[-1]) is not None)


def _range(first: list[str], then: list[str]) -> tuple[date, date] | None:
    """From the first day of one date to the last of the other; what the first leaves out, the other one says."""
    one, other = _tell(first), _tell(then)
    if one is None or other is None:
        return None
    if one.month is None and one.season is None and one.numbers:
        one.day, one.month = one.numbers.pop(0), other.month
    one.year = one.year or other.year
    begin, end = _days(one), _days(other)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def _tell(words: list[str]) -> _Told | None:
    """What the words say; None where one of them is no word of a date, or stands twice."""
    told = _Told()
    for word in words:
        if word in ABOUT:
            told.about = True
        elif re.match(r"\d", word):
            if not _number(word, told):
                return None
        elif word not in SAYS_NOTHING and word not in BETWEEN and not _name(word, told):
            return None
    if told.numbers and told.day is None and told.month is not None:
        told.day = told.numbers.pop(0)
    elif len(told.numbers) == 2 and told.season is None and told.year is not None:
        told.day, told.month = told.numbers
        told.numbers = []
        return told if 1 <= told.month <= 12 else None
    return None if len(told.numbers) > 1 else told


def _name(word: str, told: _Told) -> bool:
    """A month, a season or a part of one."""
    part = next((part for part, names in PARTS.items() if word in names.split()), None)
    found, month = season(word), month_of(word)
    if part and told.part is None:
        told.part = part
    elif found and told.season is None:
        told.season = found
    elif month and told.month is None:
        told.month = month
    else:
        return False
    return True


def _number(word: str, told: _Told) -> bool:
    """A day, a year, or several numbers in one: 27/3/2021, 2021-03-27, 3/2021, 2019-2020."""
    parts = [int(part) for part in re.findall(r"\d+", word)]
    shape = [len(part) for part in re.findall(r"\d+", word)]
    if len(parts) == 1:
        if shape == [4] and told.year is None:
            told.year = parts[0]
        elif shape[0] <= 2:
            told.numbers.append(parts[0])
        else:
            return False
        return True
    if told.year is not None or told.numbers:
        return False
    if len(parts) == 3:
        if shape[0] == 4:
            parts.reverse()
            shape.reverse()
        told.day, told.month, told.year = parts
        return shape[2] == 4 and max(shape[:2]) <= 2 and 1 <= told.month <= 12
    if shape == [4, 4] or (shape == [4, 2] and told.season == "winter"):
        told.year, told.until_year = parts[0], parts[0] // 100 * 100 + parts[1] if shape[1] == 2 else parts[1]
        return told.until_year >= told.year
    if shape[0] == 4:
        parts.reverse()
        shape.reverse()
    told.month, told.year = parts[0], parts[1]
    return len(parts) == 2 and shape[1] == 4 and shape[0] <= 2 and 1 <= told.month <= 12


def _days(told: _Told) -> tuple[date, date] | None:
    """The first and the last day of what was told. Raises NoSuchDate."""
    if told.numbers or (told.season and (told.month or told.day)) or (told.day and not told.month):
        return None
    if told.year is None and told.month is None and told.season is None:
        return None
    if told.year is None:
        raise NoSuchDate("year", "date.missing_year")
    for year in (told.year, told.until_year or told.year):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise NoSuchDate("year", "date.bad_year")
    if told.until_year is not None:
        return _of_two_years(told, told.year, told.until_year)
    if told.season:
        return _part(*season_days(told.season, told.year), None if told.season == "winter" else told.part)
    if told.month is None:
        return _widened(*_part(date(told.year, 1, 1), date(told.year, 12, 31), told.part), told, months=12)
    last = monthrange(told.year, told.month)[1]
    if told.day is None:
        days = _part(date(told.year, told.month, 1), date(told.year, told.month, last), told.part)
        return _widened(*days, told, months=1)
    if told.day < 1 or told.part:
        return None
    if told.day > last:
        raise NoSuchDate("day", "date.no_such_day", month=told.month, year=told.year, last=last)
    day = date(told.year, told.month, told.day)
    return (day - WEEK, day + WEEK) if told.about else (day, day)


def _of_two_years(told: _Told, year: int, until: int) -> tuple[date, date] | None:
    if told.season == "winter" and until == year + 1:
        return date(year, 12, 1), date(until, 2, monthrange(until, 2)[1])
    return None if told.season or told.month or told.part else (date(year, 1, 1), date(until, 12, 31))


def _part(first: date, last: date, part: str | None) -> tuple[date, date]:
    """The first, the second or the last third: ten days of a month, one month of a season, four of a year."""
    if part is None:
        return first, last
    number = ("early", "mid", "late").index(part)
    if first.month == last.month:
        begin = first + timedelta(10 * number)
        return begin, last if part == "late" else begin + timedelta(9)
    third = (last.month - first.month + 1) // 3
    return add_months(first, third * number), add_months(first, third * (number + 1)) - DAY


def _widened(first: date, last: date, told: _Told, *, months: int) -> tuple[date, date]:
    """ "Around" a month or a year: the one before and the one after may be meant too."""
    if not told.about:
        return first, last
    return add_months(first, -months), add_months(last + DAY, months) - DAY


def season(text: str) -> str | None:
    """The season that a word names."""
    return next((name for name, names in SEASONS.items() if plain(text) in names.split()), None)


def month_of(text: str) -> int | None:
    """The month that a word names, also by its first letters; None where none or several do."""
    typed = plain(text)
    if len(typed) < SHORTEST:
        return None
    found = {number for number, names in enumerate(MONTHS, start=1) for name in names.split() if name.startswith(typed)}
    return found.pop() if len(found) == 1 else None


def season_days(name: str, year: int) -> tuple[date, date]:
    """The days of a season. "Winter 2021" may be the one that began or the one that ended in 2021: both are taken."""
    if name == "winter":
        return date(year - 1, 12, 1), date(year + 1, 2, monthrange(year + 1, 2)[1])
    first = {"spring": 3, "summer": 6, "autumn": 9}[name]
    return date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1])


def plain(text: str) -> str:
    """Lower case, no accents, no full stop at the end."""
    return text.casefold().translate(_NO_ACCENTS).strip(" .")
