"""Which cards a text names, for the search: letters are no words of an index."""

from __future__ import annotations

import pytest

from site_build.guides.cards_named import cards, words_for_search


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("do I need a B card before L card", ("B", "L")),
        ("F+-kaart: hoe krijg ik die?", ("F+",)),
        ("cartes B, K et L", ("B", "K", "L")),
        ("B-, K- und L-Karte", ("B", "K", "L")),
        ("k or l", ("K", "L")),
        ("EU+", ("EU+",)),
        ("EU-kaart, E+ kaart", ("EU", "E+")),
        ("J’ai une carte A", ("A",)),
        ("a card", ("A",)),
        ("I am an EU citizen, a student", ()),
        ("L’année, l'europe", ()),
        ("EU-burger, B2 level", ()),
    ],
)
def test_a_card_is_recognised_by_its_letter(text: str, named: tuple[str, ...]) -> None:
    assert cards(text) == named


def test_each_place_of_a_page_has_a_word_for_each_card() -> None:
    markdown = "# F+ card\n\nText about B.\n\n## F+ or K? { #k }\n"
    assert words_for_search("F+ card", "carte F+", markdown) == "card1fplusq card2fplusq card3fplusq card3kq"
