"""The cards for people from outside the EU side by side, where more than one is possible: B, K and L.

The rows are what the rules say of each card. Which one to ask for first is theirs to say too (``comparison``), with
what speaks for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from belgian_residence.dossier.advice import ONCE_BACK
from screens.showing.cards.dossier import Said, figure, said
from screens.showing.cards.routes import Route
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

NATIONAL = ("B", "K", "L")


@dataclass(frozen=True)
class Recommended:
    """Two of the cards: which of them to ask for, and why."""

    of: tuple[str, ...]
    """The two routes, the stronger one last."""
    pair: str
    text: str
    """Which to ask for; "" where that is not said."""
    stronger_now: bool
    """The stronger one can be asked for now."""
    reasons: tuple[Said, ...]


@dataclass(frozen=True)
class Compared:
    """The cards, and for each point what it is for each of them."""

    keys: tuple[str, ...]
    """The letters of the cards."""
    cards: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    recommended: tuple[Recommended, ...]
    """For each pair, which one to ask for and why."""


def view(
    whole: answer_types.Assessment, possible: Sequence[Route], case: dict[str, Any], words: Words
) -> Compared | None:
    """Side by side; None where fewer than two of these cards are possible. ``whole``: the answer of the rules."""
    answer = whole["routes"]
    cards = [route for key in NATIONAL for route in possible if route.key == key]
    if len(cards) < 2:
        return None
    points: list[tuple[str, Callable[[Route], str]]] = [
        (words("compare.when"), lambda route: route.day if route.has_day else words("compare.no_day")),
        (words("compare.certain"), lambda route: route.status_word),
        (words("compare.basis"), lambda route: words(f"compare.basis_{answer[route.key]['basis']}")),
        (words("compare.income"), lambda route: words("compare.yes") if route.amounts else words("compare.no")),
        (words("compare.decision"), lambda route: _decision(answer[route.key], words)),
        (words("compare.valid"), lambda route: _effect(answer[route.key], "validity", words)),
        (words("compare.away"), lambda route: _effect(answer[route.key], "absence", words)),
        (words("compare.elsewhere"), lambda route: _elsewhere(answer[route.key], words)),
    ]
    rows = tuple((name, tuple(said(route) for route in cards)) for name, said in points)
    return Compared(
        keys=tuple(route.key for route in cards),
        cards=tuple(route.short for route in cards),
        rows=tuple(row for row in rows if any(row[1])),
        recommended=tuple(_recommended(pair, answer, case, words) for pair in whole["comparison"]),
    )


def _recommended(
    pair: dict[str, Any], answer: dict[str, answer_types.Route], case: dict[str, Any], words: Words
) -> Recommended:
    """What to ask for, and why. Who has asked for one of the two is told what follows from that request instead; who
    is abroad asks for neither now; and nothing is recommended on figures that nobody has looked at for too long."""
    other, stronger = pair["of"]
    asked = {one.get("route") for one in case.get("applications") or ()}
    both = [answer[key] for key in pair["of"]]
    abroad = any(ONCE_BACK in one["next_steps"] for one in both)
    kept_back = asked & set(pair["of"]) or abroad or any(one.get("last_known") for one in both)
    return Recommended(
        of=tuple(pair["of"]),
        pair=words("compare.pair", other=words(f"route.{other}.short"), stronger=words(f"route.{stronger}.short")),
        text="" if kept_back else words(f"comparison.ask.{pair['ask']}"),
        stronger_now=pair["ask"] == "stronger-now",
        reasons=said(pair["aspects"], "comparison", words),
    )


def _decision(one: answer_types.Route, words: Words) -> str:
    """In how much time the office decides, where a term is known."""
    terms = [
        step["term"]
        for step in one["procedure"]
        if step["term"] and step["branch"] is None and step["who"] == "immigration_office"
    ]
    return figure(terms[0], words) if terms else words("compare.no_term")


def _effect(one: answer_types.Route, kind: str, words: Words) -> str:
    """The figures of what the card gives of one kind."""
    found = [
        figure(amount, words) for effect in one["effects"] if effect["kind"] == kind for amount in effect["amounts"]
    ]
    return words.every_of(list(dict.fromkeys(found)))


def _elsewhere(one: answer_types.Route, words: Words) -> str:
    """Does the card help to live in another state?"""
    return words("compare.yes") if any(effect["kind"] == "travel" for effect in one["effects"]) else words("compare.no")
