"""What an answer changed on the result: each card that says something else than when the result was last shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from screens.showing.cards.routes import Route
from screens.words import Words

IF_NEVER_AWAY = "if_never_away"
"""What the page says of a card that waits for trips alone, in the place of its status."""
Seen = dict[str, Any]
"""``language``, ``case`` (the facts) and ``cards`` (for each its status and its day) of a result that was shown."""


@dataclass(frozen=True)
class Difference:
    """A card that says something else than before: in one sentence, and which part of the page it is."""

    route: Route
    text: str


def seen(routes: Sequence[Route], case: dict[str, Any], words: Words) -> Seen:
    """What is to be remembered of a result."""
    cards = {route.key: [IF_NEVER_AWAY if route.if_never_away else route.status, route.day] for route in routes}
    return {"language": words.language, "case": case, "cards": cards}


def differences(before: Seen | None, now: Seen, routes: Sequence[Route], words: Words) -> tuple[Difference, ...] | None:
    """What says something else than ``before``, in the order of ``routes``; None where nothing was told since, and in
    another language."""
    if not before or before["language"] != now["language"] or before["case"] == now["case"]:
        return None
    old, new = before["cards"], now["cards"]
    return tuple(
        Difference(route, _line(route, old[route.key], new[route.key], words))
        for route in routes
        if route.key in old and old[route.key] != new[route.key]
    )


def _line(route: Route, before: Sequence[str], now: Sequence[str], words: Words) -> str:
    return words("difference.line", card=route.short, before=_said(before, words), now=_said(now, words))


def _said(card: Sequence[str], words: Words) -> str:
    status, day = card
    word = words(f"status.{status}")
    return words("difference.with_day", status=word, day=day) if any(sign.isdigit() for sign in day) else word
