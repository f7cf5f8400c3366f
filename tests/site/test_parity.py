"""Translations say the same figures, provisions and terms as English, and a published language has what it needs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from babel.messages.catalog import Message

from site_build.translation import parity, ready, report, terms
from site_build.translation.blocks import Block, hash_of
from site_build.translation.guides import own as guide
from site_build.translation.guides import pages_of
from site_build.translation.kept import FIRST, catalogues, languages
from site_build.translation.pairs import MISSING
from site_build.translation.parity import differences, numbers, placeholders
from site_build.translation.terms import FOLDER, Term, wrong

OTHERS = [code for code in languages() if code != FIRST]
ENGLISH = 'You wait [five months](costs.md#time), {{ amount("a") }} or 1,250 EUR. {{ law("FEE-2") }}'
TABLE = '| a | b |\n| --- | --- |\n| {{ amount("x") }} | {{ amount("y") }} |'


def block(text: str) -> Block:
    return Block(text, hash_of(text))


@pytest.mark.parametrize(
    ("own", "what"),
    [
        ('{{ law("FEE-2") }} U wacht 1.250 EUR of {{ amount("a") }}: [vijf maanden](costs.md#time).', None),
        (ENGLISH.replace('amount("a")', 'amount("b")'), "macros"),
        (ENGLISH.replace(' {{ law("FEE-2") }}', ""), "macros"),
        (ENGLISH.replace("#time", "#tijd"), "links"),
        (ENGLISH.replace("costs.md", "../en/costs.md"), "links"),
        (ENGLISH.replace("1,250", "1 205"), "numbers"),
    ],
)
def test_a_block_has_the_figures_links_and_provisions_of_english(own: str, what: str | None) -> None:
    found = differences(block(ENGLISH), block(own))
    assert [one.partition(":")[0] for one in found] == ([what] if what else [])


def test_in_a_table_everything_stands_in_its_cell() -> None:
    swapped = TABLE.replace('"x"', '"z"').replace('"y"', '"x"').replace('"z"', '"y"')
    assert differences(block(TABLE), block(TABLE.replace("| a |", "| één |"))) == []
    assert len(differences(block(TABLE), block(swapped))) == 1


def test_a_heading_keeps_its_level_and_id() -> None:
    english = block("## When? { #when }")
    assert differences(english, block("## Wanneer? { #when }")) == []
    assert len(differences(english, block("### Wanneer? { #wanneer }"))) == 2


def test_numbers_are_compared_without_separators_and_without_macros() -> None:
    text = 'In 2026, 1.250,50 EUR for {{ amount("a", "2015-07-09") }} and [1](a-2.md)'
    assert numbers(text) == ["2026", "125050", "1"]


def test_placeholders_of_plurals_are_those_of_the_last_form() -> None:
    assert placeholders(Message(("n", "n"), ("One day", "{n} days"))) == {"n"}
    assert placeholders(Message("a", "{b} and {c}")) == {"b", "c"}


@pytest.mark.parametrize(
    ("english", "own", "faults"),
    [
        ("Ask the Immigration Office.", "Vraag het aan de Dienst Vreemdelingenzaken.", 0),
        ("Ask the Immigration Office.", "Vraag het aan de dienst.", 1),
        ("Ask there.", "Vraag het aan de Immigratiedienst.", 1),
        ("Two annexes.", "Twee bijlagen.", 0),
        ("It is annexed.", "Het hoort erbij.", 0),
    ],
)
def test_a_text_has_the_terms_of_its_english_and_no_wrong_one(english: str, own: str, faults: int) -> None:
    known = [
        Term("Immigration Office", ("Dienst Vreemdelingenzaken",), ("Immigratiedienst",)),
        Term("annex", ("bijlage",)),
    ]
    assert len(list(wrong(english, own, known))) == faults


@pytest.mark.parametrize("code", [path.stem for path in FOLDER.glob("*.toml")])
def test_the_list_of_terms_does_not_contradict_itself(code: str) -> None:
    known = terms.terms(code)
    names = [one.english for one in known]
    assert len(names) == len(set(names)) > 50
    for one in known:
        assert list(wrong("", " · ".join(one.say), known)) == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_translated_says_the_same_as_english(code: str) -> None:
    assert parity.faults(code) == []
    assert list(terms.faults(code)) == []


def test_a_french_guide_has_a_no_break_space_before_a_sign() -> None:
    """Else a line can begin with a question mark or a colon, as in the messages of the wizard. Code is left alone."""
    torn = re.compile(r"«(?!\xa0)|(?<=\S) [:;!?»](?=\W|$)|[^\W\d][;!?»](?=\s|$)")
    found = [
        (name, text[max(0, at.start() - 30) : at.end()])
        for name in pages_of("fr")
        for text in (re.sub(r"```.*?```|`[^`]*`", "", one.text, flags=re.S) for one in guide("fr", name).blocks)
        for at in torn.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize("code", [code for code in OTHERS if languages()[code].published])
def test_a_published_language_has_what_it_needs(code: str) -> None:
    assert ready.lacking(code, report.of(code)) == []


def test_a_language_of_which_nothing_is_translated_is_not_ready() -> None:
    nothing = [replace(one, state=MISSING) for one in report.of("de")]
    assert len(ready.lacking("de", nothing)) == len(ready.NEEDED) + len(catalogues("de"))
