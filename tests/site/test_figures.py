"""Values of the law, written out."""

import re
from datetime import date

import pytest

from belgian_residence.law.amounts import parameter
from site_build.guides.figures import side_by_side, written_date, written_value
from site_build.paths import DOCS
from site_build.translation.kept import WORDS
from site_build.words import words


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1038, "EUR/month", "1,038 EUR a month"),
        (77.5, "EUR", "77.50 EUR"),
        (1, "years", "1 year"),
        (5, "years", "5 years"),
        (90, "days", "90 days"),
        (0.5, "factor", "0.5"),
        (120, "percent", "120%"),
        (date(2021, 10, 11), "date", "11 October 2021"),
        (True, "policy", "yes"),
        (False, "policy", "no"),
        ("A2", "language level", "A2"),
    ],
)
def test_value_is_written_with_its_unit(value: object, unit: str, text: str) -> None:
    assert written_value(value, unit, "en") == text


def test_unit_without_words_is_refused() -> None:
    with pytest.raises(KeyError):
        written_value(3, "parsecs", "en")


def test_value_that_is_no_value_is_refused() -> None:
    with pytest.raises(TypeError):
        written_value(None, "EUR", "en")


def test_date_follows_the_language() -> None:
    assert written_date(date(2024, 3, 1), "nl") == "1 maart 2024"
    assert written_date(date(2024, 3, 1), "fr") == "1er mars 2024"
    assert written_date(date(2024, 3, 11), "fr") == "11 mars 2024"
    assert written_date(date(2024, 3, 1), "de") == "1. März 2024"
    assert written_date(date(2024, 3, 1), "en") == "1 March 2024"


def test_every_unit_of_the_law_data_has_words() -> None:
    from belgian_residence.law.amount_tables import UNITS

    counted = {unit for unit, types in UNITS.items() if types[0] in (int, float)}
    assert counted == set(words("en")["unit"])


def test_every_kind_of_source_has_words() -> None:
    from belgian_residence.law.sources import KINDS

    assert set(KINDS) == set(words("en")["kind"])


COUNTED = {"years", "months", "days", "working days", "hours", "quarters"}
ASKS_FOR_ANOTHER_ENDING = re.compile(
    r"\b(?:nach|seit|von|vor|mit|binnen|in|ab|bei|aus)\s+(?:den\s+)?\**(?:\{\{ amount\(\"|\{a\[)([^\"\]]+)", re.I
)


def test_no_german_text_asks_for_another_ending_of_a_figure() -> None:
    """A figure is put in as "5 Jahre". "Nach 5 Jahren" needs another sentence: "wenn 5 Jahre um sind"."""
    texts = {path: path.read_text("utf-8") for path in [*(DOCS / "de").rglob("*.md"), WORDS / "de.po"]}
    wrong = [
        f"{path.name}: {found[0]}"
        for path, text in texts.items()
        for found in ASKS_FOR_ANOTHER_ENDING.finditer(text)
        if parameter(found[1]).unit in COUNTED
    ]
    assert wrong == []


def test_french_writes_a_space_before_a_semicolon() -> None:
    assert side_by_side(["art. 13", "art. 14"], "fr") == "art. 13\N{NO-BREAK SPACE}; art. 14"
    assert side_by_side(["art. 13", "art. 14"], "de") == "art. 13; art. 14"
