"""The facts of the law base behind a line, as the templates show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """A fact of the law base behind a line: its ID, its article, the anchor on the page of sources."""

    fact: str
    article: str
    anchor: str


def citation(fact: str, article: str = "") -> Citation:
    """A fact as it is cited."""
    return Citation(fact, article, fact.lower())


def citations(facts: Iterable[str]) -> tuple[Citation, ...]:
    """Facts as they are cited, without their articles."""
    return tuple(citation(fact) for fact in facts)
