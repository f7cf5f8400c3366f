"""Words, dates and numbers in the language of the reader. Every word comes from a catalogue, never from code.

A catalogue maps keys to texts; English is a catalogue like the others. Where the source (.po) is present, a compiled
catalogue counts only if it was made from what is written now: build and tests never see an old text. The browser gets
one compiled catalogue, of the language of the page, which the worker puts at ``GIVEN``.
"""

from __future__ import annotations

import copy
import gettext
import os.path
import pkgutil
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from screens import date_words
from screens.date_words import SEASONS
from screens.fallback import plain
from screens.typed_dates import boxes, days

COMPILED = "words.mo"
GIVEN = "/words.mo"
CONTEXT = "\x04"
"""What gettext puts between a context and a key."""
SMALL = "small"
"""How a catalogue asks for a value that stands alone elsewhere, within a sentence: {what:small} makes "Your card" "your
card". What begins with an abbreviation stays as it is: "EU citizen"."""


class UnknownKey(LookupError):
    """The catalogue has no words for this key."""


class _Within(str):
    """A value that stands within a sentence where the catalogue says {what:small}."""

    def __format__(self, spec: str) -> str:
        if spec != SMALL:
            return super().__format__(spec)
        second = self[1:2]
        return self[:1].lower() + self[1:] if second.islower() or second in ("'", "\u2019") else str(self)


class Words:
    """The texts of one language. Call it with a key; placeholders such as {date} are filled from keywords."""

    def __init__(self, language: str) -> None:
        """Raises LookupError for a language without a catalogue."""
        self.language = language
        self._context = ""
        self._catalogue = gettext.GNUTranslations(BytesIO(_compiled(language)))
        if self._catalogue.info().get("language") != language:
            raise LookupError(f"no catalogue for {language!r}")

    def of_office(self, office: str) -> Words:
        """What is said to an office, in its language: nl, fr or de. Of all words only those of
        ``catalogues.FOR_OFFICES`` are there."""
        if office == self.language:
            return self
        theirs = copy.copy(self)
        theirs.language, theirs._context = office, office + CONTEXT
        return theirs

    def __call__(self, key: str, **values: Any) -> str:
        """The text of ``key``. ``n`` chooses the plural. Raises UnknownKey when there is none."""
        text = self.find(key, **values)
        if text is None:
            raise UnknownKey(key)
        return text

    def find(self, key: str, **values: Any) -> str | None:
        """The text of ``key``, or None when this language says nothing for it (optional help texts)."""
        key = self._context + key
        text = self._catalogue.ngettext(key, key, values["n"]) if "n" in values else key
        if text == key:
            text = self._catalogue.gettext(key)
        if text == key:
            return None
        if f":{SMALL}}}" in text:
            values = {name: _Within(value) if isinstance(value, str) else value for name, value in values.items()}
        return text.format_map(values) if values else text

    def day(self, value: date | str) -> str:
        """A day in words: 15 March 2021."""
        if isinstance(value, str):
            value = date.fromisoformat(value)
        return self("date.written", day=self._of_month(value), month=self.month(value.month), year=value.year)

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return self(f"month.{number}")

    def is_between(self, value: object) -> bool:
        """Does ``rough`` say of a date that it lies between two days?"""
        return isinstance(value, dict) and boxes(value)["month"] not in SEASONS

    def rough(self, value: str | dict[str, str]) -> str:
        """A date of the case file in words, exact or rough."""
        if isinstance(value, dict):
            if self.is_between(value):
                return self.between(*days(value))
            shown = boxes(value)
            return self("date.season_written", season=self(f"season.{shown['month']}"), year=shown["year"])
        parts = value.split("-")
        if len(parts) == 3:
            return self.day(value)
        if len(parts) == 2:
            return self("date.month_written", month=self.month(int(parts[1])), year=parts[0])
        return self("date.year_written", year=parts[0])

    def between(self, first: date, last: date) -> str:
        """The days that a rough date can be: between 1 and 31 March 2020."""
        if first.year != last.year:
            return self("date.between", earliest=self.day(first), latest=self.day(last))
        shown = {"first": self._of_month(first), "last": self._of_month(last), "year": last.year}
        shown["last_month"] = self.month(last.month)
        if first.month == last.month:
            return self("date.between_days", **shown)
        return self("date.between_months", first_month=self.month(first.month), **shown)

    def _of_month(self, value: date) -> str:
        """The number of a day; some languages write the first of the month in their own way ("1er mars")."""
        return self("date.first_of_month", day=1) if value.day == 1 else str(value.day)

    def number(self, value: float) -> str:
        """A number with the separators of the language; cents only where there are some."""
        text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
        swap = {",": self("number.thousands"), ".": self("number.decimal")}
        return "".join(swap.get(sign, sign) for sign in text)

    def in_order(self, text: str) -> tuple[str, str]:
        """What a list of texts is sorted by: as in a dictionary, where an accent does not move a word."""
        return date_words.plain(plain(text)), text

    def every_of(self, items: list[str]) -> str:
        """A list in a sentence: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self("list.and", first=", ".join(items[:-1]), last=items[-1])

    def side_by_side(self, items: Iterable[str]) -> str:
        """Items that are no sentence, one after the other: "a; b"."""
        return f"{self('list.semicolon')} ".join(items)

    def sentence(self, text: str) -> str:
        """A text with the sign that ends a sentence, where it has none."""
        return text if text.endswith((".", "?", "!")) else f"{text}."

    def of(self, what: str, said: str) -> str:
        """What is said of something: "municipality: sends it on"."""
        return f"{what}{self('list.colon')} {said}"


def _compiled(language: str) -> bytes:
    # Without pathlib, which each start in a browser would load for these lines alone.
    if os.path.isdir(f"{os.path.dirname(__file__)}/locales/en/LC_MESSAGES"):  # noqa: PTH112, PTH120
        from screens.catalogues import current

        return current(language)
    try:
        found = pkgutil.get_data(__package__, f"locales/{language}/{COMPILED}")
    except OSError:
        found = None
    if found is not None:
        return found
    try:
        with open(GIVEN, "rb") as file:  # noqa: PTH123
            return file.read()
    except FileNotFoundError:
        raise LookupError(f"no catalogue for {language!r}") from None
