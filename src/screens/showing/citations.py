"""The provisions of the law behind a line, as the templates show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belgian_residence.law.laws import cite_briefly
from belgian_residence.law.provisions import provision


@dataclass(frozen=True)
class Citation:
    """A provision behind a line: its ID, its article in the reader's language, the anchor on the page of sources."""

    provision: str
    article: str
    anchor: str


def citations(ids: Iterable[str], language: str = "") -> tuple[Citation, ...]:
    """Provisions as they are cited, with their articles where a language is given."""
    return tuple(
        Citation(id, cite_briefly(provision(id).articles, language) if language else "", id.lower()) for id in ids
    )
