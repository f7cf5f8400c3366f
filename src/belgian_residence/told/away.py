"""Absences that are told one by one, against what was said of all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from belgian_residence.engine.dates import DAY, add_months, month_fraction
from belgian_residence.told.contradictions import broken
from belgian_residence.told.faults import Fault
from belgian_residence.told.values import Values

IN_ALL = {"absences_in_a_year": 12, "absences_in_five_years": 60}
"""What was said of all absences together: of any so many months."""


def absences_against_bounds(values: Values) -> list[Fault]:
    """An absence longer than every absence was said to be, or absences that come to more than was said of them all.

    Each is taken as short as it can be: the day of departure does not count, and rough days are chosen in its favour.
    """
    away = list(_shortest(values))
    faults = []
    under = values.get("absences_each_under")
    long = [index for index, start, end in away if under is not None and add_months(start, under) <= end]
    if long:
        faults.append(_fault("absences_each_under", under, long[0]))
    for fact, months in IN_ALL.items():
        most = values.get(fact)
        full = [index for index, _, end in away if most is not None and _within(away, end, months) > most]
        if full:
            faults.append(_fault(fact, most, full[0]))
    return faults


def _shortest(values: Values) -> Iterator[tuple[int, date, date]]:
    for index, entry in enumerate(values.get("absences") or ()):
        if entry.get("to") is not None and entry["from"].latest + DAY < entry["to"].earliest:
            yield index, entry["from"].latest + DAY, entry["to"].earliest


def _within(away: list[tuple[int, date, date]], end: date, months: int) -> Fraction:
    start = add_months(end, -months)
    return sum((month_fraction(max(first, start), min(last, end)) for _, first, last in away), Fraction(0))


def _fault(fact: str, months: object, index: int) -> Fault:
    shown = f"{months} months, while absences[{index}] makes it more"
    return broken("absences-as-said-of-all", fact, shown, "a higher number, or null", other=f"absences[{index}]")
