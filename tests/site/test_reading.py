"""The measure of how hard a text is to read, worked out by hand."""

from pathlib import Path
from statistics import median

import pytest

from site_build.audit.reading import lix, of_guides, of_page
from site_build.translation.kept import built, languages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Go home.", 2),  # two words in one sentence, none of them long
        ("Go home. Stay there!", 2),
        ("Your residence card is new.", 5 + 20),  # five words, one of more than six letters
        ("It costs 1.5 euros.", 3),  # a figure is no word, and its point ends nothing
        ("Sie wohnen zusammen: jetzt.", 2 + 25),
    ],
)
def test_lix_is_words_to_a_sentence_and_long_words_in_a_hundred(text: str, expected: float) -> None:
    assert lix(text) == expected


def test_only_running_text_of_the_article_counts(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<nav><p>menu</p></nav><article><h1>Title</h1><p>One two three</p><ul><li>Four</li></ul>"
        "<table><tr><td><p>cell</p></td></tr></table><details><p>folded</p></details></article><p>foot</p>"
    )
    assert of_page(page) == (4, 2)


@pytest.mark.built
@pytest.mark.parametrize("language", built())
def test_the_guides_of_a_language_are_no_harder_to_read_than_they_were(language: str) -> None:
    """What is harder: divide its long sentences, or say the everyday word. A new language: see `./x audit`."""
    found = {name: round(value) for name, (_, value) in of_guides(language).items()}
    usual, hardest = languages()[language].lix
    assert median(found.values()) <= usual
    assert {name: value for name, value in found.items() if value > hardest} == {}
