"""How hard the guides are to read: LIX, a measure that holds for all four languages of the site.

LIX = words to a sentence + words of more than six letters in a hundred (C. H. Björnsson, 1968). It knows no language,
so it can be worked out for each; the languages themselves differ, German by its long words, so a figure is to be
compared with other texts of its own language. As its author has it: below 30 very easy, 30 to 40 easy, 40 to 50 as a
newspaper, 50 to 60 hard, above that very hard.
"""

import re
from html.parser import HTMLParser
from pathlib import Path
from statistics import median

from site_build.finish.html import pages
from site_build.paths import SITE
from site_build.translation.kept import built

LONG = 6
TEXT = {"p", "li", "dd"}
LEFT_OUT = {"table", "script", "style", "template", "nav", "form", "noscript", "svg", "details"}
"""What is no running text. Folded parts hold sources, long tables and rare cases."""
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
END = re.compile(r"[.!?:](?:\s|$)")
FEWEST = 100
WORST = 3


class Running(HTMLParser):
    """The running text of an article: paragraphs and points of lists, each ending a sentence."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.article = self.text = self.out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where we are."""
        self.article += tag == "article"
        self.out += tag in LEFT_OUT
        self.text += tag in TEXT

    def handle_endtag(self, tag: str) -> None:
        """A paragraph ends its last sentence."""
        self.article -= tag == "article"
        self.out -= tag in LEFT_OUT
        self.text -= tag in TEXT
        if tag in TEXT:
            self.parts.append(". ")

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if self.article and self.text and not self.out:
            self.parts.append(data)


def lix(text: str) -> float:
    """The measure of a text; 0 for one without words."""
    sentences = [words for part in END.split(text) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0
    return len(words) / len(sentences) + 100 * sum(len(word) > LONG for word in words) / len(words)


def of_page(path: Path) -> tuple[int, float]:
    """How many words of running text a page has, and their LIX."""
    reader = Running()
    reader.feed(path.read_text(encoding="utf-8"))
    text = "".join(reader.parts)
    return len(WORD.findall(text)), lix(text)


def of_guides(code: str) -> dict[str, tuple[int, float]]:
    """The same for each guide of a language that has enough running text, by its address."""
    guides = [path for path in pages(SITE / code) if 'class="reference"' not in path.read_text(encoding="utf-8")]
    found = {path.parent.relative_to(SITE / code).as_posix(): of_page(path) for path in guides}
    return {name: one for name, one in found.items() if one[0] >= FEWEST}


def main() -> None:
    """Print the median of the guides of each language, and the hardest of them."""
    print("LIX of the guides".ljust(20), "pages", "words".rjust(8), "median".rjust(8), "  hardest")
    for code in built():
        found = of_guides(code)
        worst = sorted(found, key=lambda name: -found[name][1])[:WORST]
        print(
            code.ljust(20),
            str(len(found)).rjust(5),
            str(sum(count for count, _ in found.values())).rjust(8),
            f"{median(value for _, value in found.values()):.0f}".rjust(8),
            "  " + ", ".join(f"{name} {found[name][1]:.0f}" for name in worst),
            flush=True,
        )


if __name__ == "__main__":
    main()
