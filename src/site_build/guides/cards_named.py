"""Which cards a text names, as a word of its own for the search.

A card is called by a letter. The index of the search takes "B" for the beginning of any word with B, and "F+" for "F".
So a page that names cards in its title, its headings or its search words gets a word for each of them, which nobody
reads; the search page makes the same words of what is typed (`search-page.js`, which gets `PATTERN`).
"""

from __future__ import annotations

import re

_END = r"(?![\w+'’])"
"""Not "L'Europe"."""
PATTERN = "|".join(
    (
        # Beside the word for a card, in the languages of the site: "a card", "A-kaart", "EU+-Karten".
        r"(?<![\w+])(?:EU\+?|[A-FH-N]\+?)(?=[ -]{1,2}(?:cards?|kaart(?:en)?|karten?)(?!\w))",
        rf"(?:(?<=carte )|(?<=cartes )|(?<=karte )|(?<=kaart )|(?<=card ))(?:EU\+?|[A-FH-N]\+?){_END}",
        # Alone: what is no word of a language.
        rf"(?<![\w+])(?:EU\+|E\+|F\+|M\+|[BFHKLMN]){_END}",
    )
)
"""What names a card, as Python and JavaScript both read it; capitals or not."""
HEADING = re.compile(r"^#{2,3} (.*)$", re.MULTILINE)


def cards(text: str) -> tuple[str, ...]:
    """The cards that a text names, each once, in its order: "B", "EU+"."""
    return tuple(dict.fromkeys(found.upper() for found in re.findall(PATTERN, text, re.IGNORECASE)))


def words_for_search(title: str, also: str, markdown: str) -> str:
    """The word for each card in each place that names it: 1 the title, 2 the search words, 3 the headings."""
    places = enumerate((title, also, headings(markdown)), 1)
    return " ".join(f"card{at}{name.lower().replace('+', 'plus')}q" for at, text in places for name in cards(text))


def headings(markdown: str) -> str:
    """The headings of a page, below its title."""
    return "\n".join(HEADING.findall(markdown))
