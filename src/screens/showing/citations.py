"""The provisions of the law behind a line, as the templates show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """A provision behind a line: its ID, its article, the anchor on the page of sources."""

    provision: str
    article: str
    anchor: str


def citation(provision: str, article: str = "") -> Citation:
    """A provision as it is cited."""
    return Citation(provision, article, provision.lower())


def citations(provisions: Iterable[str]) -> tuple[Citation, ...]:
    """Provisions as they are cited, without their articles."""
    return tuple(citation(provision) for provision in provisions)
