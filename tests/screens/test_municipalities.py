"""From a postal code to the town hall and its language: what must hold for all of them, and some by name."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from typing import Any

import pytest

from belgian_residence.law.offices import LANGUAGES, all_offices, parse_offices
from belgian_residence.law.provisions import all_provisions
from belgian_residence.law.tables import LawDataError
from screens.app import handle
from screens.asking.people import prefix
from screens.municipalities import Municipality, all_municipalities, day_of_the_data, found
from screens.municipality_table import table

EU = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "stays": [], "interruptions": []}
SHARED = {"1040", "1050", "1804"}
"""Postal codes of two municipalities, where the street decides."""
MOST_BYTES = 25_000


def by(area: str) -> list[Municipality]:
    return [one for one in all_municipalities() if one.office.area == area]


def test_every_postal_code_has_one_municipality_or_is_known_to_have_two() -> None:
    codes = Counter(code for one in all_municipalities() for code in one.codes)
    assert {code for code, times in codes.items() if times > 1} == SHARED
    assert all(re.fullmatch(r"[1-9]\d{3}", code) for code in codes)
    assert max(codes.values()) == 2


def test_every_municipality_has_codes_a_region_and_languages_that_offices_use() -> None:
    assert len(all_municipalities()) == 565
    for one in all_municipalities():
        office = one.office
        assert one.codes
        assert one.region in ("flemish", "walloon", "brussels")
        assert one.dutch
        assert one.french
        assert set(office.languages) <= set(LANGUAGES)
        assert office.languages
        assert not set(office.languages) & set(office.on_request)
        assert office.law
        assert set(office.law) <= set(all_provisions())


def test_brussels_has_nineteen_and_both_languages() -> None:
    assert len(by("brussels")) == 19
    assert {one.office.languages for one in by("brussels")} == {("fr", "nl")}
    assert {one.region for one in by("brussels")} == {"brussels"}


def test_the_german_language_area_has_nine() -> None:
    names = "Amel Burg-Reuland Büllingen Bütgenbach Eupen Kelmis Lontzen Raeren"
    assert {one.name_in("de") for one in by("german")} == {*names.split(), "Sankt Vith"}
    assert {(one.office.languages, one.office.on_request) for one in by("german")} == {(("de",), ("fr",))}


def test_facilities_are_those_of_the_law_and_their_numbers_are_those_of_the_data() -> None:
    """27: nine German-speaking, two of Malmedy, six around Brussels, ten along the border of Dutch and French."""
    on_request = {one.dutch: one.office.on_request for one in all_municipalities() if one.office.on_request}
    around = "Drogenbos Kraainem Linkebeek Sint-Genesius-Rode Wemmel Wezembeek-Oppem"
    dutch_border = "Bever Herstappe Mesen Ronse Spiere-Helkijn Voeren"
    french_border = "Edingen Komen-Waasten Moeskroen Vloesberg"
    assert {name for name, asked in on_request.items() if asked == ("nl",)} == set(french_border.split())
    assert {name for name, asked in on_request.items() if asked == ("de",)} == {"Malmedy", "Weismes"}
    with_french = {*around.split(), *dutch_border.split(), *(one.dutch for one in by("german"))}
    assert {name for name, asked in on_request.items() if asked == ("fr",)} == with_french
    named = {name for one in all_offices().on_request for name in one.municipalities}
    assert named <= {one.number for one in all_municipalities()}
    assert len(named) == 27


@pytest.mark.parametrize(
    ("code", "reader", "name", "area"),
    [
        ("1000", "en", "Bruxelles / Brussel", "brussels"),
        ("2000", "fr", "Antwerpen (Anvers)", "dutch"),
        ("2000", "en", "Antwerpen", "dutch"),
        ("4000", "nl", "Liège (Luik)", "french"),
        ("4700", "fr", "Eupen", "german"),
        ("4720", "fr", "Kelmis / La Calamine", "german"),
        ("4950", "fr", "Waimes / Weismes", "french"),
        ("9600", "de", "Ronse / Renaix", "dutch"),
        ("9090", "nl", "Merelbeke-Melle", "dutch"),  # one since 1 January 2025
        ("6600", "fr", "Bastogne", "french"),
    ],
)
def test_names_are_those_of_the_town_hall_with_the_readers_behind(code: str, reader: str, name: str, area: str) -> None:
    (there,) = found(code)
    assert there.name(reader) == name
    assert there.office.area == area


def test_a_code_that_is_not_in_the_data_has_no_municipality() -> None:
    assert found("0999") == found("1099") == found("") == ()


def test_the_table_is_small() -> None:
    text = table()
    assert len(gzip.compress(text.encode())) < MOST_BYTES
    assert day_of_the_data().isoformat() == text.partition("\n")[0] == "2025-01-01"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('law = ["LANG-1"]', 'law = ["LANG-9"]', "key 'law': 'LANG-9' is not a provision"),
        ('languages = ["nl"]', 'languages = ["en"]', "key 'languages': 'en' is not one of nl, fr, de"),
        ('region = "02000"', 'state = "02000"', "key 'state': not known"),
        ('region = "02000"', "", "a 'region' or 'municipalities' is needed here"),
    ],
)
def test_the_table_of_languages_names_what_it_refuses(old: str, new: str, message: str) -> None:
    text = '[area.dutch]\nregion = "02000"\nlanguages = ["nl"]\nlaw = ["LANG-1"]\n[on_request]\n'
    assert parse_offices(text, all_provisions()).of("11001", "02000").languages == ("nl",)
    with pytest.raises(LawDataError, match=re.escape(message)):
        parse_offices(text.replace(old, new), all_provisions())


# --- the screen ------------------------------------------------------------------------------------------------------


def ask(typed: str | None = None, language: str = "en", state: object = None, screen: str = "where") -> dict[str, Any]:
    request: dict[str, Any] = {"action": "show", "screen": screen, "language": language, "today": "2026-11-29"}
    if typed is not None:
        request |= {"action": "submit", "form": {"postal_code": [typed]}}
    answer: dict[str, Any] = json.loads(handle(json.dumps({**request, "state": state or {"case": EU}})))
    return answer


@pytest.mark.parametrize("typed", ["1050", " 1050 ", "B-1050", "b 1050"])
def test_a_postal_code_is_shown_with_its_town_halls(typed: str) -> None:
    shown = ask(typed)
    assert shown["state"]["postal_code"] == "1050"
    assert "Ixelles / Elsene" in shown["html"]
    assert "Two municipalities share this postal code" in shown["html"]
    assert "in French and in Dutch: you choose" in shown["html"]


def test_where_another_language_can_be_asked_for_that_is_said() -> None:
    assert "can ask to be helped in French" in ask("1950")["html"]
    assert "auf Deutsch hilft" in ask("4960", "de")["html"]
    assert "can ask to be helped" not in ask("9000")["html"]


@pytest.mark.parametrize(("typed", "said"), [("90", "Type four digits"), ("abc", "Type"), ("1099", "not in our list")])
def test_what_is_no_postal_code_gets_a_kind_word_and_changes_nothing(typed: str, said: str) -> None:
    shown = ask(typed, state={"case": EU, "postal_code": "9000"})
    assert shown["error"]
    assert said in shown["html"]
    assert shown["state"]["postal_code"] == "9000"


def test_an_empty_field_forgets_the_postal_code_and_no_answer_changes() -> None:
    before = {"case": EU, "postal_code": "9000"}
    shown = ask("", state=before)
    assert "postal_code" not in shown["state"]
    assert shown["state"]["case"] == EU


def test_the_postal_code_leaves_the_tab_in_no_file_and_no_link() -> None:
    request = {"language": "en", "today": "2026-11-29", "state": {"case": EU, "postal_code": "4711"}}
    saved = json.loads(handle(json.dumps({**request, "action": "save", "screen": "check"})))
    assert "4711" not in saved["file"]["text"]
    shared = json.loads(handle(json.dumps({**request, "action": "show", "screen": "share"})))
    assert "4711" not in shared["html"]


def test_of_several_people_the_first_code_is_proposed_to_all() -> None:
    people = {
        "Ada": {"case": EU, "number": 1, "postal_code": "9000"},
        "Bo": {"case": EU, "number": 2},
        "Cy": {"case": EU, "number": 3, "postal_code": "4000"},
    }
    names = {}
    for number, name in enumerate(people, 1):
        shown = ask(state={"people": people, "person": name}, screen=f"{prefix(number)}where")
        names[name] = re.findall(r"<bdi>(?:Gent|Liège)</bdi>", shown["html"])
    assert names == {"Ada": ["<bdi>Gent</bdi>"], "Bo": ["<bdi>Gent</bdi>"], "Cy": ["<bdi>Liège</bdi>"]}
