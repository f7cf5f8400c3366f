"""What happens when nobody has looked at a figure for too long.

Every figure that still runs carries the day until which it was to be verified again. Once that day lies behind *today*
the figure is no longer used as certain: what was decided with it becomes "not confirmed", and what was said last is
shown as such, with its day. Today is an argument, like the date asked about: who plans for a day five years ahead asks
for that day under the law as it stands today, so ``on`` alone makes no figure stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from belgian_residence.counting.situation import Condition
from belgian_residence.engine import NO, UNKNOWN, Finding
from belgian_residence.law.amount_tables import Amount
from belgian_residence.law.amounts import all_amounts
from belgian_residence.routes.outcome import Outcome, Status, no_day
from belgian_residence.trust.confidence import CLOCKS

if TYPE_CHECKING:
    from belgian_residence import answer_types

COUNTED_BY: Mapping[str, tuple[str, ...]] = {
    "L.means": ("L.income.self", "L.income.dependant"),
    "EU+.incapacity": ("early.incapacity_residence",),
    "B.stay-kept": ("return.window",),
    "K.stay-kept": ("return.window",),
    "L.stay-kept": ("return.window",),
    "nationality.stay-kept": ("return.window",),
    "K.no-removal": ("K.removal.years",),
    "nationality.five-years": ("nat.stay_years",),
    "nationality.five-years-and-marriage": ("nat.stay_years", "nat.cohabitation_years"),
    "nationality.ten-years": ("nat.stay_years_long",),
}
"""The figures that a condition counts with. A clock also counts with every figure of its provisions."""
OF_A_READING = {"amount-not-known": ("L.income.bound", "L.income.bound.years")}
"""The figures of our own that an answer rests on, by the name of the reading that gave it."""


@dataclass(frozen=True)
class LastKnown:
    """What was said of a route when its figures were last verified."""

    status: Status
    earliest: date | None
    verified_on: date


def past_verify_by(names: Iterable[str], on: date, today: date) -> tuple[str, ...]:
    """Those of the amounts whose value for ``on`` was to be verified again before ``today``."""
    found = []
    for name in dict.fromkeys(names):
        period = all_amounts()[name].at(on)
        if isinstance(period, Amount) and period.verify_by is not None and period.verify_by < today:
            found.append(name)
    return tuple(found)


def figures_of(condition: Condition) -> tuple[str, ...]:
    """The names of the figures that a condition counts with."""
    own = COUNTED_BY.get(condition.id, ())
    return (*own, *_of_facts(condition.law)) if condition.id in CLOCKS else own


@cache
def _of_facts(law: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one.name for one in all_amounts().values() if one.unit != "policy" and set(one.provisions) & set(law))


def degraded(outcome: Outcome, on: date, today: date) -> tuple[Outcome, tuple[str, ...], LastKnown | None]:
    """The outcome as far as it can still be answered for, the figures past their day, and what was said last.

    A condition that counts with such a figure becomes unknown. A route that is closed for another reason stays closed.
    """
    late: dict[str, tuple[str, ...]] = {}
    for condition, finding in outcome.conditions:
        figures_used = (*figures_of(condition), *OF_A_READING.get(finding.by_reading, ()))
        names = past_verify_by(figures_used, on, today)
        if names:
            late[condition.id] = names
    figures = tuple(dict.fromkeys(name for names in late.values() for name in names))
    if not figures:
        return outcome, (), None
    closed_otherwise = outcome.status == "closed" and any(
        finding.value is NO and condition.id not in late for condition, finding in outcome.conditions
    )
    if closed_otherwise:
        return outcome, (), None
    conditions = tuple(
        (condition, _not_confirmed(finding) if condition.id in late else finding)
        for condition, finding in outcome.conditions
    )
    verified = min(_verified_on(name, on) for name in figures)
    known = LastKnown(outcome.status, outcome.earliest, verified)
    whole = replace(
        outcome,
        status="unsettled",
        earliest=None,
        readings={},
        clock=None,
        bounds=None,
        day_within_limits=no_day,
        conditions=conditions,
    )
    return whole, figures, known


def _not_confirmed(finding: Finding) -> Finding:
    return finding._replace(value=UNKNOWN, missing=(), not_confirmed=True)


def _verified_on(name: str, on: date) -> date:
    period = all_amounts()[name].at(on)
    assert isinstance(period, Amount)
    return period.verified_on


def last_known_json(known: LastKnown) -> answer_types.LastKnown:
    """As a JSON-shaped dict."""
    return {
        "status": known.status,
        "earliest": known.earliest.isoformat() if known.earliest else None,
        "verified_on": known.verified_on.isoformat(),
    }
