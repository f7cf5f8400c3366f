"""What a person says of all absences at once, in the place of each: is it enough to be within a limit of the law?

Only what is certain counts. A bound says "at most", so what it leaves open is taken at its worst; and where a limit is
measured otherwise than what was said, a whole month must be left between the two, because months differ in length.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from belgian_residence.engine.dates import month_fraction
from belgian_residence.told.person import Absence, Person


class Allowed(NamedTuple):
    """How long the law lets somebody be away: so many months in all in any so many ``years``; 0: in a row.

    Whether exactly so many are still fine makes no difference: what is said of each absence is "shorter than", and
    where a limit is measured otherwise a month is left between.
    """

    months: int | Fraction
    years: int = 0


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

    def and_also(self, months: int) -> Said:
        """What can be said once so many months more come to it, in whatever years they lie."""
        year = None if self.year is None else self.year + months
        five_years = None if self.five_years is None else self.five_years + months
        return replace(self, year=year, five_years=five_years)

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


def not_told(person: Person, limits: Collection[Allowed] | None, on: date) -> bool:
    """Must the absences be told one by one, because nothing else shows that they were within the limits?

    A list alone holds every absence. Beside what is said of all others at once, those of the list that have begun by
    the date asked about come on top of it.
    """
    whole = said(person)
    if not holds_unlisted(person):
        return False
    begun = [one for one in person.absences or () if one.departure < on]
    return not whole.and_also(sum(_months(one, on) for one in begun)).keeps_to_all(limits)


def holds_unlisted(person: Person) -> bool:
    """Can there be absences that are not listed?"""
    return person.absences is None or bool(person.other_absences)


def planned_beside_what_was_said(person: Person, on: date) -> date | None:
    """The return from the last absence that is only planned, where what was said of all others stands beside it; None
    where there is no such absence."""
    if not person.other_absences:
        return None
    return max((one.back or one.departure for one in person.absences or () if one.departure >= on), default=None)


def _months(absence: Absence, on: date) -> int:
    """The most months that one absence can be, whatever is counted of its first and last day."""
    return ceil(month_fraction(absence.departure, max(absence.back or on, absence.departure)))
