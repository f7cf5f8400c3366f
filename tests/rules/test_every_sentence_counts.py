"""Each sentence of the law counts: take one condition out of a route, and a case of the corpus no longer comes out.

``./x mutate`` changes what functions do; which conditions a route has is declared outside of functions, so it is
tried here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import AllOf, AnyOf, Condition, Node, any_of, conditions_in
from belgian_residence.routes.outcome import Outcome, decide
from belgian_residence.routes.registry import CARD_ROUTES
from belgian_residence.routes.status import Route
from belgian_residence.told.case import read_case
from belgian_residence.told.faults import CaseError
from exhaustive.known import NEVER_ALONE
from site_build.cases import entries, facts


def without(node: Node[Any], condition: Condition[Any]) -> Node[Any]:
    """A declaration without one of its conditions."""
    if isinstance(node, Condition):
        return any_of()  # it was the only one
    kept = tuple(
        part if isinstance(part, Condition) else without(part, condition)
        for part in node.parts
        if part is not condition
    )
    return AllOf(kept) if isinstance(node, AllOf) else AnyOf(kept)


def cases_of(route: Route) -> Iterator[tuple[dict[str, Any], Situation]]:
    """What the cases expect of a route, for one person with exact dates."""
    for entry in entries():
        wanted = entry["expect"].get(route.key)
        if not wanted:
            continue
        try:
            people = list(read_case(facts(entry), entry["on"]).people())
        except CaseError:
            continue
        if len(people) == 1:
            yield wanted, Situation(people[0][1], entry["on"])


def comes_out(outcome: Outcome, wanted: dict[str, Any]) -> bool:
    statuses = wanted["status"] if isinstance(wanted["status"], list) else [wanted["status"]]
    return outcome.status in statuses and set(wanted.get("missing", ())) <= set(outcome.missing)


SAID_TWICE = {"L.stay-runs": "without a stay the five years have no end either, so the clock closes the route too"}
"""Conditions that the reader should see although the clock says the same for the people of the cases."""


@pytest.mark.parametrize("route", CARD_ROUTES, ids=lambda route: route.key)
def test_no_condition_can_be_taken_out_of_a_route(route: Route) -> None:
    cases = [one for one in cases_of(route) if comes_out(decide(route, one[1]), one[0])]
    assert cases
    idle = []
    for part in ("requirement", "unbroken", "early"):
        node = getattr(route, part)
        for condition in dict.fromkeys(conditions_in(node)) if node else ():
            changed: Any = {part: without(node, condition)}
            less = replace(route, **changed)
            if condition.id not in {*NEVER_ALONE, *SAID_TWICE} and all(
                comes_out(decide(less, situation), wanted) for wanted, situation in cases
            ):
                idle.append(condition.id)
    assert not idle
