"""Values of the law written for people: numbers, dates and units in the language of the page."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from screens.render import words as catalogue
from site_build.words import words

OF_EUROPE = {"en": "en_GB"}
"""Where the language alone would mean the way of another part of the world."""

FIRST_OF_MONTH = {"fr": "1er"}


def side_by_side(items: Iterable[str], language: str) -> str:
    """Items that are no sentence, one after the other, as the questions write them: "a; b"."""
    return catalogue(language).side_by_side(items)


@cache  # the rule book writes the same days thousands of times
def written_date(day: date, language: str) -> str:
    """Write a day with the month as a word: "31 October 2024", "31. Oktober 2024"."""
    text = str(format_date(day, "long", locale=OF_EUROPE.get(language, language)))
    return text.replace("1", FIRST_OF_MONTH[language], 1) if day.day == 1 and language in FIRST_OF_MONTH else text


def written_number(number: float, language: str) -> str:
    """Write a number with the language's separators: "1,038"; money keeps two decimals or none."""
    pattern = "#,##0" if number == int(number) else "#,##0.00"
    return format_decimal(number, pattern, locale=language)


def written_size(size: int, language: str) -> str:
    """Write the size of a file, given in bytes, in millions of them with one decimal: "5.1"."""
    return format_decimal(size / 1e6, "0.0", locale=language)


def written_value(value: object, unit: str, language: str) -> str:
    """Write a value with its unit: "1,038 EUR a month", "5 years", "11 October 2021", "yes"."""
    own = words(language)
    if isinstance(value, bool):
        return str(own["value"]["yes" if value else "no"])
    if isinstance(value, date):
        return written_date(value, language)
    if isinstance(value, str):
        return value
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is not a value the site can write")
    if unit == "factor":
        return format_decimal(value, locale=language)
    forms = own["unit"][unit]
    form = Locale.parse(language).plural_form(value)
    return str(forms.get(form, forms["other"])).format(written_number(value, language))
