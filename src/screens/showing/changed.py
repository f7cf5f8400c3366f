"""What an answer changed on the result: each card that says something else than when the result was last shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from screens.showing.routes import Route
from screens.words import Words

Seen = dict[str, Any]
"""``language``, ``case`` (the facts) and ``cards`` (for each its status and its day) of a result that was shown."""


@dataclass(frozen=True)
class Changed:
    """One sentence a card, in the order of the page; none where the answers changed and no card did."""

    lines: tuple[str, ...]


def seen(routes: Sequence[Route], case: dict[str, Any], words: Words) -> Seen:
    """What is to be remembered of a result."""
    cards = {route.key: [route.status, route.day] for route in routes}
    return {"language": words.language, "case": case, "cards": cards}


def changed(before: Seen | None, now: Seen, routes: Sequence[Route], words: Words) -> Changed | None:
    """What changed since ``before``; None where nothing was told since, and in another language."""
    if not before or before["language"] != now["language"] or before["case"] == now["case"]:
        return None
    return Changed(
        tuple(
            words(
                "changed.line",
                card=route.short,
                before=_said(before["cards"][route.key], words),
                now=_said(now["cards"][route.key], words),
            )
            for route in routes
            if route.key in before["cards"] and before["cards"][route.key] != now["cards"][route.key]
        )
    )


def _said(card: Sequence[str], words: Words) -> str:
    status, day = card
    word = words(f"status.{status}")
    return words("changed.with_day", status=word, day=day) if any(sign.isdigit() for sign in day) else word
