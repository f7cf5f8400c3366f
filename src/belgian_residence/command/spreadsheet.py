"""Numbers, days and yes or no as the spreadsheet programs of Belgium write them into a table.

A program that is set to Dutch, French or German writes ``1.250,50``, ``31/12/2020`` and ``WAAR``. Such a cell is read
where it can mean one thing only, and refused with the reason where it can mean two: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Order = Literal["day_first", "not_known"]
"""How the days of a table are written, as far as the table itself proves it."""

YES_NO = {
    **dict.fromkeys(("true", "yes", "waar", "ja", "vrai", "oui", "wahr"), True),
    **dict.fromkeys(("false", "no", "onwaar", "nee", "faux", "non", "falsch", "nein"), False),
}
"""Yes and no, and how programs set to Dutch, French or German write true and false."""

SPACE = "[ \u00a0\u202f]"
_WHOLE = re.compile(rf"-?(\d{{1,15}}|\d{{1,3}}({SPACE}\d{{3}})+|\d{{1,3}}(\.\d{{3}}){{2,}}|\d{{1,3}}(,\d{{3}}){{2,}})")
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_DECIMAL = re.compile(
    rf"-?(?P<whole>\d{{1,15}}|\d{{1,3}}({SPACE}\d{{3}})+|\d{{1,3}}(\.\d{{3}})+(?=,)|\d{{1,3}}(,\d{{3}})+(?=\.))"
    r"[.,](?P<part>\d{1,15})"
)
_IN_EURO = re.compile(rf"(?:€|EUR){SPACE}?(?P<behind>[^€]+)|(?P<before>[^€]+?){SPACE}?(?:€|EUR)")
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_IN_TEXT = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?![\d/.-])")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}")
MONTHS = 12
DAY_ACCEPTED = "a day such as 2020-12-31, or 31/12/2020 in a table whose days show that the day comes first"
NUMBER_ACCEPTED = "the number without a mark between thousands, such as 1250 or 1250,50"


class Unclear(ValueError):
    """A cell that can mean two things: what it can mean, and what is accepted."""

    def __init__(self, reason: str, accepted: str) -> None:
        super().__init__(reason)
        self.accepted = accepted


def number(text: str) -> int | float | str:
    """The number in a cell; the text itself where it is none. Raises Unclear for ``1.250``, which is a thousand and
    more in Belgium and little more than one elsewhere; for ``1,250`` too."""
    if _TWO_WAYS.fullmatch(text):
        whole, part = re.split("[.,]", text)
        raise Unclear(f"can be {whole}{part} or {whole}.{part}", NUMBER_ACCEPTED)
    if _WHOLE.fullmatch(text):
        return int(_digits(text))
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return text
    sign = "-" if text.startswith("-") else ""
    return float(f"{sign}{_digits(found['whole'])}.{found['part']}")


def euros(text: str) -> int | float | str:
    """The number in a cell for an amount of money, also with the sign of the euro before or behind it, as in cells that
    are shown as money; the text itself where it is none. Raises Unclear as ``number`` does."""
    found = _IN_EURO.fullmatch(text)
    read = number(found["before"] or found["behind"]) if found else number(text)
    return text if isinstance(read, str) else read


def _digits(text: str) -> str:
    return re.sub(rf"{SPACE}|[.,]", "", text)


def day(text: str, order: Order = "not_known") -> str:
    """A day or a month as the facts write it: ``31/12/2020`` becomes 2020-12-31, ``12/2020`` becomes 2020-12; any other
    text stays as it is. ``order``: see ``order_of_days``. Raises Unclear where day and month could change places, where
    the month stands first, and for a year of two digits."""
    if _SHORT_YEAR.fullmatch(text):
        raise Unclear("has a year of two digits", DAY_ACCEPTED)
    month = _MONTH.fullmatch(text)
    if month and 1 <= int(month[1]) <= MONTHS:
        return f"{month[2]}-{int(month[1]):02}"
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    first, second, year = int(found[1]), int(found[3]), found[4]
    if second > MONTHS:
        raise Unclear("has the month first", DAY_ACCEPTED)
    if order == "not_known" and first <= MONTHS and first != second:
        one, other = f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
        raise Unclear(f"can be {one} or {other}", DAY_ACCEPTED)
    return f"{year}-{second:02}-{first:02}"


def order_of_days(read: Callable[[int], str]) -> Order:
    """What the days in a whole text prove: one of them has a first number that is no month, and none a second one.
    ``read``: gives so many more characters, or none at the end."""
    size, kept, proven = 1 << 16, "", False
    while piece := read(size):
        text = kept + piece
        for found in _IN_TEXT.finditer(text):
            if int(found[3]) > MONTHS:
                return "not_known"
            proven = proven or int(found[1]) > MONTHS
        kept = text[-12:]  # a day may stand on the edge of two pieces; read twice it says the same twice
    return "day_first" if proven else "not_known"
