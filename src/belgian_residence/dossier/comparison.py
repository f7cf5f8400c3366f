"""B or L, K or L: what is open for a person, which of the two is the stronger card, why, and what to ask for now.

What tells them apart stands in ``comparison.toml``. L is the stronger card of both pairs: it gives what the other gives
and more. Which of the two to ask for now follows from what is open: with L open, L; with only the other open, that one,
and L when it opens.
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
class Aspect:
    """One thing that tells two cards apart. ``favours``: the card that it speaks for; None: they are alike in it."""

    id: str
    law: tuple[str, ...]
    favours: Literal["B", "K", "L"] | None = None
    only_if: tuple[str, ...] = ()
    """Only for who shows one of these circumstances (``circumstances.shown``)."""
    unless: tuple[str, ...] = ()
    """Not for who shows one of these."""


COMPARISON = rows("comparison.toml", Aspect)
STRONGER = "L"


def comparisons(outcomes: Mapping[str, Outcome], shown: frozenset[str], on: date) -> list[dict[str, Any]]:
    """Each pair of cards that are both possible for a person, now or later, side by side."""
    found = []
    for pair, aspects in COMPARISON.items():
        other, stronger = pair.split()
        if "closed" in (outcomes[other].status, outcomes[stronger].status):
            continue
        found.append(
            {
                "of": [other, stronger],
                "stronger": STRONGER,
                "ask": _ask(outcomes[other], outcomes[stronger]),
                "aspects": [
                    {
                        "id": aspect.id,
                        "favours": aspect.favours,
                        "provisions": list(aspect.law),
                        "confidence": confidence(aspect.law, on),
                    }
                    for aspect in aspects
                    if (not aspect.only_if or shown & set(aspect.only_if)) and not shown & set(aspect.unless)
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
    """Every aspect: its kind, its id and the provisions that it rests on."""
    for aspects in COMPARISON.values():
        yield from (("comparison", aspect.id, aspect.law) for aspect in aspects)


def vocabulary() -> dict[str, list[str]]:
    """The ids of aspects, and of what to ask for."""
    return {
        "comparison": sorted({aspect.id for aspects in COMPARISON.values() for aspect in aspects}),
        "comparison_ask": ["stronger-now", "other-now", "stronger-on-its-day", "other-first", "nothing-yet"],
    }
