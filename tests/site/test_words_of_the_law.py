"""Where the law stands in one word: that word is in every language, wherever the provision is cited.

"The office *may* impose a fine" decides nothing in the rules, so nothing else would notice if it were "imposes" again.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from belgian_residence.dossier.counter import lines
from belgian_residence.law.sources import source

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "nl", "fr", "de")
Words = Mapping[str, str]

IN_GUIDES: dict[str, Words] = {
    # Act art. 42quinquies §6: a fine may be imposed
    "CARD-FINE-2": {"en": r"\*\*may\*\* impose", "nl": r"\*\*kan\*\*", "fr": r"\*\*peut\*\*", "de": r"\*\*kann\*\*"},
    # Act art. 17 §2: a paper on rights and duties comes with the card
    "L-DOC-2": {
        "en": "paper that explains your rights and duties",
        "nl": "papier dat je rechten en plichten",
        "fr": "papier qui explique vos droits et vos devoirs",
        "de": "Papier, das Ihre Rechte und Pflichten",
    },
}
"""For each provision what every block of a guide that cites it says, as a regular expression."""
IN_WORDS: dict[str, Words] = {
    "cost.late-fine": {"en": "may impose", "nl": "kan opleggen", "fr": "peut infliger", "de": "auferlegen kann"},
    "counter.l-language-or-housing": {
        "en": "No rule asks for language, integration",
        "nl": "Geen enkele regel vraagt taal, integratie",
        "fr": "Aucune règle ne demande la langue, l’intégration",
        "de": "Keine Regel verlangt Sprache, Integration",
    },
    "counter.b-means-or-language": {
        "en": "No rule asks this",
        "nl": "Geen enkele regel vraagt dat",
        "fr": "Aucune règle ne le demande",
        "de": "Keine Regel verlangt das",
    },
}
"""For each text of the wizard what it says."""


def blocks(language: str, provision: str) -> list[str]:
    """The paragraphs, lines of a list and rows of a table that cite a provision."""
    texts = [page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs" / language).rglob("*.md"))]
    found = [one for text in texts for one in re.split(r"\n\s*\n|\n(?=[|-])", text)]
    return [" ".join(one.split()) for one in found if f'"{provision}"' in one]


@cache
def words(language: str) -> dict[str, str]:
    path = ROOT / "src" / "screens" / "locales" / language / "LC_MESSAGES" / "rules.po"
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("provision", [*IN_GUIDES, "L-INTG-1"])
def test_a_guide_says_it_in_the_word_of_the_law(provision: str, language: str) -> None:
    cited = blocks(language, provision)
    assert cited, "no guide cites it"
    said = IN_GUIDES.get(provision, {}).get(language, "")
    assert [one for one in cited if not re.search(said, one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", IN_WORDS)
def test_the_wizard_says_it_in_the_word_of_the_law(key: str, language: str) -> None:
    assert IN_WORDS[key][language] in words(language)[key]


def test_every_answer_for_the_counter_that_rests_on_the_integration_rule_is_among_them() -> None:
    resting = {f"counter.{id}" for _, id, law in lines() if "L-INTG-1" in law}
    assert resting == {key for key in IN_WORDS if key.startswith("counter.")}


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Leuven"), ("nl", "Leuven"), ("fr", "Louvain"), ("de", "Leuven")]
)
def test_the_city_whose_page_gives_the_lowest_price_is_named(language: str, name: str) -> None:
    assert "Leuven" in source("SEED-004").title
    assert name in (ROOT / "docs" / language / "costs.md").read_text(encoding="utf-8")
