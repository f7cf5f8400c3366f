"""How a card is drawn: a colour field and its letter, our own drawing and never a picture of the document."""

from __future__ import annotations

from dataclasses import dataclass

FAMILIES = {
    "limited": ("A", "H", "I", "J"),
    "unlimited": ("B", "C", "D", "K", "L"),
    "eu": ("E", "E+", "EU", "EU+", "F", "F+"),
    "agreement": ("M", "M+", "N"),
}
"""Cards that are alike, each family in its own colour. All others are papers."""
PAPER = "paper"


@dataclass(frozen=True)
class Drawing:
    """``letter``: what stands in large on it, "" for a paper. ``family``: its colour, a key of FAMILIES, or PAPER."""

    letter: str
    family: str


def drawing(card: str) -> Drawing:
    """The drawing of a card, by its name in the list of facts or by the route that leads to it."""
    family = next((family for family, cards in FAMILIES.items() if card in cards), PAPER)
    return Drawing("" if family == PAPER else card, family)
