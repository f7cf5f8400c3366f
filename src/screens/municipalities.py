"""From a postal code to the municipality, and to the language in which its town hall deals with a person.

The languages come from the rules (``belgian_residence.law.offices``), names and postal codes from
``municipalities.txt``, which the build makes (``municipality_table``); where that file is not, it is made on the spot,
so that nobody sees an old one.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from datetime import date
from functools import cache

from belgian_residence.law.offices import Office, all_offices

FILE = "municipalities.txt"
REGIONS = {"02000": "flemish", "03000": "walloon", "04000": "brussels"}
FRENCH = "fr"


@dataclass(frozen=True)
class Municipality:
    """A municipality as Statbel lists it."""

    number: str
    """REFNIS, for example "21004"."""
    region_number: str
    dutch: str
    """Its name in Dutch; in the German-language area, and where German can be asked for, the German one."""
    french: str
    codes: tuple[str, ...]

    @property
    def region(self) -> str:
        """The name of its region, one of REGIONS."""
        return REGIONS[self.region_number]

    @property
    def office(self) -> Office:
        """The languages of its office."""
        return all_offices().of(self.number, self.region_number)

    def name_in(self, language: str) -> str:
        """Its name in the language of an office."""
        return self.french if language == FRENCH else self.dutch

    def name(self, reader: str) -> str:
        """Its names in the languages of its office, as they stand on the town hall; behind them in brackets what it is
        called in the reader's language, where that is another one of the two that Statbel lists."""
        office = self.office
        shown = list(dict.fromkeys(map(self.name_in, (*office.languages, *office.on_request))))
        known = self.name_in(reader) if reader in ("nl", FRENCH) else shown[0]
        return " / ".join(shown) + (f" ({known})" if known not in shown else "")


def found(code: str) -> tuple[Municipality, ...]:
    """The municipalities of a postal code, for a few of them two; none for a code that is not in the data."""
    return tuple(one for one in all_municipalities() if code in one.codes)


def day_of_the_data() -> date:
    """The day for which the names and codes hold."""
    return date.fromisoformat(_lines()[0])


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """All of them, by number."""
    return tuple(_municipality(line) for line in _lines()[1:])


def _municipality(line: str) -> Municipality:
    number, region, dutch, french, codes = line.split("|")
    return Municipality(number, region, dutch, french or dutch, tuple(codes.split()))


@cache
def _lines() -> list[str]:
    try:
        data = pkgutil.get_data(__package__, FILE)
    except OSError:
        data = None
    if data is None:
        from screens.municipality_table import table

        return table().splitlines()
    return data.decode().splitlines()
