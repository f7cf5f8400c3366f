"""Means for an L card: stable, regular and sufficient, for oneself and each dependant (Act art. 15bis §3; Royal Decree
of 22 July 2008 art. 4).

The amounts are adapted to the price index each year. Of a year without a known amount, what is known bounds what it
asks: our own reading (21).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding
from belgian_residence.law.amount_tables import Amount
from belgian_residence.law.amounts import amount, parameter
from belgian_residence.told.person import Person

SELF, EACH = "L.income.self", "L.income.dependant"
FACTS = ("income", "supporter_income", "benefit_income", "dependants")
BOUNDED = "amount-not-known"
"""The name of reading 21."""


@dataclass(frozen=True)
class Asked:
    """What a year asks for oneself and for each dependant, EUR a month: ``enough`` for certain, and ``least`` that can
    be enough. The same two where the amount is known."""

    enough: tuple[float, float]
    least: tuple[float, float]
    by_reading: str = ""
    """The name of our reading, where the amount of the year itself is not known."""

    def is_enough(self, income: float, dependants: float) -> bool:
        """Is the income certainly sufficient?"""
        return dependants < inf and income >= self.enough[0] + self.enough[1] * dependants

    def is_too_low(self, income: float, dependants: float) -> bool:
        """Is the income certainly not sufficient?"""
        return income < self.least[0] + self.least[1] * dependants


def asked_on(on: date) -> Asked | None:
    """What is asked on a day; None where the last known amount is too old to say (reading 21)."""
    now = _amounts_at(on)
    if now:
        return Asked(now, now)
    before, after = _last(on), _next(on)
    if before is None:
        return None
    known, year = before
    if after:
        return Asked(after, known, BOUNDED)
    if on.year - year > _number("L.income.bound.years", on):
        return None
    factor = _number("L.income.bound", on)
    return Asked((factor * known[0], factor * known[1]), known, BOUNDED)


def means_are_sufficient(situation: Situation) -> Finding:
    """``income``: own, a month, as it comes in regularly. Money of a third person counts with it if it is stable
    (``supporter_income``; L-INC-3, Court of Justice C-302/18), social assistance does not (L-INC-2). Whether benefits
    for unemployment, children or a disability count was not seen (DOUBT-7): what hangs on them (``benefit_income``)
    stays open.

    Own income alone never closes: somebody else's and such benefits are asked first. What cannot change the answer is
    not asked.
    """
    person, asked = situation.person, asked_on(situation.on)
    if asked is None:
        return Finding(UNKNOWN, at_filing=True)  # no answer of the person can settle it (reading 21)
    return _compared(person, asked)._replace(by_reading=asked.by_reading)


def _compared(person: Person, asked: Asked) -> Finding:
    own, others, people = person.income, person.supporter_income, person.dependants
    if asked.is_enough((own or 0) + (others or 0), inf if people is None else people):
        return Finding(YES, FACTS)
    most = (inf if own is None else own) + (inf if others is None else others)
    if asked.is_too_low(most, people or 0):
        return _with_benefits(person, asked, most)
    if own is None:
        return Finding(UNKNOWN, FACTS, ("income",))  # without it no number of people matters
    if others is None and asked.is_too_low(own, 0):
        return Finding(UNKNOWN, FACTS, ("supporter_income",))
    unknown = tuple(fact for fact, value in (("dependants", people), ("supporter_income", others)) if value is None)
    return Finding(UNKNOWN, FACTS, unknown[:1], at_filing=not unknown)


def _with_benefits(person: Person, asked: Asked, without: float) -> Finding:
    """What is too low without the benefits of which nobody knows whether they count: no, unless it is enough with them
    (DOUBT-7)."""
    benefits, people = person.benefit_income, person.dependants
    if benefits is None:
        return Finding(UNKNOWN, FACTS, ("benefit_income",))
    if asked.is_too_low(without + benefits, people or 0):
        return Finding(NO, FACTS)
    if people is None:
        return Finding(UNKNOWN, FACTS, ("dependants",))  # for more people it may be too low with them too
    return Finding(UNKNOWN, FACTS, not_confirmed=True)


def _amounts_at(on: date) -> tuple[float, float] | None:
    found = [parameter(name).at(on) for name in (SELF, EACH)]
    return _both(found[0], found[1])


def _both(own: object, each: object) -> tuple[float, float] | None:
    if not isinstance(own, Amount) or not isinstance(each, Amount):
        return None
    assert isinstance(own.value, (int, float))
    assert isinstance(each.value, (int, float))
    return own.value, each.value


def _last(on: date) -> tuple[tuple[float, float], int] | None:
    """The last amounts known for a year before the day, and that year."""
    own, each = (parameter(name).last_known(on) for name in (SELF, EACH))
    both = _both(own, each)
    return (both, own.valid_from.year) if both and own else None


def _next(on: date) -> tuple[float, float] | None:
    """The first amounts known for a year after the day."""
    own, each = (
        next((one for one in parameter(name).periods if isinstance(one, Amount) and one.valid_from > on), None)
        for name in (SELF, EACH)
    )
    return _both(own, each)


def _number(name: str, on: date) -> float:
    value = amount(name, on).value
    assert isinstance(value, (int, float))
    return value
