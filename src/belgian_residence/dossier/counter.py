"""What to answer at the counter where it asks what no rule asks. The answers stand in ``counter.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from belgian_residence.dossier.figures import confidence
from belgian_residence.dossier.rows import rows
from belgian_residence.engine import YES
from belgian_residence.routes.outcome import Outcome


@dataclass(frozen=True)
class CounterAnswer:
    """The answer to one demand that no rule makes."""

    id: str
    law: tuple[str, ...]
    only_if: tuple[str, ...] = ()
    """Only for who shows one of these circumstances (``circumstances.shown``)."""
    not_if: tuple[str, ...] = ()
    """Not for who shows one of these circumstances."""
    if_condition_holds: str | None = None
    """Only where this condition of the route is met; where it is not, the counter may be right."""


COUNTER = rows("counter.toml", CounterAnswer)
"""The answers for each route, in the order in which they are shown."""


def answers(route: str, outcome: Outcome, shown: frozenset[str], on: date) -> list[dict[str, Any]]:
    """The answers that fit a person; none for a closed route, where the counter may well be right."""
    if outcome.status == "closed":
        return []
    met = {condition.id for condition, finding in outcome.conditions if finding.value is YES}
    return [
        {"id": one.id, "provisions": list(one.law), "confidence": confidence(one.law, on)}
        for one in COUNTER.get(route, ())
        if (not one.only_if or shown & set(one.only_if))
        and not shown & set(one.not_if)
        and (one.if_condition_holds is None or one.if_condition_holds in met)
    ]


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every answer: its kind, its id and the provisions that it rests on."""
    for answers_of_route in COUNTER.values():
        yield from (("counter", one.id, one.law) for one in answers_of_route)


def ids() -> list[str]:
    """The ids of all answers."""
    return sorted({one.id for answers_of_route in COUNTER.values() for one in answers_of_route})
