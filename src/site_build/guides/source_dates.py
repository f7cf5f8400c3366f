"""The date of a source as its page shows it ("undated, after Oct 2021"), in the language of the reader.

The law base notes it as text. Here each part of that text is known: a day, or a form with a day in it. A part that no
form knows stops the build, so no English is left among the words of another language.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from babel.dates import format_interval, format_skeleton

from site_build.guides.figures import OF_EUROPE, side_by_side, written_date
from site_build.words import words

UNDATED = "undated"
FORMS = {
    UNDATED: "undated",
    "{}": "on",
    "about {}": "about",
    "updated about {}": "updated_about",
    "updated {}": "updated",
    "modified {}": "updated",
    "published {}": "published",
    "repository {}": "repository",
    "state of {}": "state",
    "state of law {}": "state",
    "text of {}": "text",
    "{} text": "text",
    "consolidated {}": "consolidated",
    "{} amount": "amount",
    "after {}": "after",
    "before {}": "before",
    "{} and later": "or_later",
    "{} or later": "or_later",
    "end {}": "end",
    "spring {}": "spring",
    "its own check": "own_check",
    "new site": "new_site",
    "old site": "old_site",
    "E+ era": "e_plus",
    "from the time of the E+ card": "e_plus",
    "from the 3-year era": "three_years",
    "cites the articles repealed in {}": "repealed",
}
"""What a part can be, with the key of its words in ``[source_date]``; ``{}`` is a day, a month or years."""
PAGES = re.compile(r"\s*[;/]\s*")
"""Between the dates of several pages."""
PARTS = re.compile(r",\s*|\s*\(")
"""Between what is said of one page."""
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
DAY = re.compile(
    r"(?P<years>\d{4}(?:-| to )\d{4})"
    r"|(?P<months>[A-Z][a-z]+-[A-Z][a-z]+ \d{4})"
    r"|(?P<day>\d{4}-\d\d-\d\d)"
    r"|(?P<month>\d{4}-\d\d|[A-Z][a-z]{2,} \d{4})"
    r"|(?P<year>\d{4})"
)


def written(text: str, language: str) -> str:
    """The date of a source in words. Raises ValueError for a part that no form knows."""
    own = words(language)["source_date"]
    return side_by_side((", ".join(_parts(page, own, language)) for page in PAGES.split(text)), language)


def _parts(page: str, own: Mapping[str, str], language: str) -> Iterator[str]:
    for part in PARTS.split(page):
        said = part.rstrip(")")
        found = DAY.search(said)
        form = said.replace(found[0], "{}") if found else said
        if form not in FORMS:
            raise ValueError(f"date of a source: found {said!r}; accepted: {', '.join(FORMS)}")
        yield own[FORMS[form]].format(day=_day(found, language) if found else "")


def _day(found: re.Match[str], language: str) -> str:
    text, locale = found[0], OF_EUROPE.get(language, language)
    if found["years"]:
        return f"{text[:4]}\N{EN DASH}{text[-4:]}"
    if found["months"]:
        first, last = (_month(f"{name} {text[-4:]}") for name in text[:-5].split("-"))
        return format_interval(first, last, "yMMMM", locale=locale)
    if found["day"]:
        return written_date(date.fromisoformat(text), language)
    if found["month"]:
        return format_skeleton("yMMMM", _month(text), locale=locale)
    return text


def _month(text: str) -> date:
    """The first day of "2021-10", "Oct 2021" or "October 2021". Raises ValueError for another text."""
    if text[0].isdigit():
        return date.fromisoformat(f"{text}-01")
    name, year = text.split()
    return date(int(year), MONTHS.index(name[:3]) // 3 + 1, 1)
