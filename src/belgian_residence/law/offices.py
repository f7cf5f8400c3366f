"""In which language the office of a municipality deals with a person: the language areas, as data.

It decides nothing about a card. Whoever goes to a counter, or writes to it, wants to know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from belgian_residence.law.provisions import Provision, all_provisions
from belgian_residence.law.tables import LawDataError, closed, names, parse, read

FILE = "offices.toml"
LANGUAGES = ("nl", "fr", "de")
"""The languages of the offices."""


@dataclass(frozen=True, slots=True)
class Office:
    """The office of one municipality."""

    area: str
    """Its language area: "dutch", "french", "german" or "brussels"."""
    languages: tuple[str, ...]
    """What it works in with everybody; of two a person chooses."""
    on_request: tuple[str, ...]
    """What a person can ask for besides."""
    law: tuple[str, ...]
    """The provisions (LANG-1 to LANG-3)."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Municipalities with the same languages: of a region, or those that are named."""

    name: str
    region: str | None
    municipalities: tuple[str, ...]
    languages: tuple[str, ...]
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offices:
    """The whole table."""

    areas: tuple[_Group, ...]
    on_request: tuple[_Group, ...]

    def of(self, municipality: str, region: str) -> Office:
        """The office of a municipality. ``municipality``: its number (REFNIS, "63023"). ``region``: that of its region
        ("02000", "03000" or "04000"). Raises LookupError for another region."""
        named = [one for one in self.areas if municipality in one.municipalities]
        found = named or [one for one in self.areas if one.region == region]
        if not found:
            raise LookupError(f"no language area for region {region!r}")
        area, asked = found[0], [one for one in self.on_request if municipality in one.municipalities]
        return Office(
            area=area.name,
            languages=area.languages,
            on_request=tuple(language for one in asked for language in one.languages),
            law=tuple(dict.fromkeys([*area.law, *(id for one in asked for id in one.law)])),
        )


def parse_offices(text: str, known: Mapping[str, Provision], file: str = FILE) -> Offices:
    """Read the table. Raises LawDataError."""
    table = closed(file, parse(file, text), {"area": (dict,), "on_request": (dict,)}, {})
    return Offices(
        tuple(_group(f"{file}, area '{name}'", name, one, known) for name, one in table["area"].items()),
        tuple(_group(f"{file}, on_request '{name}'", name, one, known) for name, one in table["on_request"].items()),
    )


def _group(where: str, name: str, table: object, known: Mapping[str, Provision]) -> _Group:
    needed: dict[str, Any] = {"languages": (list,), "law": (list,)}
    entry = closed(where, table, needed, {"region": (str,), "municipalities": (dict,)})
    if "region" not in entry and "municipalities" not in entry:
        raise LawDataError(f"{where}: a 'region' or 'municipalities' is needed here")
    return _Group(
        name=name,
        region=entry.get("region"),
        municipalities=tuple(entry.get("municipalities", {})),
        languages=names(where, "languages", entry["languages"], dict.fromkeys(LANGUAGES), "one of nl, fr, de"),
        law=names(where, "law", entry["law"], known, "a provision"),
    )


@cache
def all_offices() -> Offices:
    """The table, read once."""
    return parse_offices(read(FILE), all_provisions())
