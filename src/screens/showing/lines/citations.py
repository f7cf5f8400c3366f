"""The provisions of the law behind a line, as the templates show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belgian_residence.law.laws import Article, by_law, cite_briefly
from belgian_residence.law.provisions import provision
from belgian_residence.trust.confidence import FIRM
from screens.words import Words


@dataclass(frozen=True)
class Citation:
    """A provision behind a line: its ID, its article in the reader's language, the anchor on the page of sources."""

    provision: str
    article: str
    anchor: str


def citations(ids: Iterable[str], words: Words | None = None) -> tuple[Citation, ...]:
    """Provisions as they are cited, with their articles where the words of a reader are given."""
    return tuple(Citation(id, _cited(provision(id).articles, words) if words else "", id.lower()) for id in ids)


def caution(rests_on: str, words: Words) -> str:
    """What is said of a line that rests on less than the law or several good sources; "" where it does not."""
    return "" if rests_on == FIRM else words(f"rests.{rests_on}")


def _cited(articles: tuple[Article, ...], words: Words) -> str:
    """Articles, law by law, with the sign that the language of the reader writes between two laws."""
    return words.side_by_side(cite_briefly(found, words.language) for found in by_law(articles).values())
