"""B or L, K or L: what is open for a person, which of the two is the stronger card, why, and what to ask for now.

The points stand in ``comparison.toml``. L is the stronger card of both pairs: it gives what the other gives and more.
Which of the two to ask for now follows from what is open: with L open, L; with only the
other open, that one, and L when it opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from belgian_residence.dossier.figures import confidence
from belgian_residence.dossier.rows import rows
from belgian_residence.routes.outcome import Outcome

Ask = Literal["stronger-now", "other-now", "stronger-on-its-day", "other-first", "nothing-yet"]
"""What to ask for: the stronger card now; the other one now and the stronger one when it opens; the stronger one,
which opens first or on the same day; the other one, which opens first; or neither, before the open points are
settled."""


@dataclass(frozen=True)
class Point:
    """One thing that tells two cards apart. ``favours``: the card that it speaks for; None: they are alike in it."""

    id: str
    law: tuple[str, ...]
    favours: Literal["B", "K", "L"] | None = None
    only_if: tuple[str, ...] = ()
    """Only for who shows one of these circumstances (``circumstances.shown``)."""
    unless: tuple[str, ...] = ()
    """Not for who shows one of these."""


COMPARISON = rows("comparison.toml", Point)
STRONGER = "L"


def comparisons(outcomes: Mapping[str, Outcome], shown: frozenset[str], on: date) -> list[dict[str, Any]]:
    """Each pair of cards that are both possible for a person, now or later, side by side."""
    found = []
    for pair, points in COMPARISON.items():
        other, stronger = pair.split()
        if "closed" in (outcomes[other].status, outcomes[stronger].status):
            continue
        found.append(
            {
                "of": [other, stronger],
                "stronger": STRONGER,
                "ask": _ask(outcomes[other], outcomes[stronger]),
                "points": [
                    {
                        "id": point.id,
                        "favours": point.favours,
                        "provisions": list(point.law),
                        "confidence": confidence(point.law, on),
                    }
                    for point in points
                    if (not point.only_if or shown & set(point.only_if)) and not shown & set(point.unless)
                ],
            }
        )
    return found


def _ask(other: Outcome, stronger: Outcome) -> Ask:
    if stronger.status == "open":
        return "stronger-now"
    if other.status == "open":
        return "other-now"
    if "unsettled" in (other.status, stronger.status) or stronger.earliest is None:
        return "nothing-yet"
    return "stronger-on-its-day" if other.earliest is None or stronger.earliest <= other.earliest else "other-first"


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every point: its kind, its id and the provisions that it rests on."""
    for points in COMPARISON.values():
        yield from (("comparison", point.id, point.law) for point in points)


def vocabulary() -> dict[str, list[str]]:
    """The ids of points, and of what to ask for."""
    return {
        "comparison": sorted({point.id for points in COMPARISON.values() for point in points}),
        "comparison_ask": ["stronger-now", "other-now", "stronger-on-its-day", "other-first", "nothing-yet"],
    }
