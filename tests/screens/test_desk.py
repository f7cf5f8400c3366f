"""The desk sheet: two languages side by side, any of the site beside any of an office."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from belgian_residence.dossier import papers
from screens.app import handle
from screens.catalogues import FOR_OFFICES, by_key, read, sources
from screens.questions.flow import CARDS
from screens.render import words
from screens.showing.desk import FORMS, OFFICES, TERMS
from site_build.cases import sample

LANGUAGES = ("en", "nl", "fr", "de")
EU = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "stays": [], "interruptions": []}
OFFICIAL = {
    "nl": (
        "document ter staving van duurzaam verblijf",
        "wet betreffende de toegang tot het grondgebied",
        "Bijlage 22",
    ),
    "fr": ("document attestant de la permanence du séjour", "loi sur l'accès au territoire", "Annexe 22"),
    "de": (
        "Dokument zur Bescheinigung des Daueraufenthalts",
        "Gesetz über die Einreise ins Staatsgebiet",
        "Anlage 22",
    ),
}


def ask(screen: str, case: dict[str, Any], language: str = "en", **more: Any) -> dict[str, Any]:
    request = {"action": "show", "screen": screen, "language": language, "today": "2026-11-29", "state": {"case": case}}
    found: dict[str, Any] = json.loads(handle(json.dumps({**request, **more})))
    return found


def columns(shown: str) -> tuple[list[str], list[str]]:
    """What stands in the column of the person and in that of the office, line by line, without the labels."""
    own, theirs = [], []
    for row in re.findall(r'<li class="af-pair">(<div>.*?)</li>', shown, re.S):
        mine, *office = (html.unescape(one) for one in row.split("</div>") if "<div" in one)
        own += lines(mine)
        theirs += [line for one in office for line in lines(one)]
    return own, theirs


def lines(cell: str) -> list[str]:
    return [line for line in re.findall(r'<span(?: class="af-box")?>(.*?)</span>', cell, re.S) if line]


def test_every_card_has_an_official_term_in_every_language_of_an_office() -> None:
    assert set(TERMS) == set(CARDS)
    for terms in TERMS.values():
        assert set(terms) == set(OFFICES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("office", OFFICES)
def test_the_sheet_pairs_any_two_languages(language: str, office: str) -> None:
    own, theirs = columns(ask(f"desk/{office}", EU, language)["html"])
    beside = theirs if office != language else own
    term, act, form = OFFICIAL[office]
    assert term in beside
    assert any(act in line and "rt. 42quinquies" in line for line in beside)
    assert form in beside
    assert words(office)("paper.annex-22") in beside
    assert words(language)("paper.annex-22") in own
    if office == language:
        assert theirs == [], "the same language does not stand twice"
    else:
        assert not set(own) & set(theirs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("office", OFFICES)
def test_whatever_the_sheet_or_a_message_can_say_is_at_hand(language: str, office: str) -> None:
    """In the browser nothing but what the catalogue of the page brings along."""
    theirs = words(language).of_office(office)
    for id in papers.ids():
        assert theirs(f"paper.{id}") == words(office)(f"paper.{id}")
    for key in CARDS:
        assert theirs(f"route.{key}.name") == words(office)(f"route.{key}.name")
    for case in sample()[LANGUAGES.index(language) + len(LANGUAGES) * OFFICES.index(office) :: 12]:
        for screen in (f"desk/{office}", f"messages/{office}"):
            request = {"action": "show", "screen": screen, "language": language, "today": case["on"]}
            handle(json.dumps({**request, "state": {"case": case["case"], "on": case["on"]}}))


def test_what_is_said_to_an_office_has_no_plurals() -> None:
    """Their forms differ from language to language, and a catalogue knows those of one."""
    said = {key: one for path in sources("en") for key, one in by_key(read(path)).items() if FOR_OFFICES.fullmatch(key)}
    assert "paper.passport" in said
    assert "paper.photo.hint" not in said
    assert [key for key, one in said.items() if not isinstance(one.id, str)] == []


def test_a_form_is_a_paper() -> None:
    assert set(FORMS) <= set(papers.ids())


@pytest.mark.parametrize(
    ("language", "postal_code", "proposed"),
    [
        ("fr", "", "fr"),
        ("en", "4000", "fr"),
        ("nl", "4000", "fr"),
        ("fr", "9000", "nl"),
        ("en", "1030", "fr"),
        ("nl", "1030", "nl"),
        ("en", "4700", "de"),
        ("fr", "4700", "fr"),
        ("de", "4960", "de"),
        ("fr", "9600", "fr"),
        ("de", "9600", "nl"),
    ],
)
def test_the_language_is_proposed_from_the_postal_code(language: str, postal_code: str, proposed: str) -> None:
    state = {"case": EU, "postal_code": postal_code}
    assert ask("desk", EU, language, state=state)["screen"] == f"desk/{proposed}"
    assert ask("messages", EU, language, state=state)["screen"] == f"messages/{proposed}"


def test_no_language_is_guessed() -> None:
    """Somebody who reads English told nothing of where: the choice stands there, and nothing is chosen."""
    shown = ask("desk", EU)
    assert shown["screen"] == "desk"
    assert "checked" not in shown["html"]
    assert columns(shown["html"])[1] == []


@pytest.mark.parametrize("screen", ["desk", "messages"])
def test_who_sees_one_language_reads_why(screen: str) -> None:
    """The sheet and the messages promise two: where they are the same, or none is chosen, the page says so."""
    one, none = words("fr")("desk.same"), words("en")("desk.not_chosen")
    assert one in html.unescape(ask(screen, EU, "fr")["html"])
    assert one not in html.unescape(ask(f"{screen}/nl", EU, "fr")["html"])
    assert none in html.unescape(ask(screen, EU)["html"])
    assert none not in html.unescape(ask(f"{screen}/fr", EU)["html"])


def test_the_language_of_the_office_is_chosen() -> None:
    chosen = ask("desk/nl", EU, action="submit", form={"answer": ["de"]})
    assert chosen["screen"] == "desk/de"
    assert ask("desk/nl", EU, action="submit", form={"answer": ["xx"]})["error"]


def test_without_a_possible_card_there_is_nothing_to_apply_for() -> None:
    assert "nothing to apply for" in ask("desk", {"nationality": "BE", "card": "none"})["html"]
