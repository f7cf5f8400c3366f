"""Answers in one line each: the parts of a line fit together, in every language."""

from __future__ import annotations

from typing import Any

import pytest

from belgian_residence.told.facts import BY_NAME
from screens.questions.places import Place
from screens.render import words
from screens.showing.lines.answers import entry_line, label, value_line

LANGUAGES = ("en", "nl", "fr", "de")
DECISIONS = next(field.kind.options for field in BY_NAME["applications"].kind.fields if field.name == "decision")
BETWEEN = {"earliest": "2020-03-05", "latest": "2020-03-20"}
DAY = "2021-05-03"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("decision", DECISIONS)
def test_what_was_decided_stands_within_a_line_and_begins_small(decision: str, language: str) -> None:
    line = entry_line("applications", {"route": "B", "filed": "2026-03", "decision": decision}, words(language))
    assert line.rpartition(";")[2].strip()[0].islower(), line


@pytest.mark.parametrize(
    ("language", "entry", "line"),
    [
        ("en", {"from": BETWEEN}, "began between 5 and 20 March 2020, still running"),
        ("en", {"from": BETWEEN, "to": DAY}, "between 5 and 20 March 2020 – 3 May 2021"),
        ("en", {"from": None, "to": BETWEEN}, "first day not known – between 5 and 20 March 2020"),
        ("en", {"from": "2020-03", "to": DAY}, "March 2020 to 3 May 2021"),
        ("nl", {"from": BETWEEN}, "begonnen tussen 5 en 20 maart 2020, loopt nog"),
        ("fr", {"from": BETWEEN}, "commencé entre le 5 et le 20 mars 2020, encore en cours"),
        ("de", {"from": BETWEEN}, "begonnen zwischen dem 5. und dem 20. März 2020, läuft noch"),
    ],
)
def test_a_day_between_two_others_takes_no_word_before_it(language: str, entry: dict[str, Any], line: str) -> None:
    assert entry_line("absences", entry, words(language)) == line


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("absences_each_under", "Longest time outside Belgium in a row: less than 3 months"),
        ("absences_in_five_years", "Time outside Belgium within any five years: 3 months at most"),
        ("dependants", "People who live on your income: 3"),
    ],
)
def test_a_number_says_what_it_counts(fact: str, said: str) -> None:
    place, word = Place(fact), words("en")
    assert f"{label(place, word)}: {value_line(place, 3, word)}" == said
