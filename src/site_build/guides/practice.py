"""What single municipalities do, from ``docs/practice.toml``: a table for the guides, each row with source and date.

Practice is no law, so it stands outside the law base, and no rule knows of it.
"""

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from belgian_residence.law.sources import all_sources
from belgian_residence.law.tables import LawDataError, closed
from screens.municipalities import Municipality, all_municipalities
from screens.render import words as catalogue
from site_build.guides import source_dates
from site_build.guides.figures import written_date, written_value
from site_build.guides.tables import cell, rows
from site_build.paths import DOCS
from site_build.words import words

FILE = DOCS / "practice.toml"
OWN_SOURCE = {"address": (str,), "date": (str,), "checked": (datetime.date,)}


@dataclass(frozen=True)
class Practice:
    """What one municipality does. ``amounts``: euro by name. ``date``: that of its page; ``checked``: of our look."""

    id: str
    municipality: Municipality
    address: str
    date: str
    checked: datetime.date
    amounts: dict[str, float]


@cache
def all_practice(path: Path = FILE) -> tuple[Practice, ...]:
    """All rows, in the order of the file. Raises LawDataError for a key, a source or a municipality that is unknown."""
    municipalities, known = {one.number: one for one in all_municipalities()}, all_sources()
    found = []
    for id, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        where = f"{path.name}, practice '{id}'"
        of_the_law_base = "source" in table
        source_keys = {"source": (str,)} if of_the_law_base else OWN_SOURCE
        closed(where, table, {"municipality": (str,), **source_keys}, {"amounts": (dict,)})
        if table["municipality"] not in municipalities:
            raise LawDataError(f"{where}, key 'municipality': {table['municipality']!r} is the number of none")
        if of_the_law_base:
            if table["source"] not in known:
                raise LawDataError(f"{where}, key 'source': {table['source']!r} is not a source")
            source = known[table["source"]]
            table |= {"address": source.addresses[0], "date": source.date, "checked": source.checked}
        found.append(
            Practice(
                id,
                municipalities[table["municipality"]],
                table["address"],
                table["date"],
                table["checked"],
                table.get("amounts", {}),
            )
        )
    return tuple(found)


def table(language: str) -> str:
    """The table, by name of the municipality."""
    own = words(language)["practice"]
    named = sorted(all_practice(), key=lambda one: catalogue(language).in_order(one.municipality.name(language)))
    body = [
        [f"**{cell(one.municipality.name(language))}**", told(one, language), _source(one, language)] for one in named
    ]
    return rows([own["municipality"], own["what"], own["source"]], body)


def told(one: Practice, language: str) -> str:
    """What it does, in words."""
    amounts = {name: written_value(value, "EUR", language) for name, value in one.amounts.items()}
    return cell(str(words(language)["practice"]["told"][one.id]).format(**amounts))


def _source(one: Practice, language: str) -> str:
    """The site of the municipality, linked where a page is known; the date of the page, and when we read it."""
    own = words(language)["practice"]
    site = one.address.partition("://")[2].partition("/")[0].removeprefix("www.")
    link = f"[{site}](<{one.address}>)" if site else one.address
    day = source_dates.written(one.date, language)
    return f"{link} ({day}; {own['read'].format(day=written_date(one.checked, language))})"
