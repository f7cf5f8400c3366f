"""What the guides show of the counter: the sheets of the requests, the languages of the town halls, postal codes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from belgian_residence.dossier.papers import PAPERS
from screens.municipalities import all_municipalities
from screens.render import words
from screens.showing.taken_along.desk import OFFICES, TERMS
from site_build.guides import desk_sheets, tables, town_halls
from site_build.guides.macros import answer
from site_build.paths import DOCS

LANGUAGES = ("en", "nl", "fr", "de")
SHEETS = {"B": "file_b", "K": "file_k", "L": "file_l", "EU+": "file_eu", "F+": "file_f"}
ON = date(2026, 11, 29)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", SHEETS)
def test_a_sheet_has_the_official_terms_the_article_the_form_and_every_paper(route: str, language: str) -> None:
    shown = desk_sheets.sheet(route, answer(SHEETS[route], route), ON, language)
    for office in OFFICES:
        assert f"*{TERMS[route][office]}*{{ lang={office} }}" in shown
    for paper in PAPERS[route]:
        assert tables.cell(words(language)(f"paper.{paper.id}")) in shown
    assert ("*Bijlage " in shown) is (route != "B"), "B has no form"
    assert re.search(r"[Aa]rt\. (42quinquies|1[3-5])", shown)


@pytest.mark.parametrize("route", SHEETS)
def test_every_sheet_has_its_page_and_the_list_names_it(route: str) -> None:
    folder = DOCS / "en" / "desk-sheets"
    pages = [page.name for page in folder.glob("*.md") if f'desk_sheet("{route}"' in page.read_text(encoding="utf-8")]
    assert len(pages) == 1
    assert f"]({pages[0]})" in (folder / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_municipality_stands_in_the_list_once_with_its_codes(language: str) -> None:
    rows = re.findall(r"^\| (.+?) \| ((?:\d{4} ?)+) \|$", town_halls.postal_codes(language), re.MULTILINE)
    assert Counter(code for _, codes in rows for code in codes.split()) == Counter(
        code for one in all_municipalities() for code in one.codes
    )
    assert len(rows) == len(all_municipalities())


def test_a_language_of_its_own_is_said_beside_the_name() -> None:
    shown = town_halls.postal_codes("en")
    assert "| Ronse / Renaix: Dutch, French on request | 9600 |" in shown
    assert "| Eupen: German, French on request | 4700 4701 |" in shown
    assert "| Gent |" in shown
    assert "| Namur |" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_places_with_another_language_are_named(language: str) -> None:
    shown = town_halls.languages(language)
    named = [one for one in all_municipalities() if one.office.on_request]
    assert len(named) == 27
    assert [one.number for one in named if one.name(language) not in shown] == []
    assert "LANG-3" in shown


def test_the_data_have_their_source_and_their_day() -> None:
    assert "Statbel" in town_halls.source("en")
    assert "CC BY 4.0" in town_halls.source("en")
    assert "1 January 2025" in town_halls.source("en")
