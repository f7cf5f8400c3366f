"""What a person says of all absences at once, in the place of each: is it enough to be within a limit of the law?

Only what is certain counts. A bound says "at most", so what it leaves open is taken at its worst; and where a limit is
measured otherwise than what was said, a whole month must be left between the two, because months differ in length.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from belgian_residence.told.person import Person


@dataclass(frozen=True)
class Allowed:
    """How long the law lets somebody be away: so many months in all in any so many ``years``; 0: in a row."""

    months: int | Fraction
    years: int = 0
    exactly: bool = True
    """Are exactly so many months still fine? ("not more than"; False: "shorter than".)"""


@dataclass(frozen=True)
class Said:
    """What was said of all absences, in months; None: nothing. ``each``: every one was shorter than this; ``year`` and
    ``five_years``: in any twelve months, or any five years, they came to no more in all."""

    each: int | None = None
    year: int | None = None
    five_years: int | None = None

    def keeps_to(self, allowed: Allowed) -> bool:
        """Is it certain that the absences were within the limit?"""
        if allowed.years == 0 and self.each is not None and self.each <= allowed.months:
            return True
        return any(_fits(months, years, allowed) for months, years in self._in_all())

    def keeps_to_all(self, limits: Collection[Allowed] | None) -> bool:
        """The same for several limits; None: for limits that only each absence can tell."""
        return limits is not None and all(self.keeps_to(allowed) for allowed in limits)

    def _in_all(self) -> Iterator[tuple[int, int]]:
        if self.year is not None:
            yield self.year, 1
        if self.five_years is not None:
            yield self.five_years, 5


NOTHING_SAID = Said()


def _fits(months: int, years: int, allowed: Allowed) -> bool:
    """At most so many months in any so many years: do they fit into what is allowed?"""
    if allowed.years == years:
        return months <= allowed.months
    if allowed.years == 0:  # one that fills the whole time can be longer than it
        return months < min(allowed.months, 12 * years)
    return ceil(Fraction(allowed.years, years)) * months < allowed.months


def said(person: Person) -> Said:
    """What the person said of all absences at once."""
    return Said(person.absences_each_under, person.absences_in_a_year, person.absences_in_five_years)


def not_told(person: Person, limits: Collection[Allowed] | None) -> bool:
    """Must the absences be told one by one, because nothing else shows that they were within the limits?"""
    return person.absences is None and not said(person).keeps_to_all(limits)
