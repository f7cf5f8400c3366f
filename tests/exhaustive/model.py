"""A route as a formula, for a solver: its status for every value of all its conditions at once.

Two things are taken from the rules themselves, so that nothing is written a second time by hand. The tree of the route
is the very object that the rules evaluate. And how the status follows from the value of the tree, the clock and the
early grounds is read off the real ``decide``, which is run once for each of these few values (``status_table``). What
is said again here, in ``truth``, is only how the values of parts make the value of the whole; the tests compare it
with the real ``evaluate``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import z3

from belgian_residence.counting.conventions import reading
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, AllOf, Condition, Finding, Node, Truth, conditions_in
from belgian_residence.routes.outcome import Status, decide
from belgian_residence.routes.status import Route, When
from belgian_residence.told.person import Person

Formula = Any
"""A formula of the solver, or a plain bool: the same functions work for both."""
ONE_READING = reading("whole-days-abroad")
"""Any single way of counting: then no other is compared."""


def both(parts: Iterable[Formula]) -> Formula:
    """All of them."""
    parts = list(parts)
    return all(parts) if all(isinstance(part, bool) for part in parts) else z3.And(parts)


def either(parts: Iterable[Formula]) -> Formula:
    """At least one of them."""
    parts = list(parts)
    return any(parts) if all(isinstance(part, bool) for part in parts) else z3.Or(parts)


def negated(part: Formula) -> Formula:
    """Not so."""
    return not part if isinstance(part, bool) else z3.Not(part)


@dataclass(frozen=True)
class Value:
    """The value of a condition or a tree. Neither yes nor no: unknown. ``waits``: yes or no, or unknown only as long
    as no application can be made."""

    yes: Formula
    no: Formula
    waits: Formula

    @property
    def unknown(self) -> Formula:
        return both([negated(self.yes), negated(self.no)])


def value_of(finding: Finding) -> Value:
    """The value of an answer."""
    return Value(finding.value is YES, finding.value is NO, finding.value is not UNKNOWN or finding.at_filing)


def truth(node: Node[Any], on: date, of: Callable[[Condition[Any]], Value]) -> Value:
    """The value of a tree from those of its conditions; what is not in force on the day is left out."""
    if isinstance(node, Condition):
        return of(node)
    parts = [truth(part, on, of) for part in node.parts if _in_force(part, on)]
    for_all, for_one = [part.yes for part in parts], [part.no for part in parts]
    if isinstance(node, AllOf):
        yes, no = both(for_all), either(for_one)
    else:
        yes, no = either(for_all), both(for_one)
    return Value(yes, no, either([yes, no, both(part.waits for part in parts)]))


def _in_force(node: Node[Any], on: date) -> bool:
    inside = list(conditions_in(node))
    return not inside or any(one.in_force(on) for one in inside)


# --- how the status follows, read off the rules -------------------------------------------------------------------

ON = date(2025, 6, 15)
FINDINGS = {
    "yes": Finding(YES),
    "no": Finding(NO),
    "unknown": Finding(UNKNOWN),
    "waits": Finding(UNKNOWN, at_filing=True),
}
CLOCKS = {
    "complete": When(ON - timedelta(1)),
    "ahead": When(ON + timedelta(400)),
    "never": When(),
    "unknown, with a day": When(ON + timedelta(400), missing=("stays",)),
    "unknown": When(missing=("stays",)),
}
DEFINITE_CLOCKS = ("complete", "ahead", "never")
WITHOUT_EARLY = "none"


@cache
def status_table() -> Mapping[tuple[str, str, str, str], Status]:
    """The status for each value of what is required, of what belongs to the clock, of the clock, and of the early
    grounds, as ``decide`` gives it."""
    table = {}
    for required, unbroken, clock, early in product(
        FINDINGS, FINDINGS, CLOCKS, (WITHOUT_EARLY, "yes", "no", "unknown")
    ):
        route = Route(
            key="L",
            requirement=_said(FINDINGS[required]),
            unbroken=_said(FINDINGS[unbroken]),
            clock=lambda _, when=CLOCKS[clock]: when,  # type: ignore[misc]
            clock_id="L.five-years",
            early=None if early == WITHOUT_EARLY else _said(FINDINGS[early]),
        )
        table[required, unbroken, clock, early] = decide(route, Situation(Person(), ON, ONE_READING)).status
    return table


def _said(finding: Finding) -> Condition[Situation]:
    return Condition("said", (), lambda _: finding)


def statuses(
    route: Route, on: date, of: Callable[[Condition[Any]], Value], clock: Mapping[str, Formula]
) -> dict[Status, Formula]:
    """For each status when it is given. ``clock``: for each of ``CLOCKS`` whether it is that."""
    required, unbroken = _four(truth(route.requirement, on, of)), _four(truth(route.unbroken, on, of))
    early = truth(route.early, on, of) if route.early else None
    earlies = {WITHOUT_EARLY: True} if early is None else {"yes": early.yes, "no": early.no, "unknown": early.unknown}
    found: dict[Status, list[Formula]] = {"open": [], "later": [], "closed": [], "unsettled": []}
    for (a, b, c, d), status in status_table().items():
        if d in earlies:
            found[status].append(both([required[a], unbroken[b], clock[c], earlies[d]]))
    return {status: either(rows) for status, rows in found.items()}


def _four(value: Value) -> dict[str, Formula]:
    return {
        "yes": value.yes,
        "no": value.no,
        "unknown": both([value.unknown, negated(value.waits)]),
        "waits": both([value.unknown, value.waits]),
    }


# --- for the solver -----------------------------------------------------------------------------------------------

Kinds = frozenset[tuple[Truth, bool]]
"""The answers a condition can give: its value, and whether it only matters once the person can ask."""


class Unknowns:
    """The conditions and the clock of a route as unknowns of the solver."""

    def __init__(self, kinds: Mapping[Condition[Any], Kinds], name: str) -> None:
        self.conditions = [*kinds]
        self.values = {
            condition: Value(*(z3.Bool(f"{name} {condition.id} {said}") for said in ("yes", "no", "waits")))
            for condition in kinds
        }
        self.clock = {kind: z3.Bool(f"{name} clock {kind}") for kind in CLOCKS}
        self.rules = [z3.PbEq([(one, 1) for one in self.clock.values()], 1)]
        for condition, value in self.values.items():
            self.rules.append(
                either(
                    both([value.yes == (said is YES), value.no == (said is NO), value.waits == waits])
                    for said, waits in kinds[condition]
                )
            )

    def statuses(self, route: Route, on: date) -> dict[Status, Formula]:
        """For each status when it is given."""
        return statuses(route, on, self.values.__getitem__, self.clock)


def same(one: Value, two: Value) -> Formula:
    """The same value."""
    return both([one.yes == two.yes, one.no == two.no, one.waits == two.waits])
