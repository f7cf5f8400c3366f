"""Values of the law, written out."""

from datetime import date

import pytest

from site_build.guides.figures import inflected, written_date, written_value
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


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("nach 5 Jahre", "de", "nach 5 Jahren"),
        ("innerhalb von **6 Monate** entschieden", "de", "innerhalb von **6 Monaten** entschieden"),
        ("5 Jahre Aufenthalt, höchstens 45 Tage", "de", "5 Jahre Aufenthalt, höchstens 45 Tage"),
        ("nach 5 Jahre", "nl", "nach 5 Jahre"),
    ],
)
def test_a_figure_has_the_form_that_the_words_before_it_ask_for(text: str, language: str, shown: str) -> None:
    assert inflected(text, language) == shown
