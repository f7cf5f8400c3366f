"""What becomes of the family's stays and years when somebody gets a card. The lines stand in ``family.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from belgian_residence.dossier.figures import confidence
from belgian_residence.dossier.rows import rows
from belgian_residence.routes.outcome import Outcome


@dataclass(frozen=True)
class FamilyLine:
    """One consequence for the family: of the person who asks, or for a person who stays as family of another one."""

    id: str
    law: tuple[str, ...]
    only_if: tuple[str, ...] = ()
    """Only for who shows one of these circumstances (``circumstances.shown``)."""
    also_closed: tuple[str, ...] = ()
    """Also where the route is closed, for who shows one of these circumstances."""


FAMILY = rows("family.toml", FamilyLine)
"""The lines of each route, in the order in which they are shown."""


def lines_for(route: str, outcome: Outcome, shown: frozenset[str], on: date) -> list[dict[str, Any]]:
    """The lines that fit a person."""
    closed = outcome.status == "closed"
    return [
        {"id": one.id, "provisions": list(one.law), "confidence": confidence(one.law, on)}
        for one in FAMILY.get(route, ())
        if (not one.only_if or shown & set(one.only_if)) and (not closed or shown & set(one.also_closed))
    ]


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every line: its kind, its id and the provisions that it rests on."""
    for of_route in FAMILY.values():
        yield from (("family", one.id, one.law) for one in of_route)


def ids() -> list[str]:
    """The ids of all lines."""
    return sorted({one.id for of_route in FAMILY.values() for one in of_route})
